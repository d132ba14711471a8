import type { Policy } from './policy-settings';
import type { PolicyTier, TierOverrides, TierTimer } from './policy-tier';
import type { RecoveryRequest } from './request';

function shortened(timers: Policy['timers'], { timers: set = {} }: TierOverrides): Policy['timers'] {
  const least = (name: TierTimer): number => Math.min(timers[name], set[name] ?? Infinity);
  return {
    ...timers,
    remindMinutes: least('remindMinutes'),
    escalateMinutes: least('escalateMinutes'),
    expireMinutes: least('expireMinutes'),
    holdExpireHours: least('holdExpireHours'),
    releaseCodeMinutes: least('releaseCodeMinutes'),
    linkMinutes: least('linkMinutes'),
  };
}

function secured(secureOn: Policy['secureOn'], { secureOn: set = {} }: TierOverrides): Policy['secureOn'] {
  const earlier = Object.entries(set).filter(([, moment]) => moment !== undefined);
  return { ...secureOn, ...Object.fromEntries(earlier) };
}

const STEP_UPS = ['never', 'privileged', 'always'] as const;

function steppedUp(
  { stepUp, stepUpMaxAgeMinutes }: Policy['approver'],
  { approver = {} }: TierOverrides,
): Policy['approver'] {
  const ranks = [stepUp, approver.stepUp ?? stepUp].map((one) => STEP_UPS.indexOf(one));
  return {
    stepUp: STEP_UPS[Math.max(...ranks)] ?? 'always',
    stepUpMaxAgeMinutes: Math.min(stepUpMaxAgeMinutes, approver.stepUpMaxAgeMinutes ?? Infinity),
  };
}

/** Of every value the stricter one, so that the order of tiers means nothing and none of them weakens anything. */
function tightened(policy: Policy, overrides: TierOverrides): Policy {
  const { delivery, passLifetimeMinutes = Infinity } = overrides;
  return {
    ...policy,
    secureOn: secured(policy.secureOn, overrides),
    delivery: delivery === undefined ? policy.delivery : policy.delivery.filter((place) => delivery.includes(place)),
    timers: shortened(policy.timers, overrides),
    approver: steppedUp(policy.approver, overrides),
    passLifetimeMinutes: Math.min(policy.passLifetimeMinutes, passLifetimeMinutes),
  };
}

/** The tiers of these names. One that the policy does not know any more could have been any: then all count. */
function tiersNamed({ tiers }: Policy, names: readonly string[]): readonly PolicyTier[] {
  const known = tiers.filter(({ name }) => names.includes(name));
  return known.length < names.length ? tiers : known;
}

/** The policy for people in the tiers of these names. */
export function policyFor(policy: Policy, names: readonly string[] = []): Policy {
  return tiersNamed(policy, names).reduce((so, { overrides }) => tightened(so, overrides), policy);
}

/** The policy that a request goes by, with the tiers that were recorded in it. */
export function policyOf(policy: Policy, { tiers }: Pick<RecoveryRequest, 'tiers'>): Policy {
  return policyFor(policy, tiers);
}
