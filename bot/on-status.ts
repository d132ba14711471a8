import { drawConfirmFraud } from '../cards/draw-confirm';
import type { Outcome } from '../recovery/outcome';
import type { Stored } from '../recovery/ports';
import { isEnded } from '../recovery/request';
import type { RequestId, ShortCode } from '../recovery/terms';
import { SAID } from '../words/said';
import { scenarioWords } from '../words/scenarios';
import type { Answer } from './answer';
import { text } from './answer';
import type { Note } from './face';
import { answerOutcome, drawFace, still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import { MORE_REPLIES } from './replies';
import type { Turn } from './turn';

const MOST_SUGGESTED = 5;

interface About {
  readonly shortCode?: ShortCode;
}

const find = (deps: HandlerDeps, { tenantId, presser }: Turn, shortCode: ShortCode): Promise<Outcome> =>
  deps.verbs.findRequest({ tenantId, presser, shortCode });

const mine = (deps: HandlerDeps, { tenantId, presser }: Turn) => deps.verbs.findMine({ tenantId, presser });

async function drawList(deps: HandlerDeps, all: readonly Stored[]): Promise<Answer> {
  const lines = await Promise.all(
    all.map(async ({ request }) => {
      const person = await deps.people.find(request.tenantId, request.employee);
      return `${request.shortCode}: ${person?.displayName ?? MORE_REPLIES.aColleague}, ${scenarioWords(request.scenario).label}`;
    }),
  );
  const suggestions = all.slice(0, MOST_SUGGESTED).map(({ request }) => {
    return { title: request.shortCode, says: `status ${request.shortCode}` };
  });
  return text([MORE_REPLIES.severalWaiting, ...lines].join('\n'), suggestions);
}

async function drawWaiting(deps: HandlerDeps, turn: Turn, waiting: readonly Stored[], note?: Note): Promise<Answer> {
  const [first, ...others] = waiting;
  if (first === undefined) return text(SAID.nothingToDecide);
  return others.length === 0 ? drawFace(deps, turn, first, note) : drawList(deps, waiting);
}

/** How far a request is: the named one, else the person's own, else what waits for them. What they asked for others has its cards (decision 31). */
export const onStatus: Handler<About & { readonly address?: string }> = async (deps, turn, { shortCode, address }) => {
  if (shortCode !== undefined) return answerOutcome(deps, turn, await find(deps, turn, shortCode));
  if (address !== undefined) {
    const { tenantId, presser } = turn;
    return answerOutcome(deps, turn, await deps.verbs.findOfPerson({ tenantId, presser, address }));
  }
  const { own, waiting } = await mine(deps, turn);
  if (own !== undefined && (!isEnded(own.request) || waiting.length === 0)) return drawFace(deps, turn, own);
  return waiting.length === 0 ? text(SAID.nothingOfOwn) : drawWaiting(deps, turn, waiting);
};

export const onWaiting: Handler<object> = async (deps, turn) =>
  drawWaiting(deps, turn, (await mine(deps, turn)).waiting);

/** "approve" and "deny" as words decide nothing: they bring the card on which one decides. */
export const onDecide: Handler<About> = async (deps, turn, { shortCode }) => {
  const note: Note = { tone: 'accent', text: MORE_REPLIES.decideOnCard };
  if (shortCode === undefined) return drawWaiting(deps, turn, (await mine(deps, turn)).waiting, note);
  const outcome = await find(deps, turn, shortCode);
  return outcome.kind === 'done' ? drawFace(deps, turn, outcome.stored, note) : answerOutcome(deps, turn, outcome);
};

/** Runs a verb on the named request, or else on the person's own. */
async function onOwn(
  deps: HandlerDeps,
  turn: Turn,
  { shortCode }: About,
  nothing: string,
  act: (requestId: RequestId) => Promise<Answer>,
): Promise<Answer> {
  if (shortCode !== undefined) {
    const found = await find(deps, turn, shortCode);
    return found.kind === 'done' ? act(found.stored.request.id) : answerOutcome(deps, turn, found);
  }
  const { own } = await mine(deps, turn);
  return own === undefined || isEnded(own.request) ? text(nothing) : act(own.request.id);
}

export const onCancelWord: Handler<About> = (deps, turn, about) =>
  onOwn(deps, turn, about, SAID.nothingToCancel, async (requestId) => {
    const { tenantId, presser } = turn;
    return answerOutcome(deps, turn, await deps.verbs.cancelRequest({ tenantId, presser, requestId }));
  });

export const onRemindWord: Handler<About> = (deps, turn, about) =>
  onOwn(deps, turn, about, SAID.nothingToRemind, async (requestId) => {
    const { tenantId, presser } = turn;
    const outcome = await deps.verbs.remindApprover({ tenantId, presser, requestId });
    return answerOutcome(deps, turn, outcome, { tone: 'good', text: SAID.reminded });
  });

export const onRetryWord: Handler<About> = (deps, turn, about) =>
  onOwn(deps, turn, about, SAID.nothingOpen, async (requestId) => {
    const { tenantId, presser } = turn;
    return answerOutcome(deps, turn, await deps.verbs.retryRequest({ tenantId, presser, requestId }));
  });

/**
 * "This was not me". Said in so many words about one's own request it stops everything, as the notices promise; said
 * about another request, or in passing, it brings the card whose button does.
 */
export const onNotMeWord: Handler<About & { readonly sure: boolean }> = async (deps, turn, { shortCode, sure }) => {
  const { tenantId, presser } = turn;
  const found = shortCode === undefined ? undefined : await find(deps, turn, shortCode);
  if (found?.kind === 'refused') return answerOutcome(deps, turn, found);
  const stored = found?.stored ?? (await mine(deps, turn)).own;
  if (stored === undefined) return text(SAID.nothingOpen);
  const { id, employee } = stored.request;
  if (employee !== presser) {
    return { kind: 'card', card: drawConfirmFraud(still(await viewFor(deps, turn, stored.request))) };
  }
  if (!sure) return drawFace(deps, turn, stored, { tone: 'warning', text: MORE_REPLIES.pressNotMe });
  return answerOutcome(deps, turn, await deps.verbs.reportFraud({ tenantId, presser, requestId: id, reason: 'notMe' }));
};
