import type { Deps } from './deps';
import type { RefusalCode } from './outcome';
import { refused } from './outcome';
import type { Who } from './verb';
import { recordRefusal } from './verb';

export interface RefusedCard extends Omit<Who, 'presser'> {
  /** Nobody where the activity does not say who pressed. */
  readonly presser?: Who['presser'];
  readonly code: RefusalCode;
}

/**
 * Writes down a press that reaches no verb: with a card that is not this person's, that was edited or has outlived its
 * request, that no card of ours sends, or of nobody. Never throws, and names no request: what such a card says of one is
 * not to be believed.
 */
export async function refuseCard(
  deps: Pick<Deps, 'ledger' | 'tenants' | 'clock' | 'log'>,
  { tenantId, presser = 'unknown', code }: RefusedCard,
): Promise<void> {
  if (deps.tenants.find(tenantId) === undefined) return;
  await recordRefusal(deps, 'card', { tenantId, presser }, refused(code));
}
