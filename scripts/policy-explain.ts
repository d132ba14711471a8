import { escaped } from '../platform/visible-text';
import type { Deps } from '../recovery/deps';
import type { Explanation } from '../recovery/explain-person';
import { explainPerson } from '../recovery/explain-person';
import type { Reason, Slot } from '../recovery/facts';
import type { ObjectId, Scenario } from '../recovery/terms';

/** How `npm run policy -- explain` ends. */
export const EXIT = { explained: 0, failed: 1, unknownPerson: 2 } as const;

export interface ExplainDeps {
  readonly deps: Deps;
  /** Prints one line. */
  readonly say: (line: string) => void;
}

export interface ExplainRequest {
  /** The first that knows the person explains them. */
  readonly tenantIds: readonly ObjectId[];
  readonly address: string;
  readonly scenario: Scenario;
}

const GROUPS = { manager: 'manager', duty: 'duty team', security: 'security team' } as const;
const OUTCOMES: Readonly<Record<Reason['outcome'], string>> = {
  ok: 'ok',
  raised: 'stricter',
  unknown: 'not readable',
  notAvailable: 'no licence',
};
const OUTCOME_WIDTH = 14;
const RULE_WIDTH = 20;

function routeLine({ facts: { route } }: Explanation): string {
  switch (route.route) {
    case 'approval':
      return 'one person approves';
    case 'dualApproval':
      return 'two people approve';
    case 'held':
      return `held until security releases it (${route.why})`;
    case 'refused':
      return `refused (${route.code})`;
  }
}

function slotLine({ people }: Explanation, { slot, group, candidates }: Slot): string {
  const names = candidates.map((id) => {
    const person = people.get(id);
    return person === undefined ? id : `${person.displayName} (${person.userPrincipalName})`;
  });
  return `  ${String(slot)}. ${GROUPS[group]}: ${names.join(', ')}`;
}

function askedLines(explanation: Explanation): readonly string[] {
  const { facts, approvers } = explanation;
  if (facts.route.route === 'refused') return ['Asked: nobody'];
  if (approvers.slots.length === 0) return ['Asked: nobody may approve, so the request would be held'];
  const whenReleased = facts.route.route === 'held' ? ', once it is released' : '';
  return [`Asked${whenReleased}:`, ...approvers.slots.map((slot) => slotLine(explanation, slot))];
}

function passLine({ passes }: Explanation): string {
  if (passes.kind !== 'known') return 'the tenant’s policy could not be read';
  if (!passes.value.enabled) return 'switched off in the tenant, so an approval would be refused';
  return passes.value.inScope ? 'allowed' : 'not allowed for this person, so an approval would be refused';
}

const ASSIGNABLE = { true: 'role-assignable', false: 'not role-assignable' } as const;

/** Which of the groups that have a say anybody may write who may write groups. */
function groupsLine({ groups, facts: { policy } }: Explanation): string {
  const said = Object.entries(groups).map(([name, found]) => {
    return `${name} ${found.kind === 'known' ? ASSIGNABLE[`${found.value}`] : 'not readable'}`;
  });
  return `Groups: ${said.join(', ')}${policy.groups.requireRoleAssignable ? ' (others have no say)' : ''}`;
}

function selfLine({ self }: Explanation): string {
  if (self === undefined) return 'not in this policy for this scenario';
  if (self.kind === 'notPossible') return `no, a person has to look (${self.reason.rule})`;
  return `yes, to ${self.number.masked}; the manager is told`;
}

const ruleLine = ({ outcome, rule, sentence }: Reason): string =>
  `  ${OUTCOMES[outcome].padEnd(OUTCOME_WIDTH)}${rule.padEnd(RULE_WIDTH)}${sentence}`;

function gapLine(name: string, reasons: readonly Reason[], outcome: Reason['outcome']): readonly string[] {
  const rules = reasons.filter((one) => one.outcome === outcome).map(({ rule }) => rule);
  return rules.length === 0 ? [] : [`${name}: ${rules.join(', ')}`];
}

function linesOf(explanation: Explanation, scenario: Scenario): readonly string[] {
  const { employee, facts, approvers, live } = explanation;
  const { policy, signals } = facts;
  const reasons = [...facts.route.reasons, ...approvers.reasons];
  const tiers = signals.tiers?.names ?? [];
  return [
    `${employee.displayName} (${employee.userPrincipalName}), ${employee.id}`,
    `If they asked now (${scenario}): ${routeLine(explanation)}`,
    ...(policy.mode === 'evaluation' ? ['Mode: evaluation, so nothing would be done on the account'] : []),
    ...(live === undefined ? [] : [`Open already: ${live}`]),
    ...askedLines(explanation),
    `Tiers: ${tiers.length === 0 ? 'none' : tiers.join(', ')}`,
    `Lost methods go: at the ${policy.secureOn[scenario]}; number and pass appear: ${policy.delivery.join(', ')}`,
    `Temporary Access Pass: ${passLine(explanation)}`,
    groupsLine(explanation),
    `A code in place of an approver: ${selfLine(explanation)}`,
    'Rules:',
    ...reasons.map(ruleLine),
    ...gapLine('Could not be read', reasons, 'unknown'),
    ...gapLine('Not available with this licence', reasons, 'notAvailable'),
  ];
}

/** Prints what a request of this person would be decided by. Resolves with the exit code; writes nothing. */
export async function printExplanation({ deps, say }: ExplainDeps, request: ExplainRequest): Promise<number> {
  const { tenantIds, address, scenario } = request;
  for (const tenantId of tenantIds) {
    const explanation = await explainPerson(deps, { tenantId, address, scenario });
    if (explanation === undefined) continue;
    for (const line of linesOf(explanation, scenario)) say(escaped(line));
    return EXIT.explained;
  }
  say(`Nobody here has the mail address, user name or object id “${escaped(address)}”. Please check it and try again.`);
  return EXIT.unknownPerson;
}
