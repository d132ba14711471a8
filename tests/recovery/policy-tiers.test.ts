import type { PolicyTier, TierOverrides } from '../../recovery/policy-tier';
import { policyFor, policyOf } from '../../recovery/policy-tiers';
import { DEFAULT_POLICY } from '../support/domain-world';

const tier = (name: string, overrides: TierOverrides): PolicyTier => ({ name, groupIds: [`${name}-group`], overrides });

const STAFF = tier('staff', { timers: { expireMinutes: 120, linkMinutes: 5 }, passLifetimeMinutes: 20 });
const BOARD = tier('board', {
  secureOn: { lostPhone: 'approval', lostKey: undefined },
  delivery: ['teams', 'email'],
  approver: { stepUp: 'privileged', stepUpMaxAgeMinutes: 3 },
  timers: { expireMinutes: 60, releaseCodeMinutes: 6, holdExpireHours: 2 },
});
const FIELD = tier('field', {
  approver: { stepUp: 'always', stepUpMaxAgeMinutes: 5 },
  delivery: ['email', 'sms'],
  timers: { remindMinutes: 5, escalateMinutes: 20 },
});
const POLICY = { ...DEFAULT_POLICY, tiers: [STAFF, BOARD, FIELD] };

describe('when people are in tiers of the policy', () => {
  it('nobody in none has another policy', () => {
    expect(policyFor(POLICY, [])).toBe(POLICY);
    expect(policyFor(POLICY)).toBe(POLICY);
  });

  it('one tier changes what it says, and nothing else', () => {
    expect(policyFor(POLICY, ['board'])).toEqual({
      ...POLICY,
      secureOn: { ...POLICY.secureOn, lostPhone: 'approval' },
      delivery: ['teams', 'email'],
      approver: { stepUp: 'privileged', stepUpMaxAgeMinutes: 3 },
      timers: { ...POLICY.timers, expireMinutes: 60, releaseCodeMinutes: 6, holdExpireHours: 2 },
    });
  });

  it.each([[['staff', 'board', 'field']], [['field', 'board', 'staff']]])(
    '%j: of two values the stricter one',
    (names) => {
      const { timers, delivery, passLifetimeMinutes, secureOn, approver } = policyFor(POLICY, names);
      expect(timers).toEqual({
        ...POLICY.timers,
        ...{ remindMinutes: 5, escalateMinutes: 20, expireMinutes: 60, holdExpireHours: 2 },
        ...{ releaseCodeMinutes: 6, linkMinutes: 5 },
      });
      expect(approver).toEqual({ stepUp: 'always', stepUpMaxAgeMinutes: 3 });
      expect([delivery, passLifetimeMinutes, secureOn.lostPhone]).toEqual([['email'], 20, 'approval']);
    },
  );

  it('a request goes by those that are recorded in it', () => {
    expect(policyOf(POLICY, { tiers: ['staff', 'field'] })).toEqual(policyFor(POLICY, ['staff', 'field']));
    expect(policyOf(POLICY, {})).toBe(POLICY);
  });

  it('none is weaker than the policy itself', () => {
    const loose = tier('loose', {
      delivery: ['teams', 'sms'],
      timers: { expireMinutes: 2_000, linkMinutes: 60 },
      passLifetimeMinutes: 480,
      approver: { stepUp: 'privileged', stepUpMaxAgeMinutes: 60 },
    });
    const approver = { stepUp: 'always' as const, stepUpMaxAgeMinutes: 10 };
    const policy = { ...DEFAULT_POLICY, approver, delivery: ['teams' as const], tiers: [loose] };
    expect(policyFor(policy, ['loose'])).toEqual(policy);
  });

  it('a tier that the policy does not know any more could have been any', () => {
    expect(policyFor(POLICY, ['gone'])).toEqual(policyFor(POLICY, ['staff', 'board', 'field']));
  });
});
