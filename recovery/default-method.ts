import type { Deps } from './deps';
import { EffectError, isTransient } from './errors';
import type { RecoveryEvent } from './events';
import type { Method, MethodKind } from './methods';
import { DEFAULT_OF } from './methods';
import type { Decided, PlanItem } from './run';
import type { StepResult } from './step';
import { graphId, SYSTEM } from './step';
import type { ObjectId } from './terms';

const KINDS = [...DEFAULT_OF.keys()];

/** Graph may take so long to act on another default. */
const SETTLES_MS = 60_000;
const LOOK_AGAIN_MS = 5_000;

/**
 * The method that could be the default while this one goes. One that stays; only the alternate number may lean on the
 * mobile one although that goes too, because Entra lets neither of the two go before the other.
 */
export function standInFor(decided: Decided, item: PlanItem, listed: readonly Method[]): Method | undefined {
  const planned = new Map(decided.plan.map(({ methodId, outcome }) => [methodId, outcome]));
  const leansOn = (kind: MethodKind): boolean => item.kind === 'alternateMobilePhone' && kind === 'mobilePhone';
  const may = ({ id, kind }: Method): boolean => {
    const outcome = planned.get(id);
    const stands = outcome === undefined || outcome === 'kept' || (outcome === 'deferred' && leansOn(kind));
    return stands && DEFAULT_OF.has(kind) && DEFAULT_OF.get(kind) !== DEFAULT_OF.get(item.kind);
  };
  const stays = ({ id }: Method): number => (planned.has(id) ? 1 : 0);
  return listed
    .filter(may)
    .sort((a, b) => stays(a) - stays(b) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    .at(0);
}

/** Makes the stand-in the default. `undefined` where Graph does not let us: then the method is kept, as it was refused. */
async function prefer(
  { methods, clock, log }: Deps,
  who: { readonly id: string; readonly tenantId: ObjectId; readonly employee: ObjectId },
  item: PlanItem,
  standIn: Method,
): Promise<RecoveryEvent | undefined> {
  const preference = DEFAULT_OF.get(standIn.kind);
  if (preference === undefined) return undefined;
  const { methodId, kind } = item;
  try {
    const graph = graphId(await methods.prefer(who.tenantId, who.employee, preference));
    const standInFacts = { standInId: standIn.id, standInKind: standIn.kind };
    return { type: 'defaultSwitched', at: clock.now(), by: SYSTEM, methodId, kind, ...standInFacts, ...graph };
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    log.warn('default.notSwitched', { requestId: who.id, code: error.code, error });
    return undefined;
  }
}

/** What to do about a default that Graph refuses to remove because of a method that stays; nothing where that is no way. */
export async function switchDefault(
  deps: Deps,
  who: { readonly id: string; readonly tenantId: ObjectId; readonly employee: ObjectId },
  { decided, item, listed }: { readonly decided: Decided; readonly item: PlanItem; readonly listed: readonly Method[] },
): Promise<StepResult | undefined> {
  if (item.defaultSwitchedAt !== undefined) {
    return deps.clock.now() - item.defaultSwitchedAt < SETTLES_MS ? { waitMs: LOOK_AGAIN_MS } : undefined;
  }
  const standIn = standInFor(decided, item, listed);
  const event = standIn && (await prefer(deps, who, item, standIn));
  return event && { event };
}
