import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { signedSlot } from './guards';
import type { Outcome, RefusalCode } from './outcome';
import { policyOf } from './policy-tiers';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { ObjectId, RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface RenewInput extends Who {
  readonly requestId: RequestId;
}

/** So many codes go out by text message for one request. */
export const MOST_TEXTS = 3;

/** Another attendant took over at the counter, and has not looked at an ID: there is nobody to say a code to yet. */
function awaitsIdCheck({ state, attendance }: RecoveryRequest): boolean {
  return state === 'approved' && attendance !== undefined && attendance.idCheck === undefined;
}

/** Where nobody approved the employee asks for it, some times and never after the code was blocked. */
function refusesRenewal(request: RecoveryRequest, presser: ObjectId): RefusalCode | undefined {
  const decided = presser === request.employee ? decidedOf(request) : undefined;
  if (decided?.selfVerified === undefined) {
    if (signedSlot(request, presser) === undefined) return 'notYours';
    return awaitsIdCheck(request) ? 'idNotSeen' : undefined;
  }
  if (decided.code.voided) return 'codeVoid';
  return decided.code.generation >= MOST_TEXTS ? 'codesUsedUp' : undefined;
}

/** A new release code, asked for by an approver who signed, or by who gets it by text message; the old one is dead. The request's own end does not move. */
export const renewCode = verb('renewCode', async (deps: Deps, input: RenewInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    if (viewerFor(request, input.presser) === undefined) return refuse('notFound');
    const refusal = refusesRenewal(request, input.presser);
    if (refusal !== undefined) return refuse(refusal, { stored });
    if (request.state !== 'approved' && request.state !== 'revealed') return refuse('requestEnded', { stored });
    const at = deps.clock.now();
    const deadline = at + policyOf(deps.policy, request).timers.releaseCodeMinutes * 60_000;
    const generation = request.decided.code.generation + 1;
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'codeRenewed', at, by, generation, deadline } };
  }),
);
