import { raiseAlarm } from './alarm';
import type { DirectoryEntry } from './contact-directory';
import { contactsIn } from './contact-directory';
import type { Addressed } from './contact-hash';
import { contactHash } from './contact-hash';
import type { Rostered, RosterProgress } from './contact-roster';
import type { Deps } from './deps';
import { EffectError, isTransient, RecoveryError } from './errors';
import { forTenant } from './for-tenant';
import type { Method } from './methods';
import type { ReadBudget } from './read-budget';
import { readBudget } from './read-budget';
import { SWEEP_MS } from './report-parked';
import { rosterGroups } from './roster-groups';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;
/** Everybody on the list is looked at so often. */
const LOOK_MS = DAY;
/** Calls of Graph in one run, whichever instance has the turn. */
export const MOST_READS = 60;
/** What one look at somebody asks: their methods, and their entry in the directory. */
const READS_OF_ONE = 2;
/** A slow Graph ends a run; the next one goes on. */
const RUN_MS = 60_000;
/** Less than a round, so that the same instance may have the turn again. */
const GAP_MS = SWEEP_MS - 60_000;

/** Whether there is a reason to look at them. Where the groups were not read whole since, nobody has left one. */
function belongs({ policy }: Pick<Deps, 'policy'>, one: Rostered, { wholePassAt = 0 }: RosterProgress): boolean {
  const { who } = policy.contactSnapshot;
  if (who === 'nobody') return false;
  return (one.used === true && who === 'usersAndGroups') || (one.inGroupAt ?? -Infinity) >= wholePassAt;
}

/** Whoever has no reason to be on the list any more is not looked at; after the stated time what was kept goes. */
async function leave(deps: Deps, tenantId: ObjectId, person: ObjectId, { leftAt }: Rostered): Promise<void> {
  const now = deps.clock.now();
  const { forgetDays } = deps.policy.contactSnapshot;
  const since = leftAt ?? now;
  const forgetAt = since + forgetDays * DAY;
  if (forgetAt <= now) await deps.sightings.forgetContacts(tenantId, person, since);
  await deps.contactRoster.change(tenantId, person, (found) => {
    // They came back while we were looking.
    if (found === undefined || found.leftAt !== leftAt) return found;
    return forgetAt <= now ? undefined : { ...found, leftAt: since, dueAt: forgetAt };
  });
}

/** Not in the directory any more: nothing of them is a reason now, and should they come back they begin anew. */
async function gone(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<void> {
  const now = deps.clock.now();
  const { forgetDays } = deps.policy.contactSnapshot;
  const left: Rostered = { leftAt: now, dueAt: now + forgetDays * DAY };
  await deps.contactRoster.change(tenantId, person, (found) => found && left);
}

function hashed(deps: Deps, contacts: readonly Addressed[]): readonly string[] {
  return [...new Set(contacts.map((contact) => contactHash(deps.keys, contact)))];
}

interface Found {
  readonly methods: readonly Method[];
  readonly entry: DirectoryEntry;
}

/** Whole or not at all: half a look would say that the rest came later. `undefined` = there is no such person. */
async function read(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<Found | undefined> {
  try {
    // One after the other: where the first is throttled the second is not asked.
    const methods = await deps.methods.list(tenantId, person);
    const entry = await deps.contactDirectory.entry(tenantId, person);
    return entry && { methods, entry };
  } catch (error) {
    if (error instanceof EffectError && error.code === 'notFound') return undefined;
    throw error;
  }
}

async function look(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<void> {
  const found = await read(deps, tenantId, person);
  if (found === undefined) return gone(deps, tenantId, person);
  const now = deps.clock.now();
  const ofMethods = found.methods.flatMap(({ contact }) => contact ?? []);
  const registered = hashed(deps, ofMethods);
  const held = hashed(deps, contactsIn(found.entry));
  if (registered.length > 0) await deps.sightings.recordLook(tenantId, person, 'contact', registered, now);
  if (held.length > 0) await deps.sightings.recordLook(tenantId, person, 'directory', held, now);
  await postpone(deps, tenantId, person, now);
}

async function postpone(deps: Deps, tenantId: ObjectId, person: ObjectId, now: Millis): Promise<void> {
  await deps.contactRoster.change(tenantId, person, (found) => {
    if (found === undefined) return undefined;
    const { leftAt: _, ...rest } = found;
    return { ...rest, dueAt: now + LOOK_MS };
  });
}

/**
 * What is wrong with one person alone holds up nobody else: an answer that is no for good (an account that is out of our
 * reach, or one that nobody can read), or a row about them that cannot be used. They wait for their next turn.
 */
async function lookOrPostpone(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<void> {
  try {
    await look(deps, tenantId, person);
  } catch (error) {
    const isAlone = error instanceof RecoveryError || (error instanceof EffectError && !isTransient(error));
    if (!isAlone) throw error;
    if (error.code === 'integrity') await raiseAlarm(deps, tenantId, undefined, 'contacts');
    deps.log.warn('contactSnapshot.personUnread', { tenantId, code: error.code, error });
    await postpone(deps, tenantId, person, deps.clock.now());
  }
}

async function lookAround(deps: Deps, tenantId: ObjectId, progress: RosterProgress, budget: ReadBudget): Promise<void> {
  const { people, forged } = await deps.contactRoster.due(tenantId, deps.clock.now(), MOST_READS / READS_OF_ONE);
  if (forged) await raiseAlarm(deps, tenantId, undefined, 'contacts');
  for (const [person, rostered] of people) {
    if (!belongs(deps, rostered, progress)) await leave(deps, tenantId, person, rostered);
    else if (budget.take(READS_OF_ONE)) await lookOrPostpone(deps, tenantId, person);
    else return;
  }
}

/**
 * Writes down, as keyed hashes, which contacts people have, so that a contact that stood long enough is known when it is
 * needed. A bounded number of reads, the longest not looked at first; the next run goes on where this one stopped, and
 * not before Graph wants to be asked again. One instance at a time; nobody waits for it.
 */
export async function snapshotContacts(given: Deps, tenantId: ObjectId): Promise<void> {
  const deps = forTenant(given, tenantId);
  const { clock, contactRoster, policy, log } = deps;
  const begun = await contactRoster.begin(tenantId, clock.now(), GAP_MS);
  if (begun === undefined) return;
  let progress = begun;
  const keep = async (next: RosterProgress): Promise<void> => {
    progress = next;
    await contactRoster.save(tenantId, next);
  };
  const budget = readBudget(clock, MOST_READS, RUN_MS);
  try {
    if (policy.contactSnapshot.who !== 'nobody') await rosterGroups(deps, tenantId, progress, { budget, keep });
    await lookAround(deps, tenantId, progress, budget);
  } catch (error) {
    if (!(error instanceof EffectError) || !isTransient(error)) throw error;
    const waitMs = Math.min(Math.max(error.retryAfterMs ?? 0, SWEEP_MS), DAY);
    await keep({ ...progress, notBefore: clock.now() + waitMs });
    log.warn('contactSnapshot.stopped', { tenantId, code: error.code, error });
  }
}
