import { APPROVAL } from '../words/approval';
import { employeeName, nameOf } from './people';
import type { CardPerson, RequestView } from './request-view';

/** Alphabets whose letters look like those of another one of these. */
const LOOKALIKES = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];
/** Latin letters that no keyboard of a language writes: full-width ones, and those of mathematics. */
const DRESSED_UP = /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/u;

const mixes = (word: string): boolean => LOOKALIKES.filter((script) => script.test(word)).length > 1;

/**
 * Whether a name may be made to look like another one: one word of it mixes alphabets, it has letters that only look
 * Latin, or it held what nobody sees. A name that is whole in any one alphabet is not odd, nor one with a word of each.
 */
export function isOddName({ displayName, nameHides }: Pick<CardPerson, 'displayName' | 'nameHides'>): boolean {
  return nameHides === true || DRESSED_UP.test(displayName) || displayName.split(/[^\p{L}\p{M}]+/u).some(mixes);
}

/** Says so of the employee and of who opened the request; `undefined` where both names are as names are. */
export function oddNameNote(view: RequestView): string | undefined {
  const { employee, requester } = view.request;
  const odd = [employee, requester].filter((id) => {
    const person = view.people.get(id);
    return person !== undefined && isOddName(person);
  });
  const [first] = odd;
  if (first === undefined) return undefined;
  return APPROVAL.oddName(first === employee ? employeeName(view) : nameOf(view, first));
}
