import type { RecoveryRequest } from './request';

/** What was done in a case that is complete, without a method’s name: for readers outside Teams. */
export function whatWasDone(request: RecoveryRequest) {
  if (request.state !== 'completed') return undefined;
  const { plan, sessionsRevokedAt } = request.decided;
  const count = (outcome: (typeof plan)[number]['outcome']) => plan.filter((item) => item.outcome === outcome).length;
  return { removed: count('removed'), kept: count('kept'), signedOut: sessionsRevokedAt !== undefined };
}
