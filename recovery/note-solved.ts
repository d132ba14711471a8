import type { Deps } from './deps';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Scenario } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface SolvedInput extends Who {
  readonly draftId: string;
}

/** The best of all ends: the employee got in with another method, and nothing was opened, sent or removed. */
export interface Solved {
  readonly kind: 'solved';
}

/** The same entry for a draft and for a request, so that both are found by one name. */
export async function journalSolved(deps: Deps, { tenantId, presser }: Who, scenario: Scenario): Promise<void> {
  const name = 'mfa.recovery.solved_without_reset';
  await deps.ledger.journal(tenantId, { at: deps.clock.now(), by: presser, name, what: scenario });
}

/** "That worked": written down once for each draft, by the employee whose own draft it is. */
export const noteSolved = verb('solved', async (deps: Deps, input: SolvedInput): Promise<Solved | Refused> => {
  const { tenantId, presser, draftId } = input;
  const draft = await deps.drafts.get(tenantId, draftId);
  if (draft?.requester !== presser || draft.employee !== presser) return refused('draftExpired');
  await deps.drafts.remove(tenantId, draftId);
  await journalSolved(deps, input, draft.scenario);
  return { kind: 'solved' };
});
