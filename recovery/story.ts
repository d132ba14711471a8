import { attendantsOf } from './attendance';
import { pressesForSpeed } from './pressure';
import type { RecoveryRequest } from './request';
import type { Millis, ObjectId, Scenario } from './terms';

/** A case, opened or about to be, as far as the route depends on it. */
export type CaseFacts = Pick<RecoveryRequest, 'scenario' | 'released'> &
  Partial<
    Pick<
      RecoveryRequest,
      'delivery' | 'chosenMethods' | 'lostAt' | 'openedAt' | 'requester' | 'proof' | 'details' | 'pressed'
    >
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
  /** The pass is to appear at a counter. */
  readonly atCounter?: boolean;
  readonly now: Millis;
}

/**
 * Whoever opens a request says that the thing is gone by then: that moment counts where no earlier one was named, and
 * where a later one was, which nobody could mean.
 */
export function storyOf(about: CaseFacts, now: Millis): Story {
  const { scenario, chosenMethods = [], lostAt, openedAt, details = '', pressed = false, proof, delivery } = about;
  const opened = openedAt ?? now;
  const presses = pressed || [details, proof?.ticket ?? ''].some(pressesForSpeed);
  const place = delivery?.place === 'inPerson' ? { atCounter: true } : {};
  return { scenario, chosenMethods, lostSince: Math.min(lostAt ?? opened, opened), presses, now, ...place };
}

type WithPeople = Pick<RecoveryRequest, 'employee' | 'requester' | 'joined' | 'attendance'>;

/** People with a part in it already, who approve nothing: who opened or joined the request, and who attended to it. */
export function helpersOf(request: WithPeople): readonly ObjectId[] {
  return [request.requester, ...request.joined, ...attendantsOf(request)];
}

/** People who must not have had a hand in who approves: the employee, and those who helped. */
export function openersOf(request: WithPeople): readonly ObjectId[] {
  return [request.employee, ...helpersOf(request)];
}
