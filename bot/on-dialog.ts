import type { ActionOf } from '../cards/actions';
import { parseCardAction } from '../cards/actions';
import type { OpenForView } from '../cards/draw-open-for';
import { drawOpenFor } from '../cards/draw-open-for';
import { refusalNote } from '../cards/draw-message';
import type { Refused } from '../recovery/outcome';
import { DIALOG } from '../words/dialog';
import { refusalText } from '../words/replies';
import type { Answer } from './answer';
import { refusal, text } from './answer';
import type { DialogAsk, FromMessage } from './dialog-value';
import { answerOutcome } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { answerDraft, onConfirm, onReview } from './on-draft';
import { draftFor } from './on-helpdesk';
import { onCancel } from './on-request';
import { matchScenario } from './phrases';
import type { Turn } from './turn';

type Sent = 'helpdesk.openFor' | 'request.confirm' | 'request.review' | 'request.cancel';

/** The form, for the helpdesk with proof and ticket; which of the two it is decides nothing but what is asked for. */
async function form(
  { verbs }: HandlerDeps,
  { tenantId, presser }: Turn,
  view: OpenForView | Promise<OpenForView>,
): Promise<Answer> {
  const [known, withProof] = await Promise.all([view, verbs.opensWithProof({ tenantId, presser })]);
  const counters = verbs.offersCounter(tenantId);
  return { kind: 'card', card: drawOpenFor({ ...known, withoutProof: !withProof, counters }) };
}

/** What its author wrote decides nothing either: it picks what seems to have happened, for whoever sends the form to see. */
async function startOf({ verbs }: HandlerDeps, { tenantId, presser }: Turn, from: FromMessage): Promise<OpenForView> {
  const { author, text: words } = from;
  const scenario = matchScenario(words.toLowerCase());
  const address = author === undefined ? undefined : await verbs.suggestPerson({ tenantId, presser, author });
  return {
    ...(address !== undefined && { address, fromMessage: true }),
    ...(scenario !== undefined && scenario !== 'suspicious' && { scenario }),
  };
}

/** The form again with the reason on top: a dialog has no message above it to look back at. */
async function formAgain(
  deps: HandlerDeps,
  turn: Turn,
  { person, scenario, proof, ticket, place }: ActionOf<'helpdesk.openFor'>,
  { code, facts }: Refused,
): Promise<Answer> {
  return form(deps, turn, {
    note: refusalNote(code, facts),
    filled: { proof, ticket, place },
    ...(person !== undefined && { address: person }),
    ...(scenario !== undefined && { scenario }),
  });
}

/** Whoever asks for themselves does so in their own chat, where alone their methods and numbers stand. */
const onOpenFor: Handler<ActionOf<'helpdesk.openFor'>> = async (deps, turn, action) => {
  const outcome = await draftFor(deps, turn, action);
  if (outcome.kind === 'draft' && outcome.own) return text(DIALOG.yourself);
  if (outcome.kind !== 'refused') return answerDraft(deps, turn, outcome);
  return outcome.stored === undefined ? formAgain(deps, turn, action, outcome) : answerOutcome(deps, turn, outcome);
};

/** What a dialog may send; every other verb belongs on a card in the chat. */
const SENT: { readonly [V in Sent]: Handler<ActionOf<V>> } = {
  'helpdesk.openFor': onOpenFor,
  'request.confirm': onConfirm,
  'request.review': onReview,
  'request.cancel': onCancel,
};

const isSent = (verb: string): verb is Sent => Object.hasOwn(SENT, verb);

const MALFORMED: Answer = { kind: 'malformed', text: refusalText('cardOutdated') };

function onSent(deps: HandlerDeps, turn: Turn, data: unknown): Promise<Answer> {
  const parsed = parseCardAction(data);
  if (parsed.kind === 'invalid') return Promise.resolve(parsed.why === 'shape' ? MALFORMED : refusal('cardOutdated'));
  const { action } = parsed;
  if (!isSent(action.verb)) return Promise.resolve(refusal('cardOutdated'));
  // Safe: the table is keyed by verb, so the handler of `action.verb` takes this arm.
  const handler = SENT[action.verb] as Handler<typeof action>;
  return handler(deps, turn, action);
}

/** One step of a dialog. It shows no number, no code and no pass, whoever presses: those stand on cards in a chat. */
export const onDialog: Handler<DialogAsk> = (deps, turn, asked) => {
  if (asked.kind === 'form') return form(deps, turn, startOf(deps, turn, asked.from));
  return asked.kind === 'sent' ? onSent(deps, turn, asked.data) : Promise.resolve(MALFORMED);
};
