import { RULE_DOCUMENTS } from '../recovery/policy-rules';
import type { RuleDocument } from '../recovery/rule-document';
import { HEAD, table } from './markdown';

const INTRODUCTION = [
  'Each decision names the rules that it went by, each with what it found: fine, stricter, not readable, no licence. They stand on the',
  'approver’s card and in the trail. All rules are read at the opening, at each approval and again before the first write on an',
  'account. The strictest effect wins: refused, held, two people, one person.',
].join('\n');

const SETTINGS = [
  'The file is `POLICY_FILE`, or the `policyFile` of a tenant; [settings](settings.generated.md#policy-file) has every key with its',
  'default, [policy.schema.json](policy.schema.json) the schema. No file weakens a refusal, a hold or what an unreadable signal comes to.',
].join('\n');

const TIERS = [
  '`tiers` makes the policy stricter for the members of some groups: two people always, the lost methods gone at the approval, fewer',
  'places for number and pass, shorter times, a fresh sign-in of whoever approves. Whoever is in several tiers gets the stricter one of every two values, so their order',
  'means nothing, and no tier is weaker than the policy itself: the start names an override that would be. A group that cannot be read',
  'counts as one that the employee is in, so all tiers need one place in common: the start names the one that has none. The names of the tiers stand in the request, in the trail and in the reason `policy.tier`.',
].join('\n');

const EVALUATION = [
  'With `"mode": "evaluation"` requests are opened, asked about, decided and recorded as usual, and nothing is done: no pass, no method',
  'removed, no session ended, no account switched off. Every card, mail and page of such a request says so. It ends with its last',
  'approval: `mfa.recovery.evaluated` in the trail has who signed, the rules, and the plan that would have been carried out. Requests that',
  'were opened before and for which nothing was done yet end the same way; one for which something was done already is finished, so that',
  'nobody stands halfway. A request that was opened under evaluation stays one when the mode is `enforce` again.',
].join('\n');

function row([id, rule]: readonly [string, RuleDocument]): readonly string[] {
  const { looksAt, effect, unreadable, notAvailable, settable = '', why } = rule;
  return [`\`${id}\``, looksAt, effect, unreadable, notAvailable, settable, why];
}

/** `docs/policy.generated.md`. */
export function policyDocument(): string {
  const columns = ['rule', 'looks at', 'effect', 'not readable', 'no licence', 'may be set', 'why'];
  return [
    '# What a decision goes by',
    HEAD,
    INTRODUCTION,
    table(columns, Object.entries(RULE_DOCUMENTS).map(row)),
    '## The policy file',
    SETTINGS,
    '## Tiers',
    TIERS,
    '## Evaluation',
    EVALUATION,
  ].join('\n\n');
}
