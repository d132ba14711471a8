import type { Deps } from './deps';
import { EffectError } from './errors';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';

/** Who may decide and whose slot nobody decided yet. */
export function openCandidates(request: RecoveryRequest): readonly ObjectId[] {
  return request.slots.filter((slot) => slot.approval === undefined).flatMap((slot) => slot.candidates);
}

/** A fresh message to everybody who has not decided yet. Whoever cannot be told does not keep the others from it. */
export async function remindOpenSlots(deps: Pick<Deps, 'cards' | 'log'>, request: RecoveryRequest): Promise<void> {
  for (const approver of openCandidates(request)) {
    try {
      await deps.cards.notify(approver, 'opened', request);
    } catch (error) {
      if (!(error instanceof EffectError)) throw error;
      deps.log.warn('reminder.failed', { requestId: request.id, code: error.code });
    }
  }
}
