import { groupIdOf } from './approvers';
import { hasOtherPart } from './attendance';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { Slot, VerifiedBy } from './facts';
import type { RefusalCode } from './outcome';
import type { Policy } from './policy-settings';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';
import { isTrustedMember } from './trusted-member';
import type { Who } from './verb';

/** Ways of recognising somebody in which their face is seen. */
const FACE_SEEN: ReadonlySet<VerifiedBy> = new Set(['inPerson', 'videoCall']);

/** True where nobody would have seen the face of somebody at a counter, once this slot is approved in this way as well. */
export function lacksFace(request: RecoveryRequest, slot: Slot, verifiedBy: VerifiedBy): boolean {
  if (request.delivery.place !== 'inPerson') return false;
  const others = request.slots.filter((one) => one.slot !== slot.slot);
  if (others.some(({ approval }) => approval === undefined)) return false;
  const ways = others.flatMap(({ approval }) => approval?.verifiedBy ?? []);
  return ![verifiedBy, ...ways].some((way) => FACE_SEEN.has(way));
}

/**
 * Whether somebody may attend: a member of the helpdesk who has been one for long enough and whose account is good. Throws
 * `EffectError` where it cannot be read.
 */
export async function mayAttend(deps: Deps, tenantId: ObjectId, person: ObjectId): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  if (!(await isTrustedMember(deps, tenantId, person, tenant.helpdeskGroupId))) return false;
  const found = await deps.directory.person(tenantId, person);
  return found?.accountEnabled === true && found.userType === 'member';
}

/**
 * Whether somebody is in a group that was asked to approve, though they were not: their own peers would answer for whom
 * they attend to. A membership too new for a say counts here. Throws `EffectError` where it cannot be read.
 */
export async function isPeerOfApprovers(
  deps: Deps,
  { tenantId, slots }: Pick<RecoveryRequest, 'tenantId' | 'slots'>,
  person: ObjectId,
): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return true;
  const groups = slots.flatMap(({ group }) => (group === 'manager' ? [] : groupIdOf(tenant, group)));
  const isIn = await Promise.all(groups.map((id) => deps.directory.isMember(tenantId, person, id)));
  return isIn.includes(true);
}

export type CounterFault = 'counterNotAllowed' | 'attendantNoLongerStands' | 'faceNotSeen';

/**
 * What speaks against a counter now, read again; nothing where all of it holds, or it is no case of the counter. Throws
 * `EffectError` where it cannot be read.
 */
export async function counterFault(
  deps: Deps,
  request: RecoveryRequest,
  policy: Pick<Policy, 'delivery'>,
): Promise<CounterFault | undefined> {
  const { delivery, attendance, slots, tenantId } = request;
  if (delivery.place !== 'inPerson') return undefined;
  if (!policy.delivery.includes('inPerson')) return 'counterNotAllowed';
  const ways = slots.flatMap(({ approval }) => approval?.verifiedBy ?? []);
  if (ways.length > 1 && !ways.some((way) => FACE_SEEN.has(way))) return 'faceNotSeen';
  if (attendance?.idCheck === undefined) return 'attendantNoLongerStands';
  const { attendant, before } = attendance;
  const mixed = [attendant, ...before].some((who) => hasOtherPart(request, who));
  if (mixed || !(await mayAttend(deps, tenantId, attendant))) return 'attendantNoLongerStands';
  return (await isPeerOfApprovers(deps, request, attendant)) ? 'attendantNoLongerStands' : undefined;
}

/** Why an attendant is shown no number, though it is their case. */
export type NumbersWithheld = Extract<
  RefusalCode,
  'helpdeskOnly' | 'attendantHasOtherPart' | 'attendantIsPeer' | 'directoryUnavailable'
>;

/**
 * Whether who attends may still be shown the numbers, read again: the case may be theirs from before they left the
 * helpdesk. Nothing where all of it holds; what cannot be read shows nothing.
 */
export async function numbersWithheld(
  deps: Deps,
  { tenantId, presser, request }: Who & { readonly request: RecoveryRequest },
): Promise<NumbersWithheld | undefined> {
  try {
    if (hasOtherPart(request, presser)) return 'attendantHasOtherPart';
    if (!(await mayAttend(deps, tenantId, presser))) return 'helpdeskOnly';
    return (await isPeerOfApprovers(deps, request, presser)) ? 'attendantIsPeer' : undefined;
  } catch (error) {
    if (error instanceof EffectError) return 'directoryUnavailable';
    throw error;
  }
}
