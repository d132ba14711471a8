import type { Reason } from './facts';

/** What was read anew takes the place of what the same rule said before; what no rule said anew stays. Pure. */
export function withNewer(before: readonly Reason[], now: readonly Reason[]): readonly Reason[] {
  const rules = new Set(now.map(({ rule }) => rule));
  return [...before.filter(({ rule }) => !rules.has(rule)), ...now];
}
