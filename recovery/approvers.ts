import type { Vouches } from './first-manager';
import { firstManager, vouchesStill } from './first-manager';
import { admitCard } from './flood';
import type { FloodDeps } from './flood-alarm';
import type { ApproverGroup, Reason, Slot } from './facts';
import type { ReadingApprovers, Vouching } from './manager-chain';
import type { Person, TenantSettings } from './ports';
import type { ReadingStandIns } from './stand-in';
import type { Mark } from './tally';
import type { ObjectId } from './terms';
import { isTrustedMember, trustedMembers } from './trusted-member';

/** How many members of a group get a card at once. */
const GROUP_CARDS = 5;

function slot(
  number: 1 | 2,
  group: ApproverGroup,
  candidates: readonly ObjectId[],
  passedOver: readonly ObjectId[],
): Slot {
  return { slot: number, group, candidates, asked: [], passedOver };
}

/** Nobody of a group that somebody else is in who opened or joined the request: they would ask their own peers. */
async function groupPeople(
  deps: ReadingApprovers,
  { tenant: { tenantId }, employee, excluded }: ApproverQuestion,
  groupId: ObjectId,
  not: readonly ObjectId[],
): Promise<readonly ObjectId[]> {
  const members = await trustedMembers(deps, tenantId, groupId);
  if (members.some(({ id }) => id !== employee.id && excluded.includes(id))) return [];
  const fit = members.filter((one) => one.accountEnabled && one.userType === 'member' && !not.includes(one.id));
  return fit.map((one) => one.id).sort();
}

/** Two people of different groups, duty and security, nobody in both. Empty when a group has nobody left. */
async function standIns(
  deps: ReadingApprovers,
  question: ApproverQuestion,
  not: readonly ObjectId[],
): Promise<readonly Slot[]> {
  const { passedOver } = question;
  const { dutyGroupId, securityGroupId } = question.tenant;
  const security = await groupPeople(deps, question, securityGroupId, not);
  const duty = (await groupPeople(deps, question, dutyGroupId, not)).filter((id) => !security.includes(id));
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
  /** Who opened or joined it; the employee may be among them. */
  readonly excluded: readonly ObjectId[];
  /** People who said "not mine", could not be reached or no longer stand. */
  readonly passedOver: readonly ObjectId[];
  /** People who let it go on after a hold or a failure, and do not approve as well. */
  readonly restartedBy?: readonly ObjectId[];
  readonly dual: boolean;
  /** What is counted among the cards that they get; absent where nobody gets one now. */
  readonly card?: Mark;
}

/**
 * Chooses the approvers: the first fit manager or whom they named in their place (with security beside them where two are
 * asked), else two stand-ins. Who got too many cards lately gets no further one, and nobody above them is asked instead.
 */
export async function chooseApprovers(
  deps: ReadingStandIns & FloodDeps,
  question: ApproverQuestion,
): Promise<Approvers> {
  const { employee, excluded, passedOver, restartedBy = [] } = question;
  const not = [employee.id, ...excluded, ...passedOver, ...restartedBy];
  const { manager, nextBest, reasons } = await firstManager(deps, question, not);
  if (manager !== undefined) return unlessTired(deps, question, not, { manager, reasons });
  const slots = await standIns(deps, question, not);
  if (slots.length > 0 || nextBest === undefined) return { slots, reasons };
  return unlessTired(deps, question, not, { manager: { approver: nextBest, manager: nextBest }, reasons });
}

async function unlessTired(
  deps: ReadingApprovers & FloodDeps,
  question: ApproverQuestion,
  not: readonly ObjectId[],
  { manager, reasons }: { readonly manager: Vouches; readonly reasons: readonly Reason[] },
): Promise<Approvers> {
  const { tenant, card } = question;
  const tired = card && (await admitCard(deps, tenant.tenantId, manager.approver, card));
  if (tired === undefined) return { slots: await withManager(deps, question, not, manager), reasons };
  const others = await standIns(deps, question, [...not, manager.manager, manager.approver]);
  return { slots: others, reasons: [...reasons, tired] };
}

async function withManager(
  deps: ReadingApprovers,
  question: ApproverQuestion,
  not: readonly ObjectId[],
  { approver, manager }: Vouches,
): Promise<readonly Slot[]> {
  const { tenant, passedOver, dual } = question;
  const asked = slot(1, 'manager', [approver], passedOver);
  const first = approver === manager ? asked : { ...asked, standsInFor: manager };
  if (!dual) return [first];
  const security = await groupPeople(deps, question, tenant.securityGroupId, [...not, manager, approver]);
  return security.length === 0 ? [] : [first, slot(2, 'security', security.slice(0, GROUP_CARDS), [])];
}

/** Group of the directory that a group of approvers is. */
export function groupIdOf(tenant: TenantSettings, group: Exclude<ApproverGroup, 'manager'>): ObjectId {
  return group === 'security' ? tenant.securityGroupId : tenant.dutyGroupId;
}

/** Reads again whether this person may answer for this slot, right now. Nobody with another part in it does, whatever a slot says. */
export async function stillStands(
  deps: ReadingStandIns,
  tenant: TenantSettings,
  vouching: Vouching,
  group: ApproverGroup,
  approver: ObjectId,
): Promise<boolean> {
  if (approver === vouching.employee.id || vouching.openers.includes(approver)) return false;
  const person = await deps.directory.person(tenant.tenantId, approver);
  if (person?.accountEnabled !== true || person.userType !== 'member') return false;
  if (group === 'manager') return vouchesStill(deps, tenant.tenantId, vouching, approver);
  return isTrustedMember(deps, tenant.tenantId, approver, groupIdOf(tenant, group));
}
