import type { Deps } from './deps';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Who } from './verb';
import { verb } from './verb';

export interface SolvedInput extends Who {
  readonly draftId: string;
}

/** The best of all ends: the employee got in with another method, and nothing was opened, sent or removed. */
export interface Solved {
  readonly kind: 'solved';
}

/** "That worked": written down once for each draft, by the employee whose own draft it is. */
export const noteSolved = verb('solved', async (deps: Deps, input: SolvedInput): Promise<Solved | Refused> => {
  const { tenantId, presser, draftId } = input;
  const draft = await deps.drafts.get(tenantId, draftId);
  if (draft?.requester !== presser || draft.employee !== presser) return refused('draftExpired');
  await deps.drafts.remove(tenantId, draftId);
  const entry = { at: deps.clock.now(), by: presser, name: 'mfa.recovery.solved_without_reset', what: draft.scenario };
  await deps.ledger.journal(tenantId, entry);
  return { kind: 'solved' };
});
