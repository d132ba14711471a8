import { moment } from '../cards/moments';
import { clean } from '../cards/plain-text';
import { countsFrom } from '../recovery/delegation';
import type { Delegated, DelegateOutcome } from '../recovery/name-delegate';
import { refusalText } from '../words/replies';
import { STAND_IN } from '../words/stand-in';
import type { Answer, Suggestion } from './answer';
import { text } from './answer';
import { endOfDay } from './end-of-day';
import type { Handler } from './handler-deps';
import type { Turn } from './turn';

const NAME = 60;
const ADDRESS = 120;
const OFF: readonly Suggestion[] = [{ title: 'End it now', says: 'stand-in off' }];

/** Name and address: a name can be chosen by whoever it belongs to. */
function whoOf({ delegate }: Delegated): string {
  if (delegate === undefined) return STAND_IN.gone;
  return `${clean(delegate.displayName, NAME)} (${clean(delegate.userPrincipalName, ADDRESS)})`;
}

function linesOf(delegated: Delegated, { timeZone }: Turn): readonly string[] {
  const { delegation, told, ended } = delegated;
  if (delegation === undefined) return [ended === true ? STAND_IN.ended : STAND_IN.none];
  const [from, until] = [moment(countsFrom(delegation), timeZone), moment(delegation.until, timeZone)];
  const who = whoOf(delegated);
  if (told === undefined) return [STAND_IN.shown(who, from, until), STAND_IN.undo];
  return [STAND_IN.named(who, from, until), STAND_IN.means, told ? STAND_IN.told : STAND_IN.untold, STAND_IN.undo];
}

function answer(outcome: DelegateOutcome, turn: Turn): Answer {
  if (outcome.kind === 'refused') return text(refusalText(outcome.code, outcome.facts));
  return text(linesOf(outcome, turn).join('\n\n'), outcome.delegation === undefined ? [] : OFF);
}

/** "stand-in kim@contoso.com until 2026-12-05": it counts a day later, and can be ended at once. */
export const onNameStandIn: Handler<{ readonly address?: string; readonly day?: string }> = async (
  deps,
  turn,
  { address, day },
) => {
  if (address === undefined) return text(STAND_IN.usage);
  const { tenantId, presser, timeZone } = turn;
  const until = day === undefined ? undefined : endOfDay(day, timeZone);
  const input = { tenantId, presser, address, ...(until !== undefined && { until }) };
  return answer(await deps.verbs.nameDelegate(input), turn);
};

export const onEndStandIn: Handler<object> = async (deps, turn) => {
  const { tenantId, presser } = turn;
  return answer(await deps.verbs.endDelegation({ tenantId, presser }), turn);
};

export const onSeeStandIn: Handler<object> = async (deps, turn) => {
  const { tenantId, presser } = turn;
  return answer(await deps.verbs.seeDelegation({ tenantId, presser }), turn);
};
