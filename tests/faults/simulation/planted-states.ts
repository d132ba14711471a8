import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import type { Millis } from '../../../recovery/terms';

export function withIdCheck(request: RecoveryRequest, at: Millis): RecoveryRequest {
  const { attendance } = request;
  if (attendance === undefined) return request;
  const idCheck = { document: 'companyBadge', at } as const;
  return { ...request, employeeConfirmed: true, attendance: { ...attendance, idCheck } };
}

export function withoutManagers(request: RecoveryRequest): RecoveryRequest {
  const { selfVerified } = decidedOf(request) ?? {};
  if (request.state !== 'approved' || selfVerified === undefined) return request;
  return { ...request, decided: { ...request.decided, selfVerified: { ...selfVerified, managers: [] } } };
}

/** The chat of a stolen phone may show the pass as long as the request lives. */
export function unending(request: RecoveryRequest): RecoveryRequest {
  if (request.state !== 'approved' || request.decided.chat === undefined) return request;
  return { ...request, decided: { ...request.decided, chat: { ...request.decided.chat, until: request.expiresAt } } };
}
