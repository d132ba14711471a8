import type { IdDocument } from './attendance';
import { hasOtherPart, isAttendant } from './attendance';
import type { Decision } from './commit';
import { answer, refuse, transact } from './commit';
import { isPeerOfApprovers, mayAttend } from './counter-guards';
import type { Deps } from './deps';
import { isEvaluated } from './evaluation';
import { load } from './find-request';
import { isParty } from './guards';
import type { Outcome, Refused } from './outcome';
import { done, refused } from './outcome';
import type { Stored } from './ports';
import { hasDone, isMinting } from './run-state';
import type { RequestId, ShortCode } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface AttendInput extends Who {
  readonly requestId?: RequestId;
  readonly shortCode?: ShortCode;
}

function refuseAttending({ request }: Stored, { presser }: Who): Refused | undefined {
  const stored = { request };
  if (request.delivery.place !== 'inPerson') return refused('notAtCounter');
  return hasOtherPart(stored.request, presser) ? refused('attendantHasOtherPart') : undefined;
}

/** After the approval: while a pass is on its way, or what the approval lets begin at once has not begun, nobody is relieved. */
function refuseRelieving(deps: Deps, stored: Stored): Decision | undefined {
  const { request } = stored;
  if (request.state !== 'approved') return undefined;
  if (isEvaluated(request, deps.policy)) return refuse('requestEnded', { stored });
  const begins = request.decided.secureOn === 'approval' && !hasDone(request);
  const works = begins || isMinting(request.decided, deps.clock.now());
  return works ? refuse('stillWorking', { stored }) : undefined;
}

/**
 * Somebody of the helpdesk takes the person at their counter into their care. Nobody with another part in the request:
 * who opened it, may approve it, or is in a group that was asked to, leaves it to a colleague. Whoever attended before is relieved, and the ID is looked
 * at anew; after the approval their QR code and the code that was said are dead as well.
 */
export const attendRequest = verb('attend', async (deps: Deps, input: AttendInput): Promise<Outcome> => {
  const found = await load(deps, input);
  if (found === undefined) return refused('notFound');
  const { tenantId, id: requestId } = found.request;
  return transact(deps, { tenantId, requestId }, async (stored): Promise<Decision> => {
    const { request } = stored;
    if (!(await mayAttend(deps, tenantId, input.presser)))
      return isParty(request, input.presser) ? refuse('helpdeskOnly', { stored }) : refuse('notFound');
    const no = refuseAttending(stored, input);
    if (no !== undefined) return answer({ ...no, stored });
    if (isAttendant(request, input.presser)) return answer(done(stored));
    if (await isPeerOfApprovers(deps, request, input.presser)) return refuse('attendantIsPeer', { stored });
    const works = refuseRelieving(deps, stored);
    if (works !== undefined) return works;
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'attended', at: deps.clock.now(), by, attendant: input.presser } };
  });
});

export interface IdCheckInput extends Who {
  readonly requestId: RequestId;
  /** What was looked at; never its number. */
  readonly document?: IdDocument;
}

/** The attendant has looked at the ID: from then on they are shown the numbers of the person who stands there. */
export const recordIdCheck = verb('idCheck', async (deps: Deps, input: IdCheckInput): Promise<Outcome> =>
  transact(deps, input, async (stored): Promise<Decision> => {
    const { request } = stored;
    const { presser, document } = input;
    if (!isAttendant(request, presser))
      return isParty(request, presser) ? refuse('notYours', { stored }) : refuse('notFound');
    if (request.state !== 'awaitingApproval' && request.state !== 'approved')
      return refuse('alreadyDecided', { stored });
    if (request.attendance?.idCheck !== undefined) return answer(done(stored));
    if (document === undefined) return refuse('idMissing', { stored });
    if (!(await mayAttend(deps, request.tenantId, presser))) return refuse('helpdeskOnly', { stored });
    if (hasOtherPart(request, presser)) return refuse('attendantHasOtherPart', { stored });
    return { event: { type: 'idChecked', at: deps.clock.now(), by: { kind: 'person', id: presser }, document } };
  }),
);
