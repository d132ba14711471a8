import type { KeyRing } from './ports';
import type { SignedFor } from './signed-text';
import { readSignedText, signText } from './signed-text';
import type { ObjectId } from './terms';

/** What a card's token stands for. It names no power: the verb's guards decide from stored state. */
export interface TokenSubject {
  readonly kind: 'request' | 'draft' | 'stop' | 'form';
  /** Request id, draft id, when the switch of the tenant was turned last, or how whoever got a form had asked for it. */
  readonly id: string;
  /** The request's round when the card was drawn; 0 for the others. */
  readonly round: number;
}

const LETTERS = { request: 'r', draft: 'd', stop: 's', form: 'f' } as const satisfies Readonly<
  Record<TokenSubject['kind'], string>
>;
const KINDS: ReadonlyMap<string | undefined, TokenSubject['kind']> = new Map([
  ['r', 'request'],
  ['d', 'draft'],
  ['s', 'stop'],
  ['f', 'form'],
]);
const SUBJECT = /^([a-z])\.([^.]+)\.(\d{1,6})$/;

const cardOf = (tenantId: ObjectId, audience: ObjectId): SignedFor => ({
  purpose: 'card-token',
  boundTo: [tenantId, audience],
});

/**
 * The opaque text in a card's `data`: bound to one tenant, one person, one subject and one round, so that a forwarded,
 * edited or outlived card opens nothing. A decision moves the round or the state, which is what makes it single-use.
 */
export function mintCardToken(keys: KeyRing, tenantId: ObjectId, audience: ObjectId, subject: TokenSubject): string {
  const text = `${LETTERS[subject.kind]}.${subject.id}.${String(subject.round)}`;
  return signText(keys, cardOf(tenantId, audience), text);
}

/** Reads a token. Attacker-controlled: anything that we did not mint for this person and tenant is `undefined`. */
export function readCardToken(
  keys: KeyRing,
  tenantId: ObjectId,
  audience: ObjectId,
  token: string,
): TokenSubject | undefined {
  const signed = readSignedText(keys, cardOf(tenantId, audience), token);
  const [, letter, id, round] = SUBJECT.exec(signed?.text ?? '') ?? [];
  const kind = KINDS.get(letter);
  return kind === undefined || id === undefined ? undefined : { kind, id, round: Number(round) };
}
