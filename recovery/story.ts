import type { RecoveryRequest } from './request';
import type { Millis, ObjectId, Scenario } from './terms';

/** A case, opened or about to be, as far as the route depends on it. */
export type CaseFacts = Pick<RecoveryRequest, 'scenario' | 'released'> &
  Partial<Pick<RecoveryRequest, 'chosenMethods' | 'lostAt' | 'openedAt'>>;

/** What is said to have happened, to be held against what Microsoft Entra saw. */
export interface Story {
  readonly scenario: Scenario;
  /** Ids of what is said to be gone; empty = what the scenario says. */
  readonly chosenMethods: readonly string[];
  /** From then on nothing that is gone can have been used by the employee. */
  readonly lostSince: Millis;
  readonly now: Millis;
}

/**
 * Whoever opens a request says that the thing is gone by then: that moment counts where no earlier one was named, and
 * where a later one was, which nobody could mean.
 */
export function storyOf({ scenario, chosenMethods = [], lostAt, openedAt }: CaseFacts, now: Millis): Story {
  const opened = openedAt ?? now;
  return { scenario, chosenMethods, lostSince: Math.min(lostAt ?? opened, opened), now };
}

/** People who must not have had a hand in who approves: the employee, and who opened the request. */
export function openersOf(request: Pick<RecoveryRequest, 'employee' | 'requester' | 'joined'>): readonly ObjectId[] {
  return [request.employee, request.requester, ...request.joined];
}
