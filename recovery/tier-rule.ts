import type { Finding } from './finding';
import { finding } from './finding';
import type { Signals } from './signals';

/** Nothing is said where the policy has no tiers. */
export function tierRule({ tiers }: Signals): readonly Finding[] {
  if (tiers === undefined) return [];
  const { names, unsure, dual } = tiers;
  const effect = dual ? 'dualApproval' : 'none';
  const named = names.map((name) => `“${name}”`).join(', ');
  if (unsure) {
    const sentence = `Not every group of the policy’s tiers could be read, so these count: ${named}.`;
    return [finding('policy.tier', 'unknown', effect, sentence)];
  }
  if (names.length === 0) return [finding('policy.tier', 'ok', 'none', 'No stricter tier of the policy counts.')];
  return [finding('policy.tier', dual ? 'raised' : 'ok', effect, `Stricter by the policy’s tiers: ${named}.`)];
}
