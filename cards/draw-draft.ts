import type { Method, MethodKind } from '../recovery/methods';
import type { Draft } from '../recovery/drafts';
import { isByColleague } from '../recovery/opened-by';
import type { DraftView } from '../recovery/outcome';
import { BUTTON_VARIANTS } from '../words/buttons';
import { DRAFT } from '../words/draft';
import { FRAME } from '../words/frame';
import { FEDERATED, METHOD_HOW, TRY_FIRST } from '../words/ladder';
import { scenarioWords } from '../words/scenarios';
import { SELF_DRAFT } from '../words/self-verified';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { Fact, Section } from './card-data';
import type { DraftCardView } from './draft-view';
import { bullets, facts, numbered, paragraphs, section } from './lines';
import { contactName, linkPlaces, notOfferedLines } from './link-places';
import { clockTime } from './moments';
import { clean } from './plain-text';
import { proofWords } from './proof';
import { reviewInputs, reviewWords } from './review-inputs';
import { renderCard } from './render-card';

const HOW: Readonly<Partial<Record<MethodKind, string>>> = METHOD_HOW;

const NAME = 60;
const LABEL = 80;
const CONTACT = 80;
const TICKET = 80;
const MOST_METHODS = 8;

function methodLines(methods: readonly Method[]): readonly string[] {
  const labels = methods.slice(0, MOST_METHODS).map(({ label }) => clean(label, LABEL));
  const hidden = methods.length - labels.length;
  return hidden > 0 ? [...labels, FRAME.more(hidden)] : labels;
}

/** Each with how it is used: whoever asks for a recovery has mostly not thought of it. */
function howLines(methods: readonly Method[]): readonly string[] {
  const lines = methods.slice(0, MOST_METHODS).map(({ label, kind }) => {
    const how = HOW[kind];
    return how === undefined ? clean(label, LABEL) : DRAFT.methodHow(clean(label, LABEL), how);
  });
  const hidden = methods.length - lines.length;
  return hidden > 0 ? [...lines, FRAME.more(hidden)] : lines;
}

/** What may let them in as things are, and under the last of it the button that ends it there. */
function stillWorks({ draft, token }: DraftCardView): readonly Section[] {
  const federated = draft.federated === true;
  const buttons = rows([button(token, 'request.solved')]);
  const methods = { style: 'good', intro: DRAFT.stillWorks, ...(federated ? {} : { buttons }) } as const;
  return [
    ...(draft.stillWorks.length === 0
      ? []
      : section(DRAFT.stillWorksTitle, bullets(howLines(draft.stillWorks)), methods)),
    ...(federated
      ? section(FEDERATED.title, numbered(FEDERATED.steps), { style: 'good', intro: FEDERATED.intro, buttons })
      : []),
  ];
}

/** A code in place of an approver, where the policy has such a way and nothing speaks against it. */
function codeOffer({ draft: { selfVerification: self }, token }: DraftCardView): readonly Section[] {
  if (self === undefined || !('masked' in self)) return [];
  const buttons = rows([button(token, 'request.confirmWithCode', { inputs: 'none' })]);
  const intro = SELF_DRAFT.offer(clean(self.masked, CONTACT));
  return section(SELF_DRAFT.title, [], { style: 'emphasis', intro, buttons });
}

function noCode({ draft: { selfVerification: self } }: DraftCardView): string | undefined {
  return self !== undefined && 'why' in self ? SELF_DRAFT.whyNot[self.why] : undefined;
}

/** What goes, and what of it Microsoft Entra is known to refuse. */
function goes({ draft: { willGo, willStay } }: DraftCardView): readonly Section[] {
  if (willGo.length === 0) return section(DRAFT.willGoTitle, bullets([DRAFT.willGoNothing]));
  const leans = willGo.some(({ kind }) => kind === 'mobilePhone');
  const stands = willStay.some(({ kind }) => kind === 'alternateMobilePhone');
  const intro = leans && stands ? `${DRAFT.undone} ${DRAFT.numberStays}` : DRAFT.undone;
  return section(DRAFT.willGoTitle, bullets(methodLines(willGo)), { intro });
}

function ownSections(view: DraftCardView): readonly Section[] {
  const { draft } = view;
  return [
    ...stillWorks(view),
    ...goes(view),
    ...section(DRAFT.willStayTitle, bullets(methodLines(draft.willStay))),
    ...section(DRAFT.nextTitle, numbered(DRAFT.nextOwn)),
    ...linkPlaces(view),
    ...(draft.willGo.length > 0 ? codeOffer(view) : []),
  ];
}

function otherSections(view: DraftCardView): readonly Section[] {
  return [...section(DRAFT.nextTitle, numbered(nextFor(view.draft.draft))), ...linkPlaces(view)];
}

function place({ draft }: DraftCardView): string {
  if (draft.draft.atCounter === true) return DRAFT.placeCounter;
  if (isByColleague(draft.draft)) return DRAFT.placeAsked;
  if (draft.teamsPossible) return draft.own ? DRAFT.placeTeams : DRAFT.placeTeamsOther;
  const [contact, second] = draft.contacts;
  return contact === undefined || second !== undefined
    ? DRAFT.placeChoose
    : DRAFT.placeLink(contactName(contact, draft.own));
}

/** The helpdesk tells two people of one name apart by the account; a colleague learns the name in the directory, and no more. */
function personIn({ draft, employee, own }: DraftView): string | undefined {
  if (own) return undefined;
  const { displayName, userPrincipalName } = employee;
  return clean(isByColleague(draft) ? displayName : `${displayName}, ${userPrincipalName}`, 2 * NAME);
}

function draftFacts(view: DraftCardView): readonly Fact[] {
  const { draft, own } = view.draft;
  const proof = draft.proof;
  return facts(
    [DRAFT.labels.person, personIn(view.draft)],
    [DRAFT.labels.what, own ? undefined : scenarioWords(draft.scenario).label],
    [DRAFT.labels.proof, proof && proofWords(proof)],
    [DRAFT.labels.ticket, proof && clean(proof.ticket, TICKET)],
  );
}

function buttonsOf(view: DraftCardView): readonly (readonly Button[])[] {
  const { token, draft } = view;
  const review = button(token, 'request.review');
  const cancel = button(token, 'request.cancel', { title: BUTTON_VARIANTS.cancelDraft });
  const possible = !draft.own || draft.willGo.length > 0;
  return possible ? [[button(token, 'request.confirm')], [review, cancel]] : [[review, cancel]];
}

const nextFor = ({ atCounter }: Draft): readonly string[] => (atCounter === true ? DRAFT.nextCounter : DRAFT.nextOther);

/** The one card before a request: what would go, what stays, and first of all the way that needs no request. */
export function drawDraft(view: DraftCardView): Card {
  const { draft, token, refreshUserId, note } = view;
  const { own } = draft;
  const title = own ? scenarioWords(draft.draft.scenario).title : DRAFT.otherTitle;
  const data = {
    area: DRAFT.area,
    title,
    tone: 'accent' as const,
    ...(view.draft.evaluation === true ? { evaluation: FRAME.evaluation } : {}),
    ...(note === undefined ? {} : { note }),
    lead: paragraphs(
      own ? DRAFT.ownLead : DRAFT.otherLead(clean(draft.employee.displayName, NAME)),
      draft.draft.proof !== undefined && TRY_FIRST.askThem,
    ),
    sections: own ? ownSections(view) : otherSections(view),
    facts: draftFacts(view),
    closing: paragraphs(noCode(view), place(view), DRAFT.until(clockTime(draft.draft.expiresAt, view.timeZone))),
    buttonRows: rows(...buttonsOf(view)),
  };
  const refresh = refreshUserId === undefined ? {} : { refreshUserId };
  return renderCard('page', data, { summary: DRAFT.summary(title), token, ...refresh });
}

/** Answer to “Change”: everything about the draft that can be changed, and Confirm. */
export function drawReview(view: DraftCardView): Card {
  const { token, refreshUserId, note } = view;
  const words = reviewWords(view);
  const cancel = button(token, 'request.cancel', { title: BUTTON_VARIANTS.cancelDraft, inputs: 'none' });
  const data = {
    area: DRAFT.area,
    title: words.title,
    tone: 'accent' as const,
    ...(view.draft.evaluation === true ? { evaluation: FRAME.evaluation } : {}),
    ...(note === undefined ? {} : { note }),
    lead: paragraphs(words.lead),
    ...reviewInputs(view),
    closing: paragraphs(...notOfferedLines(view)),
    buttonRows: rows([button(token, 'request.confirm'), cancel]),
  };
  const refresh = refreshUserId === undefined ? {} : { refreshUserId };
  return renderCard('review', data, { summary: words.summary, token, ...refresh });
}
