import type { Secret } from '../platform/secret';
import { hasOtherPart, isAttendant } from './attendance';
import type { Decision } from './commit';
import { refuse, transact } from './commit';
import { mayAttend } from './counter-guards';
import type { Deps } from './deps';
import { isEvaluated } from './evaluation';
import { isParty } from './guards';
import { isPaused } from './heeding';
import { makeQrLink, QR_MS } from './open-link';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Stored } from './ports';
import { isMinting } from './run-state';
import type { Millis, RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface ShowQrInput extends Who {
  readonly requestId: RequestId;
}

/** For the attendant's screen, so that the person in front of it scans it with their own device. */
export interface QrShown {
  readonly kind: 'qr';
  /** Leads to the reveal page, on the first device that opens it. */
  readonly link: Secret;
  readonly until: Millis;
  readonly stored: Stored;
}

async function decide(deps: Deps, stored: Stored, { presser }: ShowQrInput): Promise<Decision> {
  const { request } = stored;
  if (!isAttendant(request, presser))
    return isParty(request, presser) ? refuse('notYours', { stored }) : refuse('notFound');
  if (request.state === 'awaitingApproval' || request.state === 'held') return refuse('notApprovedYet', { stored });
  if (request.state !== 'approved' || isEvaluated(request, deps.policy)) return refuse('requestEnded', { stored });
  if (request.attendance?.idCheck === undefined) return refuse('idMissing', { stored });
  // A pass is on its way to the page of the one before.
  if (isMinting(request.decided, deps.clock.now())) return refuse('stillWorking', { stored });
  if (await isPaused(deps, request.tenantId)) return refuse('paused', { stored });
  if (!(await mayAttend(deps, request.tenantId, presser))) return refuse('helpdeskOnly', { stored });
  if (hasOtherPart(request, presser)) return refuse('attendantHasOtherPart', { stored });
  const generation = (request.attendance.qr?.generation ?? 0) + 1;
  return { event: { type: 'qrShown', at: deps.clock.now(), by: { kind: 'person', id: presser }, generation } };
}

/** A new QR code for the employee's own device, until the pass is shown. The one before dies, and what it opened as well. */
export const showQr = verb('showQr', async (deps: Deps, input: ShowQrInput): Promise<QrShown | Refused> => {
  const outcome = await transact(deps, input, (stored) => decide(deps, stored, input));
  if (outcome.kind === 'refused') return outcome;
  const { stored } = outcome;
  const qr = stored.request.attendance?.qr;
  if (qr === undefined) return refused('stillWorking', { stored });
  return { kind: 'qr', link: await makeQrLink(deps, stored.request, qr), until: qr.shownAt + QR_MS, stored };
});
