import { pressesForSpeed } from './pressure';
import type { RecoveryRequest } from './request';
import type { Millis, ObjectId, Scenario } from './terms';

/** A case, opened or about to be, as far as the route depends on it. */
export type CaseFacts = Pick<RecoveryRequest, 'scenario' | 'released'> &
  Partial<
    Pick<RecoveryRequest, 'chosenMethods' | 'lostAt' | 'openedAt' | 'requester' | 'proof' | 'details' | 'pressed'>
  >;

/** What is said to have happened, to be held against what Microsoft Entra saw. */
export interface Story {
  readonly scenario: Scenario;
  /** Ids of what is said to be gone; empty = what the scenario says. */
  readonly chosenMethods: readonly string[];
  /** From then on nothing that is gone can have been used by the employee. */
  readonly lostSince: Millis;
  /** The words of whoever opened it press for speed. */
  readonly presses: boolean;
  readonly now: Millis;
}

/**
 * Whoever opens a request says that the thing is gone by then: that moment counts where no earlier one was named, and
 * where a later one was, which nobody could mean.
 */
export function storyOf(about: CaseFacts, now: Millis): Story {
  const { scenario, chosenMethods = [], lostAt, openedAt, details = '', pressed = false } = about;
  const opened = openedAt ?? now;
  const presses = pressed || pressesForSpeed(details);
  return { scenario, chosenMethods, lostSince: Math.min(lostAt ?? opened, opened), presses, now };
}

/** People who must not have had a hand in who approves: the employee, and who opened the request. */
export function openersOf(request: Pick<RecoveryRequest, 'employee' | 'requester' | 'joined'>): readonly ObjectId[] {
  return [request.employee, request.requester, ...request.joined];
}
