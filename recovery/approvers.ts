import type { Deps } from './deps';
import type { ManagerFacts } from './approver-trust';
import { previousManager, trustManager } from './approver-trust';
import type { ApproverGroup, Reason, Slot } from './facts';
import type { Person, TenantSettings } from './ports';
import { seenLately } from './seen-lately';
import { readSignal, recoveredWithin } from './signals';
import type { ObjectId } from './terms';

type Reading = Pick<Deps, 'directory' | 'sightings' | 'ledger' | 'clock' | 'policy'>;

/** Who vouches as manager, first choice first, and what was found on the way. */
export interface ManagerChain {
  readonly people: readonly ObjectId[];
  readonly reasons: readonly Reason[];
}

/** For whom somebody would vouch, and who had a hand in opening the request. */
export interface Vouching {
  readonly employee: Person;
  readonly openers: readonly ObjectId[];
}

const LEVELS = 3;
/** How many members of a group get a card at once. */
const GROUP_CARDS = 5;

async function factsAbout(
  deps: Reading,
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

async function seen(deps: Reading, tenantId: ObjectId, employee: Person, manager: Person): Promise<void> {
  await deps.sightings.record(tenantId, employee.id, 'manager', manager.id, deps.clock.now(), false);
}

/** This manager was seen lately, and nobody else since: what comes after whom stays as it is written down. */
function isNewest({ manager, sightings, now }: ManagerFacts): boolean {
  const own = sightings.find((one) => one.value === manager.id);
  const later = sightings.some((one) => one.value !== manager.id && one.lastSeen >= (own?.lastSeen ?? -Infinity));
  return !later && seenLately(sightings, manager.id, now);
}

async function beforeThem(deps: Reading, tenantId: ObjectId, facts: ManagerFacts): Promise<ObjectId | undefined> {
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
  deps: Reading,
  tenantId: ObjectId,
  { employee, openers }: Vouching,
  enough: (id: ObjectId) => boolean,
): Promise<ManagerChain> {
  const people: ObjectId[] = [];
  const reasons: Reason[] = [];
  let below = employee;
  for (let level = 0; level < LEVELS; level += 1) {
    const manager = await deps.directory.manager(tenantId, below.id);
    if (manager === undefined || people.includes(manager.id) || (level > 0 && manager.id === employee.id)) break;
    const facts = await factsAbout(deps, tenantId, { employee: below, openers }, manager);
    if (!isNewest(facts)) await seen(deps, tenantId, below, manager);
    const trust = trustManager(facts, deps.policy);
    if (level === 0) reasons.push(trust.reason);
    if (!trust.trusted) {
      const previous = level === 0 ? await beforeThem(deps, tenantId, facts) : undefined;
      return { people: previous === undefined ? people : [previous], reasons };
    }
    people.push(manager.id);
    if (enough(manager.id)) break;
    below = manager;
  }
  if (people.length > 0) return { people, reasons };
  const sentence = 'The directory names no manager.';
  return { people, reasons: [...reasons, { rule: 'manager.missing', outcome: 'raised', sentence }] };
}

function slot(
  number: 1 | 2,
  group: ApproverGroup,
  candidates: readonly ObjectId[],
  passedOver: readonly ObjectId[],
): Slot {
  return { slot: number, group, candidates, asked: [], passedOver };
}

async function groupPeople(
  deps: Reading,
  tenantId: ObjectId,
  groupId: ObjectId,
  not: readonly ObjectId[],
): Promise<readonly ObjectId[]> {
  const members = await deps.directory.groupMembers(tenantId, groupId);
  const fit = members.filter((one) => one.accountEnabled && one.userType === 'member' && !not.includes(one.id));
  return fit.map((one) => one.id).sort();
}

/** Two people of different groups, duty and security, nobody in both. Empty when a group has nobody left. */
async function standIns(
  deps: Reading,
  tenant: TenantSettings,
  not: readonly ObjectId[],
  passedOver: readonly ObjectId[],
): Promise<readonly Slot[]> {
  const { tenantId, dutyGroupId, securityGroupId } = tenant;
  const security = await groupPeople(deps, tenantId, securityGroupId, not);
  const duty = (await groupPeople(deps, tenantId, dutyGroupId, not)).filter((id) => !security.includes(id));
  if (duty.length === 0 || security.length === 0) return [];
  return [
    slot(1, 'duty', duty.slice(0, GROUP_CARDS), passedOver),
    slot(2, 'security', security.slice(0, GROUP_CARDS), []),
  ];
}

/** Who has to approve. `slots` is empty when nobody may: then the request is held, never waved through. */
export interface Approvers {
  readonly slots: readonly Slot[];
  readonly reasons: readonly Reason[];
}

export interface ApproverQuestion {
  readonly tenant: TenantSettings;
  readonly employee: Person;
  /** People with another role in this request. */
  readonly excluded: readonly ObjectId[];
  /** People who said "not mine", could not be reached or no longer stand. */
  readonly passedOver: readonly ObjectId[];
  readonly dual: boolean;
}

/** Chooses the approvers: the first fit manager (with security beside them where two are asked), else two stand-ins. */
export async function chooseApprovers(deps: Reading, question: ApproverQuestion): Promise<Approvers> {
  const { tenant, employee, passedOver } = question;
  const not = [employee.id, ...question.excluded, ...passedOver];
  const vouching = { employee, openers: [employee.id, ...question.excluded] };
  const chain = await managerChain(deps, tenant.tenantId, vouching, (id) => !not.includes(id));
  const manager = chain.people.find((id) => !not.includes(id));
  if (manager === undefined) {
    return { slots: await standIns(deps, tenant, not, passedOver), reasons: chain.reasons };
  }
  const first = slot(1, 'manager', [manager], passedOver);
  if (!question.dual) return { slots: [first], reasons: chain.reasons };
  const security = await groupPeople(deps, tenant.tenantId, tenant.securityGroupId, [...not, manager]);
  if (security.length === 0) return { slots: [], reasons: chain.reasons };
  return { slots: [first, slot(2, 'security', security.slice(0, GROUP_CARDS), [])], reasons: chain.reasons };
}

/** Reads again whether this person may answer for this slot, right now. */
export async function stillStands(
  deps: Reading,
  tenant: TenantSettings,
  vouching: Vouching,
  group: ApproverGroup,
  approver: ObjectId,
): Promise<boolean> {
  const person = await deps.directory.person(tenant.tenantId, approver);
  if (person?.accountEnabled !== true || person.userType !== 'member') return false;
  if (group === 'manager') {
    const chain = await managerChain(deps, tenant.tenantId, vouching, (id) => id === approver);
    return chain.people.includes(approver);
  }
  const groupId = group === 'security' ? tenant.securityGroupId : tenant.dutyGroupId;
  return deps.directory.isMember(tenant.tenantId, approver, groupId);
}
