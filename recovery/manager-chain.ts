import type { Deps } from './deps';
import type { ManagerFacts } from './approver-trust';
import { previousManager, trustManager } from './approver-trust';
import type { Reason } from './facts';
import type { Person } from './ports';
import { seenLately } from './seen-lately';
import { readSignal, recoveredWithin } from './signals';
import type { ObjectId } from './terms';
import type { ReadingMembers } from './trusted-member';

/** What it takes to know who may approve. */
export type ReadingApprovers = ReadingMembers & Pick<Deps, 'sightings' | 'ledger'>;

/** Who vouches as manager, first choice first, and what was found on the way. */
export interface ManagerChain {
  readonly people: readonly ObjectId[];
  readonly reasons: readonly Reason[];
}

/** For whom somebody would vouch, and who had a hand in opening the request. */
export interface Vouching {
  readonly employee: Person;
  readonly openers: readonly ObjectId[];
  /** Called with each manager on the way, as soon as they are known. */
  readonly meets?: (manager: ObjectId) => void;
}

/** How far up managers are asked. */
export const LEVELS = 3;

async function factsAbout(
  deps: ReadingApprovers,
  tenantId: ObjectId,
  { employee, openers }: Vouching,
  manager: Person,
): Promise<ManagerFacts> {
  const now = deps.clock.now();
  const [{ manager: sightings }, recoveredRecently, above, logged] = await Promise.all([
    deps.sightings.about(tenantId, employee.id),
    recoveredWithin(deps, tenantId, manager.id, deps.policy.recoveredRecentlyDays),
    deps.directory.manager(tenantId, manager.id),
    readSignal(() => deps.directory.changes(tenantId, employee.id)),
  ]);
  const changes = logged.kind === 'known' ? logged.value.entries : [];
  const facts = { manager, employee, openers, sightings, changes, recoveredRecently, now };
  return above === undefined ? facts : { ...facts, managersManager: above.id };
}

async function seen(deps: ReadingApprovers, tenantId: ObjectId, employee: Person, manager: Person): Promise<void> {
  await deps.sightings.record(tenantId, employee.id, 'manager', manager.id, deps.clock.now(), false);
}

/** This manager was seen lately, and nobody else since: what comes after whom stays as it is written down. */
function isNewest({ manager, sightings, now }: ManagerFacts): boolean {
  const own = sightings.find((one) => one.value === manager.id);
  const later = sightings.some((one) => one.value !== manager.id && one.lastSeen >= (own?.lastSeen ?? -Infinity));
  return !later && seenLately(sightings, manager.id, now);
}

async function beforeThem(
  deps: ReadingApprovers,
  tenantId: ObjectId,
  facts: ManagerFacts,
): Promise<ObjectId | undefined> {
  const id = previousManager(facts, deps.policy);
  if (id === undefined || id === facts.employee.id) return undefined;
  const person = await deps.directory.person(tenantId, id);
  return person?.accountEnabled === true && person.userType === 'member' ? person.id : undefined;
}

/**
 * Walks up from the employee: each trusted manager may vouch, the next level only while the one below is trusted. An
 * untrusted manager ends the walk; at the first step the previous manager stands in, where one is known and valid. Stops
 * at the first person who is `enough`, because every level costs calls to Graph.
 */
export async function managerChain(
  deps: ReadingApprovers,
  tenantId: ObjectId,
  { employee, openers, meets }: Vouching,
  enough: (id: ObjectId) => boolean | Promise<boolean>,
): Promise<ManagerChain> {
  const people: ObjectId[] = [];
  const reasons: Reason[] = [];
  let below = employee;
  for (let level = 0; level < LEVELS; level += 1) {
    const manager = await deps.directory.manager(tenantId, below.id);
    if (manager === undefined || people.includes(manager.id) || (level > 0 && manager.id === employee.id)) break;
    meets?.(manager.id);
    const facts = await factsAbout(deps, tenantId, { employee: below, openers }, manager);
    if (!isNewest(facts)) await seen(deps, tenantId, below, manager);
    const trust = trustManager(facts, deps.policy);
    if (level === 0) reasons.push(trust.reason);
    if (!trust.trusted) {
      const previous = level === 0 ? await beforeThem(deps, tenantId, facts) : undefined;
      return { people: previous === undefined ? people : [previous], reasons };
    }
    people.push(manager.id);
    if (await enough(manager.id)) break;
    below = manager;
  }
  if (people.length > 0) return { people, reasons };
  const sentence = 'The directory names no manager.';
  return { people, reasons: [...reasons, { rule: 'manager.missing', outcome: 'raised', sentence }] };
}
