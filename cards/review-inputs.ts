import { REVIEW, REVIEW_OTHER } from '../words/draft';
import { CHANNELS } from '../words/link-places';
import { isByColleague } from '../recovery/opened-by';
import { REMOVABLE } from '../recovery/scope';
import type { Choice, ChoiceInput, TemplateInputs } from './card-data';
import type { DraftCardView } from './draft-view';
import { lostAtInput, scenarioInput } from './inputs';
import { contactName } from './link-places';
import { clean, neutral } from './plain-text';

const LABEL = 80;
const DETAILS = 300;
const MOST_METHODS = 15;

/** Who changes the request of somebody else is not called “you” about it. */
export const reviewWords = ({ draft }: DraftCardView) => (draft.own ? REVIEW : { ...REVIEW, ...REVIEW_OTHER });

/** Only the employee sees the methods, and only those that can be removed at all. */
function methodsInput({ draft }: DraftCardView): { readonly methods?: ChoiceInput } {
  const offered = draft.registered.filter(({ kind }) => REMOVABLE.has(kind)).slice(0, MOST_METHODS);
  if (!draft.own || offered.length === 0) return {};
  const choices = offered.map(({ id, label }): Choice => ({ title: neutral(label, LABEL), value: id }));
  const value = draft.willGo.map(({ id }) => id).join(',');
  return { methods: { label: REVIEW.methods, error: REVIEW.methodsError, value, choices } };
}

function deliveryInput(view: DraftCardView): { readonly delivery?: ChoiceInput } {
  const { draft } = view;
  // It is the employee's own chat, where they have to answer first.
  if (isByColleague(draft.draft)) return {};
  const words = reviewWords(view);
  const teams: readonly Choice[] = draft.teamsPossible ? [{ title: words.deliveryTeams, value: 'teams' }] : [];
  const links = draft.contacts.map((contact): Choice => {
    const title = REVIEW.deliveryLink(CHANNELS[contact.channel], contactName(contact, draft.own));
    return { title: neutral(title, LABEL), value: contact.id };
  });
  const counter: readonly Choice[] =
    draft.counterPossible === true ? [{ title: REVIEW_OTHER.deliveryCounter, value: 'inPerson' }] : [];
  const choices = [...teams, ...links, ...counter];
  const [first] = choices;
  if (first === undefined) return {};
  return {
    delivery: {
      label: words.delivery,
      error: words.deliveryError,
      value: draft.draft.atCounter === true ? 'inPerson' : first.value,
      choices,
    },
  };
}

/** Every input of the card behind “Change”. */
export function reviewInputs(view: DraftCardView): TemplateInputs['review'] {
  const { draft, now } = view;
  const words = reviewWords(view);
  return {
    scenario: scenarioInput(draft.draft.scenario),
    ...methodsInput(view),
    ...(isByColleague(draft.draft) ? {} : { lostAt: lostAtInput(now, words) }),
    ...deliveryInput(view),
    details: {
      label: words.details,
      placeholder: words.detailsPlaceholder,
      error: words.detailsError,
      value: clean(draft.draft.details ?? '', DETAILS),
    },
  };
}
