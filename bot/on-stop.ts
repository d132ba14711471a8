import type { ActionOf } from '../cards/actions';
import type { StopVerb } from '../cards/draw-status';
import { drawStop, drawStopForm, stopVerbOf } from '../cards/draw-stop';
import { mintCardToken } from '../recovery/card-token';
import type { StopOutcome } from '../recovery/pause-recoveries';
import type { Stop } from '../recovery/stops';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import type { Answer } from './answer';
import { text } from './answer';
import type { Handler, HandlerDeps } from './handler-deps';
import { isSubject, subjectOf } from './subject';
import type { Turn } from './turn';

type Switch = Stop | 'broken';
/** The switch on a card whose row does not hold has no time. */
const BROKEN = 'broken';

function tokenOf({ keys }: HandlerDeps, { tenantId, presser }: Turn, stop: Switch): string {
  const id = stop === BROKEN ? BROKEN : String(stop.at);
  return mintCardToken(keys, tenantId, presser, { kind: 'stop', id, round: 0 });
}

async function cardOf(deps: HandlerDeps, turn: Turn, stop: Switch): Promise<Answer> {
  const person = stop === BROKEN ? undefined : await deps.people.find(turn.tenantId, stop.by);
  const by = person === undefined ? {} : { by: person.displayName };
  const zone = turn.timeZone === undefined ? {} : { timeZone: turn.timeZone };
  return { kind: 'card', card: drawStop({ stop, token: tokenOf(deps, turn, stop), ...by, ...zone }) };
}

/** The switch as it is now, on its card, or on the form that turns it where that is what is wanted. */
export async function showStop(deps: HandlerDeps, turn: Turn, wanted?: StopVerb, reason?: string): Promise<Answer> {
  const { tenantId, presser } = turn;
  const seen = await deps.verbs.seeStop({ tenantId, presser });
  if (seen.kind === 'refused') return refusedAs(turn, seen.code);
  if (wanted === undefined || stopVerbOf(seen.stop) !== wanted) return cardOf(deps, turn, seen.stop);
  return { kind: 'card', card: drawStopForm(tokenOf(deps, turn, seen.stop), wanted, reason) };
}

/** Whoever may not turn it hears what they would hear of a word that means nothing. */
function refusedAs({ kind }: Turn, code: Extract<StopOutcome, { kind: 'refused' }>['code']): Answer {
  return text(code === 'notFound' && kind === 'message' ? SAID.notUnderstood : refusalText(code));
}

async function answerStop(deps: HandlerDeps, turn: Turn, outcome: StopOutcome, verb: StopVerb): Promise<Answer> {
  if (outcome.kind === 'stop') return cardOf(deps, turn, outcome.stop);
  return outcome.code === 'reasonMissing' ? showStop(deps, turn, verb) : refusedAs(turn, outcome.code);
}

/** Stopping may be typed: nobody looks for a button then. Without a reason it brings the form. */
export const onPauseWord: Handler<{ readonly reason?: string }> = async (deps, turn, { reason = '' }) => {
  const { tenantId, presser } = turn;
  return answerStop(deps, turn, await deps.verbs.pauseRecoveries({ tenantId, presser, reason }), 'helpdesk.pause');
};

/** Starting again takes a press: the word brings the form, with the reason in it. */
export const onResumeWord: Handler<{ readonly reason?: string }> = (deps, turn, { reason }) =>
  showStop(deps, turn, 'helpdesk.resume', reason);

type Press = { readonly token?: string | undefined; readonly reason?: string | undefined };
type TurnSwitch = HandlerDeps['verbs']['pauseRecoveries'];

async function press(
  deps: HandlerDeps,
  turn: Turn,
  { token, reason = '' }: Press,
  how: { readonly verb: StopVerb; readonly act: TurnSwitch },
): Promise<Answer> {
  const { tenantId, presser } = turn;
  const subject = subjectOf(deps, turn, token, 'stop');
  if (!isSubject(subject)) return subject;
  const since = subject.id === BROKEN ? {} : { since: Number(subject.id) };
  return answerStop(deps, turn, await how.act({ tenantId, presser, reason, ...since }), how.verb);
}

export const onPause: Handler<ActionOf<'helpdesk.pause'>> = (deps, turn, action) =>
  press(deps, turn, action, { verb: 'helpdesk.pause', act: (input) => deps.verbs.pauseRecoveries(input) });

export const onResume: Handler<ActionOf<'helpdesk.resume'>> = (deps, turn, action) =>
  press(deps, turn, action, { verb: 'helpdesk.resume', act: (input) => deps.verbs.resumeRecoveries(input) });
