import type { Approvers } from './approvers';
import type { EmployeeFacts } from './employee-facts';
import type { Finding } from './finding';
import { finding } from './finding';
import type { Policy } from './policy-settings';
import type { ContactPoint } from './ports';
import type { RecoveryRequest } from './request';
import type { ObjectId, Scenario, SelfVerifiable } from './terms';

/** Who asks, and for what. */
export type SelfAsked = Pick<RecoveryRequest, 'employee' | 'requester' | 'scenario'>;

/** A code to a number of long standing may do in place of an approver; or a person has to look, and why. */
export type SelfVerification = PossibleSelf | { readonly kind: 'notPossible'; readonly reason: Finding };

export interface PossibleSelf {
  readonly kind: 'possible';
  readonly number: ContactPoint;
  readonly managers: readonly ObjectId[];
  readonly reason: Finding;
}

const isListed = (scenarios: readonly SelfVerifiable[], scenario: Scenario): scenario is SelfVerifiable =>
  scenarios.some((one) => one === scenario);

/** True where the policy has this way at all, and for who asks. Where it has not, nothing is ever said of it. */
export function mayAskSelf({ selfVerified }: Policy, { employee, requester, scenario }: SelfAsked): boolean {
  return requester === employee && isListed(selfVerified.scenarios, scenario);
}

/** Nobody looks, so all has to have been looked at: what has no licence, was not read or is only odd is for a person. */
function allIsWell(
  { route, signals, policy }: EmployeeFacts,
  { reasons, slots }: Approvers,
  scenario: Scenario,
): boolean {
  const [first, second] = slots;
  const oneManager = first?.group === 'manager' && first.candidates.length > 0 && second === undefined;
  const inTier = (signals.tiers?.names ?? []).length > 0;
  const found = [...route.reasons, ...reasons];
  return (
    route.route === 'approval' &&
    oneManager &&
    !inTier &&
    policy.secureOn[scenario] === 'reveal' &&
    found.every(({ outcome }) => outcome === 'ok')
  );
}

const no = (rule: 'selfVerified.rules' | 'selfVerified.number', sentence: string): SelfVerification => ({
  kind: 'notPossible',
  reason: finding(rule, 'raised', 'none', sentence),
});

/** Pure. `approvers` are those who would be asked otherwise: the manager is told, so one has to be known and trusted. */
export function selfVerification(facts: EmployeeFacts, approvers: Approvers, scenario: Scenario): SelfVerification {
  if (!allIsWell(facts, approvers, scenario)) {
    const sentence = 'A code alone was asked for, and something was found or not known that a person has to look at.';
    return no('selfVerified.rules', sentence);
  }
  const { codeNumber: number, policy } = facts;
  if (number === undefined) {
    const days = String(policy.selfVerified.numberStableDays);
    const sentence = `A code alone was asked for, and no number is known to have stood for ${days} days and to be still at hand.`;
    return no('selfVerified.number', sentence);
  }
  const managers = approvers.slots.flatMap(({ candidates, standsInFor = [] }) => candidates.concat(standsInFor));
  const sentence = `Nobody approves: a code goes to ${number.masked}, a number of long standing, and nothing else was found.`;
  return { kind: 'possible', number, managers, reason: finding('selfVerified.number', 'ok', 'none', sentence) };
}
