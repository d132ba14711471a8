import type { Policy } from './policy-settings';
import type { PassPolicy } from './ports';
import type { Decided } from './run';

/** The lifetimes we want, within what the tenant allows: of the pass to show, and of a placeholder, the longest there is. */
export function passTerms(
  { passLifetimeMinutes }: Pick<Policy, 'passLifetimeMinutes'>,
  { minimumMinutes, maximumMinutes }: PassPolicy,
): Pick<Decided, 'lifetimeInMinutes' | 'placeholderMinutes'> {
  const lifetimeInMinutes = Math.min(Math.max(passLifetimeMinutes, minimumMinutes), maximumMinutes);
  return { lifetimeInMinutes, placeholderMinutes: maximumMinutes };
}
