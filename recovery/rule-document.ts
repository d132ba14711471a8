/** What one rule does, for whoever reviews the policy. */
export interface RuleDocument {
  readonly looksAt: string;
  /** What it asks for by default when it fires. */
  readonly effect: string;
  /** What a signal that cannot be read comes to. */
  readonly unreadable: string;
  /** What a signal comes to that the tenant has no licence for. */
  readonly notAvailable: string;
  /** What the policy file may change about it; absent = nothing. */
  readonly settable?: string;
  readonly why: string;
}
