import { z } from 'zod';
import { policySchema } from '../../platform/policy-file';

const HOUR = 3_600_000;

const problemsOf = (policy: unknown): readonly string[] =>
  policySchema.safeParse(policy).error?.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`) ??
  [];

describe('when a policy says nothing', () => {
  it('is the default policy', () => {
    expect(policySchema.parse({})).toEqual({
      caps: {
        perEmployee: { count: 5, windowMs: 24 * HOUR },
        perRequester: { count: 5, windowMs: 24 * HOUR },
        perApprover: { count: 10, windowMs: HOUR },
        perTenant: { count: 500, windowMs: HOUR },
      },
      secureOn: {
        lostPhone: 'reveal',
        newPhone: 'reveal',
        stolenPhone: 'approval',
        appBroken: 'reveal',
        lostKey: 'reveal',
        lockedOut: 'reveal',
        suspicious: 'reveal',
      },
      delivery: ['teams', 'email', 'sms', 'inPerson'],
      timers: {
        remindMinutes: 10,
        stuckMinutes: 10,
        stuckTries: 3,
        escalateMinutes: 30,
        expireMinutes: 240,
        holdExpireHours: 24,
        draftMinutes: 30,
        releaseCodeMinutes: 15,
        linkMinutes: 10,
        watchGraceMinutes: 10,
      },
      passLifetimeMinutes: 30,
      matchTries: 3,
      codeTries: 5,
      remints: 3,
      managerStableDays: 30,
      contactStableDays: 7,
      recoveredRecentlyDays: 7,
      groupMemberDays: 7,
      defaultMethod: 'gap',
      disableOnIncident: true,
    });
  });
});

describe('when a policy says something', () => {
  it('keeps the other defaults', () => {
    const policy = policySchema.parse({
      caps: { perApprover: { count: 2, window: 'PT10M' } },
      secureOn: { lostPhone: 'approval' },
      timers: { expireMinutes: 60 },
      delivery: ['teams'],
    });
    expect(policy.caps).toMatchObject({ perApprover: { count: 2, windowMs: HOUR / 6 }, perEmployee: { count: 5 } });
    expect(policy.secureOn).toMatchObject({ lostPhone: 'approval', stolenPhone: 'approval', newPhone: 'reveal' });
    expect(policy.timers).toMatchObject({ expireMinutes: 60, remindMinutes: 10 });
    expect(policy.delivery).toEqual(['teams']);
  });

  it.each<readonly [string, unknown, string]>([
    ['an unknown rule', { passLifetime: 5 }, 'Unrecognized key'],
    ['an unknown rule inside', { timers: { remind: 5 } }, 'timers: Unrecognized key'],
    ['an unknown scenario', { secureOn: { lostHat: 'reveal' } }, 'secureOn: Unrecognized key'],
    ['an unknown moment', { secureOn: { lostKey: 'never' } }, 'secureOn.lostKey: '],
    ['a cap without a window', { caps: { perTenant: { count: 1 } } }, 'caps.perTenant.window: '],
    ['a cap of nothing', { caps: { perTenant: { count: 0, window: 'P1D' } } }, 'caps.perTenant.count: '],
    ['a window in words', { caps: { perTenant: { count: 1, window: 'a day' } } }, 'caps.perTenant.window: '],
    ['no delivery', { delivery: [] }, 'delivery: '],
    ['an unknown delivery', { delivery: ['fax'] }, 'delivery[0]: '],
    ['no try at all', { matchTries: 0 }, 'matchTries: '],
    ['half a try', { codeTries: 1.5 }, 'codeTries: '],
    ['a pass of a week', { passLifetimeMinutes: 10_080 }, 'passLifetimeMinutes: '],
    ['a word for a switch', { disableOnIncident: 'no' }, 'disableOnIncident: '],
    ['an escalation after the end', { timers: { expireMinutes: 20 } }, 'timers: must grow'],
    ['a reminder after the escalation', { timers: { remindMinutes: 30 } }, 'timers: must grow'],
  ])('refuses %s', (_name, policy, problem) => {
    expect(problemsOf(policy)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('when the policy is documented', () => {
  it('has a sentence for every rule', () => {
    const silent: string[] = [];
    const visit = (node: z.core.JSONSchema.BaseSchema, place: string): void => {
      if (place !== '' && !node.description) silent.push(place);
      for (const [name, child] of Object.entries(node.properties ?? {})) {
        if (typeof child === 'object') visit(child, `${place}.${name}`);
      }
    };
    visit(z.toJSONSchema(policySchema, { io: 'input' }), '');
    expect(silent).toEqual([]);
  });
});
