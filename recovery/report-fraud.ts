import type { NoticeKind } from './cards';
import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { Actor } from './events';
import type { Holder } from './holder';
import type { Outcome, RefusalCode } from './outcome';
import { done } from './outcome';
import type { RecoveryRequest } from './request';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface FraudInput extends Who {
  readonly requestId: RequestId;
  /** Code of a sentence in `words/`. */
  readonly reason: string;
  /**
   * Set where somebody pressed the link in a notice. Danger: it stands in place of every other check of who presses, so it
   * comes from `report-not-me.ts` alone, which has verified the link.
   */
  readonly through?: { readonly holder: Holder; readonly notice: NoticeKind };
}

/** Who says so; or why they may not. */
function reporter(request: RecoveryRequest, { presser, through }: FraudInput): Actor | RefusalCode {
  if (through !== undefined) return { kind: 'holder', ...through.holder };
  const viewer = viewerFor(request, presser);
  if (viewer === undefined) return 'notFound';
  return viewer.role === 'requester' ? 'notYours' : { kind: 'person', id: presser };
}

/**
 * "This is fraud" and "This was not me": the request stops at once and containment starts. The employee, whoever was asked
 * to approve, and whoever holds a contact that was told, may say so, after completion too; somebody who only opened it may
 * not.
 */
export const reportFraud = verb('reportFraud', async (deps: Deps, input: FraudInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    const by = reporter(request, input);
    if (typeof by === 'string') return refuse(by, by === 'notFound' ? {} : { stored });
    if (request.state === 'incident') return answer(done(stored));
    if (input.reason.trim() === '') return refuse('reasonMissing', { stored });
    const notice = input.through === undefined ? {} : { notice: input.through.notice };
    const why = input.reason.slice(0, 100);
    return { event: { type: 'fraudReported', at: deps.clock.now(), by, why, ...notice } };
  }),
);
