import { isInForce } from './delegation';
import type { Reason } from './facts';
import type { ReadingApprovers } from './manager-chain';
import { LEVELS } from './manager-chain';
import type { Person } from './ports';
import type { ReadingDelegations } from './read-delegation';
import { readDelegation } from './read-delegation';
import { recoveredWithin } from './signals';
import type { ObjectId } from './terms';

export type ReadingStandIns = ReadingApprovers & ReadingDelegations;

/** Said where the stand-in whom a manager named is asked. */
export const NAMED: Reason = {
  rule: 'manager.standIn',
  outcome: 'ok',
  sentence: 'The manager named a stand-in for their leave, who is asked in their place.',
};

/** Said where the manager is on leave, and whom they named may not answer here. */
export const NOT_HERE: Reason = {
  rule: 'manager.standIn',
  outcome: 'raised',
  sentence:
    'The manager is on leave, and the stand-in they named may not answer here, so somebody else is asked first.',
};

/** Whether somebody may stand in for anybody: an enabled member who was not recovered in the last days. */
export async function mayStandIn(
  deps: ReadingApprovers,
  tenantId: ObjectId,
  person: Person | undefined,
): Promise<boolean> {
  if (person?.accountEnabled !== true || person.userType !== 'member') return false;
  return !(await recoveredWithin(deps, tenantId, person.id, deps.policy.recoveredRecentlyDays));
}

/** True for whoever has this person above them, as far up as managers are asked. */
async function reportsTo(
  { directory }: Pick<ReadingApprovers, 'directory'>,
  tenantId: ObjectId,
  person: ObjectId,
  above: ObjectId,
): Promise<boolean> {
  let below = person;
  for (let level = 0; level < LEVELS; level += 1) {
    const manager = await directory.manager(tenantId, below);
    if (manager === undefined) return false;
    if (manager.id === above) return true;
    below = manager.id;
  }
  return false;
}

/** Whether a stand-in may answer about this employee, as the directory is now. */
async function fitsFor(
  deps: ReadingApprovers,
  tenantId: ObjectId,
  employee: ObjectId,
  delegate: ObjectId,
): Promise<boolean> {
  const person = await deps.directory.person(tenantId, delegate);
  if (!(await mayStandIn(deps, tenantId, person))) return false;
  return !(await reportsTo(deps, tenantId, delegate, employee));
}

/** `unfit`: a stand-in is named and in force, and may not answer here. */
export type StandIn = { readonly kind: 'none' | 'unfit' } | { readonly kind: 'fit'; readonly id: ObjectId };

export interface StandInQuestion {
  readonly employee: ObjectId;
  /** People who may not answer, with the employee. */
  readonly not: readonly ObjectId[];
  readonly isAway: (id: ObjectId) => Promise<boolean>;
}

/**
 * Tells who stands in for a manager, asking once about each. Nobody stands in for a stand-in, and one who is away does not
 * answer.
 */
export function standInFor(
  deps: ReadingStandIns,
  tenantId: ObjectId,
  question: StandInQuestion,
): (manager: ObjectId) => Promise<StandIn> {
  const asked = new Map<ObjectId, Promise<StandIn>>();
  return (manager) => {
    const known = asked.get(manager) ?? readStandIn(deps, tenantId, manager, question);
    // Asked ahead, and perhaps for nothing.
    known.catch(() => undefined);
    asked.set(manager, known);
    return known;
  };
}

async function readStandIn(
  deps: ReadingStandIns,
  tenantId: ObjectId,
  manager: ObjectId,
  { employee, not, isAway }: StandInQuestion,
): Promise<StandIn> {
  const delegation = await readDelegation(deps, tenantId, manager);
  if (delegation === undefined || !isInForce(delegation, deps.clock.now())) return { kind: 'none' };
  const id = delegation.delegate;
  const fits = id !== manager && !not.includes(id) && (await fitsFor(deps, tenantId, employee, id));
  return fits && !(await isAway(id)) ? { kind: 'fit', id } : { kind: 'unfit' };
}

/** Whether this person may still answer for this manager, right now. */
export async function standsInNow(
  deps: ReadingStandIns,
  tenantId: ObjectId,
  manager: ObjectId,
  { employee, not }: Pick<StandInQuestion, 'employee' | 'not'>,
  person: ObjectId,
): Promise<boolean> {
  if (not.includes(manager)) return false;
  const isAway = () => Promise.resolve(false);
  const standIn = await readStandIn(deps, tenantId, manager, { employee, not, isAway });
  return standIn.kind === 'fit' && standIn.id === person;
}
