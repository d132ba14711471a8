import { policySchema } from '../../platform/policy-file';
import type { SignIn } from '../../recovery/account-logs';
import type { RouteDecision } from '../../recovery/policy';
import { decideRoute } from '../../recovery/policy';
import type { RuleSettings } from '../../recovery/policy-rules';
import { DEFAULT_RULES } from '../../recovery/policy-rules';
import type { Signals } from '../../recovery/signals';
import { DAY, HOUR, MINUTE, START } from '../support/fake-clock';
import { method } from '../support/sample-methods';
import { samplePerson, WHO } from '../support/sample-people';

const known = <T>(value: T) => ({ kind: 'known', value }) as const;
const UNKNOWN = { kind: 'unknown', why: 'throttled' } as const;
const NOT_AVAILABLE = { kind: 'notAvailable' } as const;
const roles = (facts: { readonly globalAdministrator?: boolean; readonly privileged?: boolean }) =>
  known({ globalAdministrator: false, privileged: false, roles: [], ...facts });

const CALM: Signals = {
  employee: samplePerson(WHO.ada),
  roles: roles({}),
  breakGlass: known(false),
  requester: known('self'),
  story: { scenario: 'lostPhone', chosenMethods: [], lostSince: START - HOUR, presses: false, now: START },
  methods: known([method('microsoftAuthenticator'), method('email')]),
  risk: known('none'),
  signIns: known({ entries: [], since: 0 }),
  changes: known({ entries: [], since: 0 }),
  recentRecoveries: 0,
  recentDenials: 0,
  contactCount: known(1),
};
/** A sign-in of a minute ago. */
const signedIn = (more: Partial<SignIn>): Partial<Signals> => ({
  signIns: known({
    entries: [{ at: START - MINUTE, outcome: 'succeeded', risky: false, answers: [], ...more }],
    since: 0,
  }),
});
const BY_LOST_PHONE = signedIn({ answers: [{ kinds: ['microsoftAuthenticator'] }] });
/** The directory's log, with nothing in it, so many days back. */
const reaching = (days: number): Partial<Signals> => ({
  changes: known({ entries: [], since: START - days * DAY + MINUTE }),
});
const FRESH = { methods: known([method('microsoftAuthenticator'), method('fido2', 'new', START - HOUR)]) };
const DISABLED = { employee: samplePerson(WHO.ada, { accountEnabled: false }) };
const GUEST = { employee: samplePerson(WHO.ada, { userType: 'guest' }) };

function said(decision: RouteDecision): string {
  if (decision.route === 'refused') return `refused ${decision.code}`;
  return decision.route === 'held' ? `held ${decision.why}` : decision.route;
}

const outcomeOf = (decision: RouteDecision, rule: string) => decision.reasons.find((one) => one.rule === rule)?.outcome;

describe('when nothing speaks against it', () => {
  it('one approval is enough, and every rule says so', () => {
    const decision = decideRoute(CALM);
    expect(said(decision)).toBe('approval');
    expect(decision.reasons.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'account.member ok',
      'account.breakGlass ok',
      'account.roles ok',
      'risk.user ok',
      'signIn.recent ok',
      'methods.recent ok',
      'history.recoveries ok',
      'history.denied ok',
      'notice.channel ok',
    ]);
  });
});

describe('when a senior has released a hold', () => {
  const high = { ...CALM, risk: known('high' as const) };

  it('the rule holds no more, but asks for two people and says why', () => {
    const decision = decideRoute(high, ['risk.user']);
    expect(said(decision)).toBe('dualApproval');
    expect(decision.reasons.find(({ rule }) => rule === 'risk.user')).toMatchObject({
      outcome: 'raised',
      sentence: 'Microsoft Entra rates the user risk as high. A senior looked at it and released the request.',
    });
  });

  it('a rule that does not hold is not called released', () => {
    const { reasons } = decideRoute({ ...CALM, risk: known('medium') }, ['risk.user']);
    expect(reasons.find(({ rule }) => rule === 'risk.user')?.sentence).toBe(
      'Microsoft Entra rates the user risk as medium.',
    );
  });

  it('one because of a sign-in with what is lost as well', () => {
    const decision = decideRoute({ ...CALM, ...BY_LOST_PHONE }, ['signIn.lostDevice']);
    expect(said(decision)).toBe('dualApproval');
    expect(decision.reasons.find(({ rule }) => rule === 'signIn.lostDevice')?.sentence).toMatch(/released/);
  });

  it.each<readonly [string, Partial<Signals>, string]>([
    ['a worse risk', { risk: known('compromised') }, 'held risk.compromised'],
    ['an account that was disabled since', DISABLED, 'refused employeeDisabled'],
  ])('%s is not released with it', (_what, signals, route) => {
    expect(said(decideRoute({ ...high, ...signals }, ['risk.user']))).toBe(route);
  });
});

describe('when one rule fires (T14)', () => {
  it.each<readonly [string, Partial<Signals>, string, string | undefined, string]>([
    ['disabled account', DISABLED, 'account.enabled', 'raised', 'refused employeeDisabled'],
    ['guest', GUEST, 'account.member', 'raised', 'refused employeeGuest'],
    [
      'member or guest unknown',
      { employee: samplePerson(WHO.ada, { userType: 'unknown' }) },
      'account.member',
      'unknown',
      'dualApproval',
    ],
    [
      'synced from on-premises',
      { employee: samplePerson(WHO.ada, { onPremisesSynced: true }) },
      'account.member',
      'ok',
      'approval',
    ],
    ['emergency account', { breakGlass: known(true) }, 'account.breakGlass', 'raised', 'refused breakGlass'],
    [
      'emergency group unreadable',
      { breakGlass: UNKNOWN },
      'account.breakGlass',
      'unknown',
      'refused directoryUnavailable',
    ],
    [
      'emergency group not there',
      { breakGlass: NOT_AVAILABLE },
      'account.breakGlass',
      'unknown',
      'refused directoryUnavailable',
    ],
    [
      'Global Administrator',
      { roles: roles({ globalAdministrator: true, privileged: true }) },
      'account.roles',
      'raised',
      'refused globalAdministrator',
    ],
    ['privileged', { roles: roles({ privileged: true }) }, 'account.roles', 'raised', 'dualApproval'],
    ['roles unreadable', { roles: UNKNOWN }, 'account.roles', 'unknown', 'dualApproval'],
    ['roles not to be had', { roles: NOT_AVAILABLE }, 'account.roles', 'unknown', 'dualApproval'],
    ['risk low', { risk: known('low') }, 'risk.user', 'raised', 'dualApproval'],
    ['risk medium', { risk: known('medium') }, 'risk.user', 'raised', 'dualApproval'],
    ['risk high', { risk: known('high') }, 'risk.user', 'raised', 'held risk.user'],
    ['confirmed compromised', { risk: known('compromised') }, 'risk.compromised', 'raised', 'held risk.compromised'],
    ['risk unreadable', { risk: UNKNOWN }, 'risk.user', 'unknown', 'dualApproval'],
    ['risk not licensed', { risk: NOT_AVAILABLE }, 'risk.user', 'notAvailable', 'approval'],
    ['what is lost was used to sign in', BY_LOST_PHONE, 'signIn.lostDevice', 'raised', 'held signIn.lostDevice'],
    ['a risky sign-in', signedIn({ risky: true }), 'signIn.recent', 'raised', 'dualApproval'],
    ['a failed sign-in', signedIn({ outcome: 'failed' }), 'signIn.recent', 'raised', 'dualApproval'],
    ['an interrupted sign-in', signedIn({ outcome: 'interrupted' }), 'signIn.recent', 'ok', 'approval'],
    ['sign-ins unreadable', { signIns: UNKNOWN }, 'signIn.recent', 'unknown', 'dualApproval'],
    ['sign-ins not licensed', { signIns: NOT_AVAILABLE }, 'signIn.recent', 'notAvailable', 'approval'],
    ['a method registered lately', FRESH, 'methods.recent', 'raised', 'dualApproval'],
    ['methods unreadable', { methods: UNKNOWN }, 'methods.recent', 'unknown', 'dualApproval'],
    ['changes unreadable, every method dated', { changes: UNKNOWN }, 'methods.recent', 'ok', 'dualApproval'],
    ['changes of the manager unreadable', { changes: UNKNOWN }, 'manager.changed', 'unknown', 'dualApproval'],
    ['more changes than were read', reaching(29), 'manager.changed', 'unknown', 'dualApproval'],
    ['changes of all that Entra keeps', reaching(30), 'manager.changed', undefined, 'approval'],
    ['changes not licensed', { changes: NOT_AVAILABLE }, 'manager.changed', 'notAvailable', 'approval'],
    ['two recoveries', { recentRecoveries: 2 }, 'history.recoveries', 'ok', 'approval'],
    ['three recoveries', { recentRecoveries: 3 }, 'history.recoveries', 'raised', 'dualApproval'],
    ['two denials', { recentDenials: 2 }, 'history.denied', 'ok', 'approval'],
    ['three denials', { recentDenials: 3 }, 'history.denied', 'raised', 'held history.denied'],
    ['nobody outside Teams can be told', { contactCount: known(0) }, 'notice.channel', 'raised', 'dualApproval'],
    ['contacts unreadable', { contactCount: UNKNOWN }, 'notice.channel', 'unknown', 'dualApproval'],
    ['contacts not to be had', { contactCount: NOT_AVAILABLE }, 'notice.channel', 'unknown', 'dualApproval'],
  ])('%s', (_what, signals, rule, outcome, route) => {
    const decision = decideRoute({ ...CALM, ...signals });
    expect(said(decision)).toBe(route);
    expect(outcomeOf(decision, rule)).toBe(outcome);
  });
});

describe('when several rules fire', () => {
  const HELD: Partial<Signals> = { risk: known('high') };
  const DUAL: Partial<Signals> = { roles: roles({ privileged: true }), recentRecoveries: 9 };

  it.each<readonly [string, Partial<Signals>, string]>([
    ['two people and held: held', { ...HELD, ...DUAL }, 'held risk.user'],
    ['held and refused: refused', { ...HELD, ...DISABLED }, 'refused employeeDisabled'],
    ['two people and refused: refused', { ...DUAL, ...GUEST }, 'refused employeeGuest'],
    ['refused twice: the first rule says why', { ...DISABLED, breakGlass: known(true) }, 'refused employeeDisabled'],
  ])('the strictest wins: %s', (_what, signals, route) => {
    expect(said(decideRoute({ ...CALM, ...signals }))).toBe(route);
  });

  it('still says what every other rule found', () => {
    const { reasons } = decideRoute({ ...CALM, ...HELD, ...DUAL, ...DISABLED });
    expect(reasons).toHaveLength(9);
    expect(reasons.filter(({ outcome }) => outcome === 'raised')).toHaveLength(4);
  });

  it('blind in everything, it asks for more people or says no, never for fewer', () => {
    const logs = { signIns: UNKNOWN, changes: UNKNOWN, methods: UNKNOWN };
    const blind = { ...logs, roles: UNKNOWN, risk: UNKNOWN, contactCount: UNKNOWN, breakGlass: known(false) };
    expect(said(decideRoute({ ...CALM, ...blind }))).toBe('dualApproval');
    expect(said(decideRoute({ ...CALM, ...blind, breakGlass: UNKNOWN }))).toBe('refused directoryUnavailable');
  });
});

/** By hand: what the approver reads. */
const SENTENCES: readonly (readonly [string, Partial<Signals>, string])[] = [
  ['account.member', {}, 'The account is an enabled member of this organisation.'],
  ['account.member', GUEST, 'The account is a guest of this organisation.'],
  [
    'account.member',
    { employee: samplePerson(WHO.ada, { userType: 'unknown' }) },
    'It could not be read whether the account is a member.',
  ],
  ['account.breakGlass', {}, 'Not an emergency account.'],
  ['account.breakGlass', { breakGlass: known(true) }, 'This is an emergency account.'],
  ['account.breakGlass', { breakGlass: UNKNOWN }, 'The group of emergency accounts could not be read.'],
  ['account.roles', {}, 'The account holds no directory role.'],
  ['account.roles', { roles: roles({ privileged: true }) }, 'The account holds a directory role.'],
  ['account.roles', { roles: roles({ globalAdministrator: true }) }, 'The account is a Global Administrator.'],
  ['account.roles', { roles: UNKNOWN }, 'Directory roles could not be read, so the account is treated as privileged.'],
  ['risk.user', {}, 'Microsoft Entra sees no user risk.'],
  ['risk.user', { risk: NOT_AVAILABLE }, 'User risk: not available with this licence.'],
  ['risk.user', { risk: UNKNOWN }, 'User risk could not be read, so two people have to approve.'],
  ['risk.user', { risk: known('low') }, 'Microsoft Entra rates the user risk as low.'],
  ['risk.user', { risk: known('high') }, 'Microsoft Entra rates the user risk as high.'],
  ['risk.compromised', { risk: known('compromised') }, 'Microsoft Entra says that this account is compromised.'],
  ['signIn.recent', {}, 'The sign-ins of the last 24 hours show nothing unusual.'],
  ['signIn.recent', { signIns: NOT_AVAILABLE }, 'Recent sign-ins: not available with this licence.'],
  ['signIn.recent', { signIns: UNKNOWN }, 'Recent sign-ins could not be read, so two people have to approve.'],
  [
    'signIn.recent',
    signedIn({ risky: true }),
    'Microsoft Entra saw risky sign-ins in the last 24 hours, so two people have to approve.',
  ],
  [
    'signIn.recent',
    signedIn({ outcome: 'failed' }),
    'There were failed sign-ins in the last 24 hours, so two people have to approve.',
  ],
  ['signIn.lostDevice', BY_LOST_PHONE, 'Something that is said to be lost was used to sign in after it was lost.'],
  ['methods.recent', {}, 'No sign-in method was registered lately.'],
  [
    'methods.recent',
    FRESH,
    'A sign-in method was registered shortly before this request, or after the loss, so two people have to approve.',
  ],
  [
    'methods.recent',
    { methods: UNKNOWN },
    'It could not be read when sign-in methods were registered, so two people have to approve.',
  ],
  [
    'manager.changed',
    { changes: UNKNOWN },
    'It could not be read in the directory’s log whether the manager was changed, so two people have to approve.',
  ],
  [
    'manager.changed',
    { changes: NOT_AVAILABLE },
    'Changes of the manager in the directory’s log: not available with this licence.',
  ],
  ['history.recoveries', { recentRecoveries: 2 }, 'Recoveries in the last 30 days: 2.'],
  ['history.recoveries', { recentRecoveries: 3 }, 'There were 3 recoveries in the last 30 days.'],
  ['history.denied', { recentDenials: 2 }, 'Requests that people said no to lately: 2.'],
  ['history.denied', { recentDenials: 3 }, 'People said no to 3 requests for this person lately.'],
  ['notice.channel', {}, 'A contact outside Teams is told as well.'],
  [
    'notice.channel',
    { contactCount: UNKNOWN },
    'Contacts outside Teams, or how long they have stood, could not be read.',
  ],
  [
    'notice.channel',
    { contactCount: known(0) },
    'No contact outside Teams is known to have stood long enough, so two people have to approve.',
  ],
];

describe('when reasons are read by people', () => {
  it.each(SENTENCES)('%s, %j: %s', (rule, signals, sentence) => {
    const { reasons } = decideRoute({ ...CALM, ...signals });
    expect(reasons.find((one) => one.rule === rule)?.sentence).toBe(sentence);
  });

  it('each is a sentence without names or ids', () => {
    for (const signals of [
      CALM,
      { ...CALM, ...BY_LOST_PHONE, ...FRESH },
      { ...CALM, ...DISABLED, risk: known('high' as const), contactCount: known(0) },
    ]) {
      for (const { sentence } of decideRoute(signals).reasons) {
        expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(sentence).not.toContain(WHO.ada);
      }
    }
  });
});

describe('when the policy file sets a rule', () => {
  const WEAKEST: RuleSettings = {
    risk: { low: 'approval', notAvailable: 'approval' },
    recoveries: { most: 5 },
    notice: { none: 'approval' },
    requester: { further: 'approval' },
    words: { pressure: 'approval' },
  };
  const STRICTEST: RuleSettings = {
    risk: { low: 'dualApproval', notAvailable: 'dualApproval' },
    recoveries: { most: 0 },
    notice: { none: 'dualApproval' },
    requester: { further: 'dualApproval' },
    words: { pressure: 'dualApproval' },
  };
  const route = (signals: Partial<Signals>, rules: RuleSettings): string =>
    said(decideRoute({ ...CALM, ...signals }, [], rules));

  it.each<readonly [string, Partial<Signals>]>([
    ['low risk', { risk: known('low') }],
    ['no licence for risk', { risk: NOT_AVAILABLE }],
    ['one recovery', { recentRecoveries: 1 }],
    ['five recoveries', { recentRecoveries: 5 }],
    ['no contact outside Teams', { contactCount: known(0) }],
    ['an opener of another team', { requester: known('further') }],
    ['an opener whose team cannot be read', { requester: UNKNOWN }],
    ['words that press for speed', { story: { ...CALM.story, presses: true } }],
  ])('%s is one person or two, as it says', (_what, signals) => {
    expect([route(signals, WEAKEST), route(signals, STRICTEST)]).toEqual(['approval', 'dualApproval']);
  });

  it.each<readonly [string, Partial<Signals>, string]>([
    ['a disabled account', DISABLED, 'refused employeeDisabled'],
    ['a guest', GUEST, 'refused employeeGuest'],
    ['an emergency account', { breakGlass: known(true) }, 'refused breakGlass'],
    ['an unreadable emergency group', { breakGlass: UNKNOWN }, 'refused directoryUnavailable'],
    ['a Global Administrator', { roles: roles({ globalAdministrator: true }) }, 'refused globalAdministrator'],
    ['a privileged account', { roles: roles({ privileged: true }) }, 'dualApproval'],
    ['unreadable roles', { roles: UNKNOWN }, 'dualApproval'],
    ['high risk', { risk: known('high') }, 'held risk.user'],
    ['a compromised account', { risk: known('compromised') }, 'held risk.compromised'],
    ['medium risk', { risk: known('medium') }, 'dualApproval'],
    ['unreadable risk', { risk: UNKNOWN }, 'dualApproval'],
    ['unreadable contacts', { contactCount: UNKNOWN }, 'dualApproval'],
    ['six recoveries', { recentRecoveries: 6 }, 'dualApproval'],
  ])('nothing weakens %s', (_what, signals, expected) => {
    expect(route(signals, WEAKEST)).toBe(expected);
  });

  it('does not say that two people have to approve where one is enough', () => {
    const { reasons } = decideRoute({ ...CALM, contactCount: known(0) }, [], WEAKEST);
    expect(reasons.find(({ rule }) => rule === 'notice.channel')).toEqual({
      rule: 'notice.channel',
      outcome: 'raised',
      sentence: 'No contact outside Teams is known to have stood long enough.',
    });
  });

  it.each<readonly [string, Partial<Signals>, string]>([
    [
      'requester.distance',
      { requester: known('further') },
      'Somebody of another team opened the request, so two people have to approve.',
    ],
    [
      'words.pressure',
      { story: { ...CALM.story, presses: true } },
      'The words of whoever opened the request press for speed: two people have to approve.',
    ],
  ])('%s says that two people have to approve where it asks for them', (rule, signals, sentence) => {
    const { reasons } = decideRoute({ ...CALM, ...signals }, [], STRICTEST);
    expect(reasons.find((one) => one.rule === rule)?.sentence).toBe(sentence);
  });

  it('has defaults that are those of the policy file', () => {
    expect(policySchema.parse({}).rules).toEqual(DEFAULT_RULES);
  });
});

describe('when somebody else opened it', () => {
  const about = (signals: Partial<Signals>) =>
    decideRoute({ ...CALM, ...signals })
      .reasons.filter(({ rule }) => rule === 'requester.distance')
      .map(({ outcome, sentence }) => `${outcome}: ${sentence}`);

  it.each<readonly [Signals['requester'], readonly string[]]>([
    [known('self'), []],
    [known('helpdesk'), ['ok: The helpdesk opened the request and recorded how it recognised the employee.']],
    [known('manager'), ['ok: The employee’s manager opened the request.']],
    [known('sameTeam'), ['ok: Somebody with the same manager opened the request.']],
    [known('report'), ['ok: Somebody who reports to the employee opened the request.']],
    [known('further'), ['raised: Somebody of another team opened the request.']],
    [UNKNOWN, ['unknown: It could not be read how near whoever opened the request stands to the employee.']],
  ])('%j says %j', (requester, expected) => {
    expect(about({ requester })).toEqual(expected);
  });
});

describe('when words press for speed', () => {
  it('whoever decides is told to take the time, and nothing gets easier', () => {
    const { route, reasons } = decideRoute({ ...CALM, story: { ...CALM.story, presses: true } });
    expect([route, reasons.find(({ rule }) => rule === 'words.pressure')]).toEqual([
      'approval',
      {
        rule: 'words.pressure',
        outcome: 'raised',
        sentence: 'The words of whoever opened the request press for speed: take the time to recognise the person.',
      },
    ]);
  });
});

describe('when the policy has tiers', () => {
  it.each<readonly [string, Signals['tiers'], string, string, string]>([
    ['in none', { names: [], unsure: false, dual: false }, 'ok', 'approval', 'No stricter tier of the policy counts.'],
    [
      'in one without two people',
      { names: ['staff'], unsure: false, dual: false },
      'ok',
      'approval',
      'Stricter by the policy’s tiers: “staff”.',
    ],
    [
      'in two, one with two people',
      { names: ['staff', 'board'], unsure: false, dual: true },
      'raised',
      'dualApproval',
      'Stricter by the policy’s tiers: “staff”, “board”.',
    ],
    [
      'perhaps in one',
      { names: ['board'], unsure: true, dual: true },
      'unknown',
      'dualApproval',
      'Not every group of the policy’s tiers could be read, so these count: “board”.',
    ],
  ])('%s: says so', (_what, tiers, outcome, route, sentence) => {
    const decision = decideRoute(tiers === undefined ? CALM : { ...CALM, tiers });
    expect(said(decision)).toBe(route);
    expect(decision.reasons.at(-1)).toEqual({ rule: 'policy.tier', outcome, sentence });
  });
});
