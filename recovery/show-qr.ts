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
import type { Revealable } from './mint-pass';
import { isRevealable } from './mint-pass';
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

/** A pass was shown, and there is a new method: nobody needs another. */
const hasUsedIt = ({ request }: Revealable): boolean => request.decided.enrolled !== undefined;

async function decide(deps: Deps, stored: Stored, { presser }: ShowQrInput): Promise<Decision> {
  const { request } = stored;
  if (!isAttendant(request, presser))
    return isParty(request, presser) ? refuse('notYours', { stored }) : refuse('notFound');
  if (request.state === 'awaitingApproval' || request.state === 'held') return refuse('notApprovedYet', { stored });
  if (!isRevealable(stored) || hasUsedIt(stored) || isEvaluated(request, deps.policy))
    return refuse('requestEnded', { stored });
  const { decided } = stored.request;
  if (request.attendance?.idCheck === undefined) return refuse('idMissing', { stored });
  // A pass is on its way to the page of the one before.
  if (isMinting(decided, deps.clock.now())) return refuse('stillWorking', { stored });
  if (decided.reveals > deps.policy.remints) return refuse('revealsUsedUp', { stored });
  if (await isPaused(deps, request.tenantId)) return refuse('paused', { stored });
  if (!(await mayAttend(deps, request.tenantId, presser))) return refuse('helpdeskOnly', { stored });
  if (hasOtherPart(request, presser)) return refuse('attendantHasOtherPart', { stored });
  const generation = (request.attendance.qr?.generation ?? 0) + 1;
  return { event: { type: 'qrShown', at: deps.clock.now(), by: { kind: 'person', id: presser }, generation } };
}

/**
 * A new QR code for the employee's own device. The one before dies, and what it opened as well. Also after a pass was shown,
 * while there may be another: the answer may have been lost, and the page is good for a few minutes only.
 */
export const showQr = verb('showQr', async (deps: Deps, input: ShowQrInput): Promise<QrShown | Refused> => {
  const outcome = await transact(deps, input, (stored) => decide(deps, stored, input));
  if (outcome.kind === 'refused') return outcome;
  const { stored } = outcome;
  const qr = stored.request.attendance?.qr;
  if (qr === undefined) return refused('stillWorking', { stored });
  return { kind: 'qr', link: await makeQrLink(deps, stored.request, qr), until: qr.shownAt + QR_MS, stored };
});
