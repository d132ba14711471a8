import type { DirectoryChange } from './account-logs';
import type { Reason } from './facts';
import type { RuleId } from './policy-rules';
import type { Policy } from './policy-settings';
import type { Person } from './ports';
import type { Sighting } from './sightings';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;

/** What is known about somebody who would approve as a manager. */
export interface ManagerFacts {
  readonly manager: Person;
  readonly employee: Person;
  /** Whose managers we have seen for this employee, and since when. */
  readonly sightings: readonly Sighting[];
  readonly recoveredRecently: boolean;
  /** The manager's own manager, where there is one. */
  readonly managersManager?: ObjectId;
  /** What the directory's log says about the employee; empty where it cannot be had: `managerLogRule` says what follows. */
  readonly changes: readonly DirectoryChange[];
  /** Who must not have had a hand in it: the employee, and whoever opened the request. */
  readonly openers: readonly ObjectId[];
  readonly now: Millis;
}

export type Trust =
  { readonly trusted: true; readonly reason: Reason } | { readonly trusted: false; readonly reason: Reason };

function no(rule: RuleId, sentence: string): Trust {
  return { trusted: false, reason: { rule, outcome: 'raised', sentence } };
}

function isStable(
  sighting: Sighting,
  employee: Person,
  policy: Pick<Policy, 'managerStableDays'>,
  now: Millis,
): boolean {
  if (sighting.baseline) return true;
  if (now - sighting.firstSeen >= policy.managerStableDays * DAY) return true;
  return employee.createdAt !== undefined && sighting.firstSeen - employee.createdAt <= 7 * DAY;
}

/** Set with the account, or soon after: that is how it began, no change. */
function isFirst({ at }: { readonly at: Millis }, { createdAt }: Person): boolean {
  return createdAt !== undefined && at - createdAt <= 7 * DAY;
}

/** What the log tells against the manager of today, though we may have seen no other in between. */
function loggedChange(facts: ManagerFacts, policy: Pick<Policy, 'managerStableDays'>): string | undefined {
  const changes = facts.changes.filter(({ what }) => what === 'managerChanged');
  if (changes.some(({ by }) => by !== undefined && facts.openers.includes(by))) {
    return 'The manager was changed by the employee, or by somebody who opened this request.';
  }
  const since = facts.now - policy.managerStableDays * DAY;
  if (!changes.some((one) => one.at > since && !isFirst(one, facts.employee))) return undefined;
  return 'The directory’s log says that the manager was changed lately.';
}

/**
 * May this manager vouch for this employee? Fails closed: unknown age of the relation counts as changed, and so does a
 * manager who was replaced and put back since.
 */
export function trustManager(facts: ManagerFacts, policy: Pick<Policy, 'managerStableDays'>): Trust {
  const { manager, employee, sightings, now } = facts;
  if (manager.id === employee.id) return no('manager.self', 'The directory names the employee as their own manager.');
  if (!manager.accountEnabled) return no('manager.enabled', 'The manager’s account is disabled.');
  if (manager.userType !== 'member') return no('manager.member', 'The manager is not a member of this organisation.');
  if (facts.managersManager === employee.id) return no('manager.loop', 'The manager reports to the employee.');
  if (facts.recoveredRecently) return no('manager.recovered', 'The manager was recovered in the last days.');
  const own = sightings.find((one) => one.value === manager.id);
  if (own === undefined || !isStable(own, employee, policy, now)) {
    return no('manager.changed', 'The manager was changed lately, or it is not known since when they are the manager.');
  }
  const logged = loggedChange(facts, policy);
  if (logged !== undefined) return no('manager.changed', logged);
  const since = now - policy.managerStableDays * DAY;
  if (sightings.some((one) => one.value !== manager.id && one.lastSeen >= since && one.lastSeen > own.firstSeen)) {
    return no('manager.changed', 'The manager was changed and put back lately.');
  }
  return {
    trusted: true,
    reason: { rule: 'manager.stable', outcome: 'ok', sentence: 'The manager is enabled and unchanged.' },
  };
}

/** The manager before the present one, if that relation was old enough to be known. */
export function previousManager(
  facts: Pick<ManagerFacts, 'manager' | 'employee' | 'sightings' | 'now'>,
  policy: Pick<Policy, 'managerStableDays'>,
): ObjectId | undefined {
  const earlier = facts.sightings
    .filter((one) => one.value !== facts.manager.id && isStable(one, facts.employee, policy, facts.now))
    .sort((a, b) => b.lastSeen - a.lastSeen);
  return earlier[0]?.value;
}
