import { attendantsOf } from './attendance';
import type { Slot } from './facts';
import type { RefusalCode } from './outcome';
import type { RecoveryRequest } from './request';
import { openersOf } from './story';
import { viewerFor } from './viewers';
import type { ObjectId } from './terms';

/** The open slot this person may decide, or why they may not. First whoever opened or joined it: self-approval has its own words. */
export function decidableSlot(request: RecoveryRequest, presser: ObjectId): Slot | RefusalCode {
  if (attendantsOf(request).includes(presser)) return 'attendantMayNotApprove';
  if (openersOf(request).includes(presser)) return 'ownRequest';
  const mine = request.slots.find((one) => one.candidates.includes(presser));
  if (mine === undefined) return viewerFor(request, presser) === undefined ? 'notFound' : 'notYours';
  if (request.slots.some((one) => one.slot !== mine.slot && one.approval?.approver === presser))
    return 'sameApproverTwice';
  return mine;
}

/** The slot this person signed; only they may renew the code or withdraw. */
export function signedSlot(request: RecoveryRequest, presser: ObjectId): Slot | undefined {
  return request.slots.find((one) => one.approval?.approver === presser);
}

/** True when this person has a part in the request, so that its existence is no secret to them. */
export function isParty(request: RecoveryRequest, presser: ObjectId): boolean {
  return viewerFor(request, presser) !== undefined;
}
