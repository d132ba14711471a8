import type { DirectoryChange } from '../../recovery/account-logs';
import type { Method } from '../../recovery/methods';
import { newMethodRule } from '../../recovery/new-method-rule';
import type { Signals } from '../../recovery/signals';
import { DAY, HOUR, START } from '../support/fake-clock';
import { method } from '../support/sample-methods';
import { samplePerson, WHO } from '../support/sample-people';

const known = <T>(value: T) => ({ kind: 'known', value }) as const;
const UNKNOWN = { kind: 'unknown', why: 'throttled' } as const;
const OLD = [method('password', 'old', null), method('microsoftAuthenticator'), method('email')];
const UNDATED = [...OLD, method('mobilePhone', 'old', null)];

interface Situation {
  readonly methods?: Signals['methods'];
  readonly changes?: Signals['changes'];
  readonly lostSince?: number;
}

function judge({
  methods = known(OLD),
  changes = known({ entries: [], since: 0 }),
  lostSince = START,
}: Situation): string {
  const { rule, outcome, effect } = newMethodRule({
    employee: samplePerson(WHO.ada),
    story: { scenario: 'lostPhone', chosenMethods: [], lostSince, presses: false, now: START },
    ...{ methods, changes },
    roles: known({ globalAdministrator: false, privileged: false, roles: [] }),
    breakGlass: known(false),
    requester: known('self'),
    risk: known('none'),
    signIns: known({ entries: [], since: 0 }),
    recentRecoveries: 0,
    recentDenials: 0,
    contactCount: known(1),
  });
  return `${rule} ${outcome} ${typeof effect === 'string' ? effect : 'refused'}`;
}

const TWO = 'methods.recent raised dualApproval';
const NOT_KNOWN = 'methods.recent unknown dualApproval';
const OK = 'methods.recent ok none';

const registered = (ago: number, what: DirectoryChange['what'] = 'methodRegistered') =>
  known({ entries: [{ at: START - ago, what }], since: 0 });
const beside = (one: Method) => known([...OLD, one]);

describe('when a method was registered lately (T2)', () => {
  it.each<readonly [string, Situation, string]>([
    ['nothing but old ones', {}, OK],
    ['an app, a minute ago', { methods: beside(method('microsoftAuthenticator', 'new', START - 60_000)) }, TWO],
    [
      'an app, just under a day ago',
      { methods: beside(method('microsoftAuthenticator', 'new', START - DAY + 1)) },
      TWO,
    ],
    ['an app, a day ago', { methods: beside(method('microsoftAuthenticator', 'new', START - DAY)) }, OK],
    ['a private mail address', { methods: known([method('email', 'new', START - HOUR)]) }, TWO],
    ['a password has no date that counts', { methods: beside(method('password', 'new', START - HOUR)) }, OK],
    ['a pass is none', { methods: beside(method('temporaryAccessPass', 'new', START - HOUR)) }, OK],
    [
      'an app, after the loss of six days ago',
      { methods: beside(method('microsoftAuthenticator', 'new', START - 5 * DAY)), lostSince: START - 6 * DAY },
      TWO,
    ],
    [
      'an app, before the loss of six days ago',
      { methods: beside(method('microsoftAuthenticator', 'new', START - 7 * DAY)), lostSince: START - 6 * DAY },
      OK,
    ],
    [
      'an app, more than 30 days ago, after a loss of a year ago',
      { methods: beside(method('microsoftAuthenticator', 'new', START - 31 * DAY)), lostSince: START - 365 * DAY },
      OK,
    ],
  ])('%s', (_what, situation, verdict) => {
    expect(judge(situation)).toBe(verdict);
  });
});

describe('when the log tells of registrations', () => {
  it.each<readonly [string, Situation, string]>([
    ['one of an hour ago, of a method without a date', { methods: known(UNDATED), changes: registered(HOUR) }, TWO],
    ['one of a method that is gone again', { changes: registered(HOUR) }, TWO],
    ['one of a day ago', { changes: registered(DAY) }, OK],
    ['a change of the manager is none', { changes: registered(HOUR, 'managerChanged') }, OK],
  ])('%s', (_what, situation, verdict) => {
    expect(judge(situation)).toBe(verdict);
  });
});

describe('when something cannot be read', () => {
  it.each<readonly [string, Situation, string]>([
    ['the log, and every method has a date', { changes: UNKNOWN }, OK],
    ['the log, and a phone has none', { methods: known(UNDATED), changes: UNKNOWN }, NOT_KNOWN],
    [
      'the log far enough back',
      { methods: known(UNDATED), changes: known({ entries: [], since: START - HOUR }) },
      NOT_KNOWN,
    ],
    [
      'the log for just a day, which is enough',
      { methods: known(UNDATED), changes: known({ entries: [], since: START - DAY }) },
      OK,
    ],
    [
      'the log for want of a licence, and a phone has no date',
      { methods: known(UNDATED), changes: { kind: 'notAvailable' } },
      OK,
    ],
    ['a phone’s date, and the log has nothing', { methods: known(UNDATED) }, OK],
    ['the methods', { methods: UNKNOWN }, NOT_KNOWN],
    ['the methods, but the log tells', { methods: UNKNOWN, changes: registered(HOUR) }, TWO],
  ])('%s', (_what, situation, verdict) => {
    expect(judge(situation)).toBe(verdict);
  });
});
