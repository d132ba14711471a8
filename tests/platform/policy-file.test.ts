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
        perAgent: { count: 30, windowMs: 24 * HOUR },
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
        stolenChatMinutes: 30,
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
      approver: { stepUp: 'never', stepUpMaxAgeMinutes: 10 },
      managerStableDays: 30,
      contactStableDays: 7,
      replacedContactDays: 7,
      contactSnapshot: { who: 'usersAndGroups', groups: [], forgetDays: 30 },
      recoveredRecentlyDays: 7,
      groupMemberDays: 7,
      groups: { requireRoleAssignable: false },
      defaultMethod: 'gap',
      disableOnIncident: true,
      rules: {
        risk: { low: 'dualApproval', notAvailable: 'approval' },
        recoveries: { most: 2 },
        notice: { none: 'dualApproval' },
        requester: { further: 'approval' },
        words: { pressure: 'approval' },
      },
      selfVerified: { scenarios: [], numberStableDays: 30 },
      enrolment: { registrars: [], otherCountry: 'incident', checkMinutes: 30 },
      tiers: [],
      mode: 'enforce',
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
    ['a fresh sign-in now and then', { approver: { stepUp: 'sometimes' } }, 'approver.stepUp: '],
    ['a fresh sign-in of yesterday', { approver: { stepUpMaxAgeMinutes: 61 } }, 'approver.stepUpMaxAgeMinutes: '],
    ['a weaker hold', { rules: { risk: { high: 'approval' } } }, 'rules.risk: Unrecognized key'],
    ['no people at all', { rules: { risk: { low: 'none' } } }, 'rules.risk.low: '],
    ['a recovery a day', { rules: { recoveries: { most: 30 } } }, 'rules.recoveries.most: '],
    ['an unknown mode', { mode: 'off' }, 'mode: '],
    ['a word for a switch', { disableOnIncident: 'no' }, 'disableOnIncident: '],
    ['an escalation after the end', { timers: { expireMinutes: 20 } }, 'timers: must grow'],
    ['a reminder after the escalation', { timers: { remindMinutes: 30 } }, 'timers: must grow'],
  ])('refuses %s', (_name, policy, problem) => {
    expect(problemsOf(policy)).toEqual([expect.stringContaining(problem)]);
  });
});

const BOARD = '0C0A0B0D-0000-4000-8000-000000000001';
const tier = (overrides: object, more: object = {}) => ({ name: 'board', groupIds: [BOARD], overrides, ...more });

describe('when a policy has tiers', () => {
  it('keeps them, ids in lower case', () => {
    const overrides = {
      approval: 'dualApproval',
      secureOn: { lostPhone: 'approval' },
      delivery: ['teams'],
      timers: { expireMinutes: 60, releaseCodeMinutes: 5 },
      passLifetimeMinutes: 15,
      approver: { stepUp: 'always', stepUpMaxAgeMinutes: 5 },
    };
    const [one] = policySchema.parse({ tiers: [tier(overrides)] }).tiers;
    expect(one).toEqual({ name: 'board', groupIds: [BOARD.toLowerCase()], overrides });
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['no group', [tier({}, { groupIds: [] })], ['tiers[0].groupIds: ']],
    ['a group by its name', [tier({}, { groupIds: ['Board'] })], ['tiers[0].groupIds[0]: must be a GUID']],
    ['words for a card', [tier({}, { name: 'the **board**' })], ['tiers[0].name: must be 1 to 40']],
    ['the same name twice', [tier({}), tier({})], ['tiers[1].name: is there twice']],
    ['one approval', [tier({ approval: 'approval' })], ['tiers[0].overrides.approval: ']],
    ['a later removal', [tier({ secureOn: { stolenPhone: 'reveal' } })], ['tiers[0].overrides.secureOn.stolenPhone: ']],
    [
      'longer times',
      [tier({ timers: { expireMinutes: 241 } })],
      ['tiers[0].overrides.timers.expireMinutes: is weaker'],
    ],
    ['no fresh sign-in', [tier({ approver: { stepUp: 'never' } })], ['tiers[0].overrides.approver.stepUp: ']],
    [
      'a sign-in that counts longer',
      [tier({ approver: { stepUpMaxAgeMinutes: 11 } })],
      ['tiers[0].overrides.approver.stepUpMaxAgeMinutes: is weaker'],
    ],
    ['a longer pass', [tier({ passLifetimeMinutes: 31 })], ['tiers[0].overrides.passLifetimeMinutes: is weaker']],
    [
      'an end before the escalation',
      [tier({ timers: { expireMinutes: 30 } })],
      ['tiers[0].overrides.timers: must grow'],
    ],
  ])('refuses %s', (_name, tiers, problems) => {
    const found = problemsOf({ tiers });
    expect(found.map((problem, at) => problem.startsWith(problems[at] ?? '-'))).toEqual(problems.map(() => true));
  });

  it('refuses a fresh sign-in that is asked for more seldom than in the policy itself', () => {
    const tiers = [tier({ approver: { stepUp: 'privileged' } })];
    expect(problemsOf({ approver: { stepUp: 'always' }, tiers })).toEqual([
      expect.stringContaining('tiers[0].overrides.approver.stepUp: is weaker'),
    ]);
  });

  it('refuses a place that the policy itself does not allow', () => {
    expect(problemsOf({ delivery: ['teams'], tiers: [tier({ delivery: ['teams', 'sms'] })] })).toEqual([
      expect.stringContaining('tiers[0].overrides.delivery: is weaker'),
    ]);
  });

  it.each([
    ['two', [['teams'], ['email', 'sms']], 1],
    [
      'three, each pair of which has one',
      [
        ['teams', 'email'],
        ['email', 'sms'],
        ['teams', 'sms'],
      ],
      2,
    ],
  ])('refuses tiers that have no place in common: %s', (_which, deliveries, at) => {
    const tiers = deliveries.map((delivery, index) => tier({ delivery }, { name: `tier ${String(index)}` }));
    expect(problemsOf({ tiers })).toEqual([
      expect.stringContaining(`tiers[${String(at)}].overrides.delivery: leaves no place for number and pass`),
    ]);
    expect(problemsOf({ tiers: tiers.slice(0, at) })).toEqual([]);
  });
});

describe('when several things are wrong', () => {
  it('names them all at once, what is compared with each other too', () => {
    const problems = problemsOf({
      passLifetime: 5,
      matchTries: 0,
      caps: { perTenant: { count: 0, window: 'P1D' } },
      timers: { remindMinutes: 50 },
      tiers: [tier({ passLifetimeMinutes: 480 }), tier({ timers: { linkMinutes: 60 } }, { name: 'staff' })],
    });
    expect([...problems].sort()).toEqual([
      expect.stringContaining(': Unrecognized key'),
      expect.stringContaining('caps.perTenant.count: '),
      expect.stringContaining('matchTries: '),
      expect.stringContaining('tiers[0].overrides.passLifetimeMinutes: '),
      expect.stringContaining('tiers[0].overrides.timers: '),
      expect.stringContaining('tiers[1].overrides.timers.linkMinutes: '),
      expect.stringContaining('tiers[1].overrides.timers: '),
      expect.stringContaining('timers: must grow'),
    ]);
  });

  it('quotes no value', () => {
    const word = 'hunter2-hunter2';
    const policy = { mode: word, delivery: [word], matchTries: word, tiers: [tier({}, { name: `*${word}` })] };
    const problems = problemsOf(policy);
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain(word);
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
