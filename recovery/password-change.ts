import { isEvaluated } from './evaluation';
import type { Policy } from './policy-settings';
import type { RecoveryRequest } from './request';
import { wasUntouched } from './request';

type Asked = Pick<RecoveryRequest, 'passwordChange'>;

/** Asked for and neither done nor given up. */
export function isPasswordPending({ passwordChange: asked }: Asked): boolean {
  return asked !== undefined && asked.requiredAt === undefined && asked.notDone === undefined;
}

/** Somebody asked for it already, and nothing stood against it. */
export function isPasswordAsked({ passwordChange: asked }: Asked): boolean {
  return asked !== undefined && asked.notDone === undefined;
}

/**
 * True while a new password can be asked for: somebody was recognised and a way in is on its way; or, in an incident, the
 * account is secured. Never where nothing may be done to the account.
 */
export function isTimeForPassword(request: RecoveryRequest, policy: Pick<Policy, 'mode'>): boolean {
  if (isEvaluated(request, policy)) return false;
  if (request.state === 'approved' || request.state === 'revealed') return true;
  if (request.state !== 'incident' || wasUntouched(request)) return false;
  return request.incident.containedAt !== undefined && request.incident.closedAt === undefined;
}

/** True when the worker may do it: a new method was seen and the lost ones are gone, or the incident is contained. */
export function isPasswordDue(request: RecoveryRequest): boolean {
  if (!isPasswordPending(request)) return false;
  switch (request.state) {
    case 'revealed':
      return request.decided.enrolled !== undefined && request.decided.verifiedAt !== undefined;
    case 'failed':
      return request.decided?.enrolled !== undefined;
    case 'incident':
      return request.incident.containedAt !== undefined;
    case 'awaitingApproval':
    case 'approved':
    case 'held':
    case 'completed':
    case 'refused':
    case 'denied':
    case 'cancelled':
    case 'expired':
      return false;
  }
}
