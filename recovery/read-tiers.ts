import type { Deps } from './deps';
import type { PolicyTier, TierFacts } from './policy-tier';
import type { Signal } from './signals';
import { readSignal } from './signals';
import type { ObjectId } from './terms';

type Membership = 'in' | 'out' | 'unknown';

function membershipOf({ groupIds }: PolicyTier, groups: ReadonlyMap<ObjectId, Signal<boolean>>): Membership {
  const read = groupIds.map((id) => groups.get(id));
  if (read.some((one) => one?.kind === 'known' && one.value)) return 'in';
  return read.every((one) => one?.kind === 'known') ? 'out' : 'unknown';
}

/**
 * Reads in which tiers somebody is. One that cannot be ruled out counts: of all that they may be in, the strictest values
 * hold. `undefined` where the policy has no tiers: then nothing is read.
 */
export async function readTiers(
  { directory, policy }: Pick<Deps, 'directory' | 'policy'>,
  tenantId: ObjectId,
  employee: ObjectId,
): Promise<TierFacts | undefined> {
  if (policy.tiers.length === 0) return undefined;
  const ids = [...new Set(policy.tiers.flatMap(({ groupIds }) => groupIds))];
  const read = ids.map(async (id) => [id, await readSignal(() => directory.isMember(tenantId, employee, id))] as const);
  const groups = new Map(await Promise.all(read));
  const tiers = policy.tiers.map((tier) => ({ ...tier, membership: membershipOf(tier, groups) }));
  const counting = tiers.filter(({ membership }) => membership !== 'out');
  return {
    names: counting.map(({ name }) => name),
    unsure: counting.some(({ membership }) => membership === 'unknown'),
    dual: counting.some(({ overrides }) => overrides.approval === 'dualApproval'),
  };
}
