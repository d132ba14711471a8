import type { Reason } from './facts';
import type { RefusalCode } from './outcome';
import type { RuleId } from './policy-rules';

/** What a rule asks for. */
export type Effect = 'none' | 'dualApproval' | 'held' | { readonly refuse: RefusalCode };

/** What one rule found, in a sentence, and what it asks for. */
export interface Finding extends Reason {
  readonly rule: RuleId;
  readonly effect: Effect;
}

export function finding(rule: RuleId, outcome: Reason['outcome'], effect: Effect, sentence: string): Finding {
  return { rule, outcome, effect, sentence };
}
