import { CHANGE_DAYS } from './account-logs';
import type { Finding } from './finding';
import { finding } from './finding';
import type { Signals } from './signals';

const RULE = 'manager.changed';
/** The log is read a little later than the rules look at their clock. */
const SLACK_MS = 3_600_000;
const WINDOW_MS = CHANGE_DAYS * 86_400_000;

/**
 * What our own sightings cannot tell, a manager who was replaced and put back between two looks or whom the employee set,
 * stands in the directory's log alone. What the log says of the manager is for `trustManager`; here it is said where it
 * could not be asked, or not far enough.
 */
export function managerLogRule({ changes, story }: Signals): readonly Finding[] {
  if (changes.kind === 'notAvailable') {
    const sentence = 'Changes of the manager in the directory’s log: not available with this licence.';
    return [finding(RULE, 'notAvailable', 'none', sentence)];
  }
  if (changes.kind === 'known' && changes.value.since <= story.now - WINDOW_MS + SLACK_MS) return [];
  const sentence =
    'It could not be read in the directory’s log whether the manager was changed, so two people have to approve.';
  return [finding(RULE, 'unknown', 'dualApproval', sentence)];
}
