import type { ActionOf } from '../cards/actions';
import { drawForWhom } from '../cards/draw-for-whom';
import { drawHelpdeskForm } from '../cards/draw-helpdesk-form';
import { drawOpenFor } from '../cards/draw-open-for';
import { mintCardToken, readCardToken } from '../recovery/card-token';
import type { DraftOutcome, Outcome } from '../recovery/outcome';
import { refused } from '../recovery/outcome';
import type { ShortCode } from '../recovery/terms';
import { SAID } from '../words/said';
import type { Answer } from './answer';
import { text } from './answer';
import { answerOutcome, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import type { Intent } from './intent';
import { answerDraft } from './on-draft';
import { onRequestCard } from './on-request';
import { MORE_REPLIES } from './replies';
import type { Turn } from './turn';

type OpenFor = Handler<Omit<Extract<Intent, { readonly kind: 'openFor' }>, 'kind'>>;

/** What the form of a command that pressed for speed stands for. It gives nobody anything: whoever decides reads of it. */
const PRESSED = { kind: 'form', id: 'pressed', round: 0 } as const;

function hurryIn({ keys }: Pick<HandlerDeps, 'keys'>, { tenantId, presser }: Turn, token: string | undefined) {
  const subject = readCardToken(keys, tenantId, presser, token ?? '');
  return subject?.kind === PRESSED.kind && subject.id === PRESSED.id ? ({ pressed: true } as const) : {};
}

/** "open for ...": for the helpdesk the form that asks how the person was recognised, for others the draft at once. */
export const onOpenForWord: OpenFor = async (deps, turn, { name, address = name, scenario, pressed }) => {
  const { tenantId, presser } = turn;
  if (await deps.verbs.opensWithProof({ tenantId, presser })) {
    const filled = { ...(address !== undefined && { address }), ...(scenario !== undefined && { scenario }) };
    const counters = deps.verbs.offersCounter(tenantId);
    const hurried = pressed === undefined ? {} : { token: mintCardToken(deps.keys, tenantId, presser, PRESSED) };
    return { kind: 'card', card: drawOpenFor({ ...filled, ...hurried, counters }) };
  }
  if (address === undefined) return { kind: 'card', card: drawForWhom() };
  const asked = { address, scenario: scenario ?? 'lostPhone', ...(pressed !== undefined && { pressed }) };
  return answerDraft(deps, turn, await deps.verbs.draftRequest({ tenantId, presser, ...asked }));
};

/** What a form that came back asks for. The verb decides for whom the proof counts, and refuses the helpdesk without it. */
export function draftFor(
  deps: Pick<HandlerDeps, 'verbs' | 'keys'>,
  turn: Turn,
  action: ActionOf<'helpdesk.openFor'>,
): Promise<DraftOutcome> {
  const { tenantId, presser } = turn;
  const { person, proof = '', ticket = '', scenario = 'lostPhone', place } = action;
  if (person === undefined) return Promise.resolve(refused('personNotFound'));
  const more = { ...(place === undefined || place === 'teams' ? {} : { place }), ...hurryIn(deps, turn, action.token) };
  return deps.verbs.draftRequest({ tenantId, presser, address: person, scenario, proof: { proof, ticket }, ...more });
}

export const onOpenFor: Handler<ActionOf<'helpdesk.openFor'>> = async (deps, turn, action) =>
  answerDraft(deps, turn, await draftFor(deps, turn, action));

export const onHelpdeskCancel: Handler<ActionOf<'helpdesk.cancel'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.cancelRequest(press));

export const onHelpdeskRemind: Handler<ActionOf<'helpdesk.remind'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.remindApprover(press));

export const onNewLink: Handler<ActionOf<'request.newLink'>> = (deps, turn, { token }) =>
  onRequestCard(deps, turn, token, (press) => deps.verbs.sendNewLink(press), { tone: 'good', text: SAID.newLink });

type Form = 'helpdesk.lift' | 'helpdesk.release';

/** A reason is asked for on a form of its own while it is missing. */
async function orForm(deps: HandlerDeps, turn: Turn, outcome: Outcome, verb: Form): Promise<Answer> {
  const missing = outcome.kind === 'refused' && outcome.code === 'reasonMissing' ? outcome.stored : undefined;
  if (missing === undefined) return answerOutcome(deps, turn, outcome);
  return { kind: 'card', card: drawHelpdeskForm(still(await viewFor(deps, turn, missing.request)), verb) };
}

type WithReason = HandlerDeps['verbs']['liftShield' | 'releaseRequest'];

/** A press that needs a reason: the form first, then the verb. */
async function withReason(
  deps: HandlerDeps,
  turn: Turn,
  press: { readonly token: string; readonly reason: string; readonly form: Form },
  verb: WithReason,
): Promise<Answer> {
  let last: Outcome | undefined;
  const answer = await onRequestCard(deps, turn, press.token, async (subject) => {
    last = await verb({ ...subject, reason: press.reason });
    return last;
  });
  return last === undefined ? answer : orForm(deps, turn, last, press.form);
}

export const onLift: Handler<ActionOf<'helpdesk.lift'>> = (deps, turn, { token, reason = '' }) =>
  withReason(deps, turn, { token, reason, form: 'helpdesk.lift' }, (input) => deps.verbs.liftShield(input));

/** A senior lets a held request go on; who that is, the verb decides. */
export const onRelease: Handler<ActionOf<'helpdesk.release'>> = (deps, turn, { token, reason = '' }) =>
  withReason(deps, turn, { token, reason, form: 'helpdesk.release' }, (input) => deps.verbs.releaseRequest(input));

export const onLiftWord: Handler<{ readonly shortCode?: ShortCode }> = async (deps, turn, { shortCode }) => {
  if (shortCode === undefined) return text(MORE_REPLIES.useShortCode);
  const { tenantId, presser } = turn;
  const found = await deps.verbs.findRequest({ tenantId, presser, shortCode });
  if (found.kind === 'refused') return answerOutcome(deps, turn, found);
  const requestId = found.stored.request.id;
  return orForm(deps, turn, await deps.verbs.liftShield({ tenantId, presser, requestId, reason: '' }), 'helpdesk.lift');
};

/** Verbs that no card of this version offers. */
export const onNotAvailable: Handler<object> = () => Promise.resolve(text(MORE_REPLIES.notAvailable));
