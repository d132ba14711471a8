import type { SignIn } from '../../recovery/account-logs';
import type { Method } from '../../recovery/methods';
import type { Signals } from '../../recovery/signals';
import { signInRule } from '../../recovery/sign-in-rule';
import { DAY, HOUR, MINUTE, START } from '../support/fake-clock';
import { method } from '../support/sample-methods';
import { samplePerson, WHO } from '../support/sample-people';

const known = <T>(value: T) => ({ kind: 'known', value }) as const;
const LOST = START - 3 * HOUR;

const on = (device: string, one: Method): Method => ({ ...one, device });
const APP = on('Pixel 9', method('microsoftAuthenticator'));
const TABLET = on('Galaxy Tab', method('microsoftAuthenticator', 'tablet'));
const LAPTOP = on('LT-4471', method('windowsHelloForBusiness'));
const PHONE = method('mobilePhone');
const CODES = method('softwareOath');
const MINE = [method('password'), APP, PHONE, LAPTOP, method('email')];

const signIn = (more: Partial<SignIn> = {}): SignIn => ({
  at: START - HOUR,
  outcome: 'succeeded',
  risky: false,
  answers: [],
  ...more,
});

interface Situation {
  readonly methods?: readonly Method[];
  readonly scenario?: Signals['story']['scenario'];
  readonly chosenMethods?: readonly string[];
  readonly lostSince?: number;
  /** How far back the log was read. */
  readonly since?: number;
}

function signalsOf(entries: readonly SignIn[], situation: Situation = {}): Signals {
  const { methods = MINE, scenario = 'lostPhone', chosenMethods = [], lostSince = LOST, since = 0 } = situation;
  return {
    employee: samplePerson(WHO.ada),
    story: { scenario, chosenMethods, lostSince, presses: false, now: START },
    methods: known(methods),
    roles: known({ globalAdministrator: false, privileged: false, roles: [] }),
    breakGlass: known(false),
    requester: known('self'),
    risk: known('none'),
    signIns: known({ entries, since }),
    changes: known({ entries: [], since: 0 }),
    recentRecoveries: 0,
    recentDenials: 0,
    contactCount: known(1),
  };
}

function verdictOn(signals: Signals): string {
  const { rule, outcome, effect } = signInRule(signals);
  return `${rule} ${outcome} ${typeof effect === 'string' ? effect : 'refused'}`;
}

const judge = (entries: readonly SignIn[], situation: Situation = {}): string =>
  verdictOn(signalsOf(entries, situation));

const HELD = 'signIn.lostDevice raised held';
const TWO = 'signIn.recent raised dualApproval';
const OK = 'signIn.recent ok none';
const answered = (...kinds: readonly Method['kind'][]) => ({ answers: [{ kinds }] });

describe('when what is said to be lost was used', () => {
  it.each<readonly [string, Partial<SignIn>, Situation, string]>([
    ['the app answered', answered('microsoftAuthenticator'), {}, HELD],
    ['the app answered, before the loss', { ...answered('microsoftAuthenticator'), at: LOST - 1 }, {}, OK],
    ['the app answered, at the very moment', { ...answered('microsoftAuthenticator'), at: LOST }, {}, OK],
    ['the app answered, a moment after the loss', { ...answered('microsoftAuthenticator'), at: LOST + 1 }, {}, HELD],
    [
      'the app answered five days ago, of a phone lost six days ago',
      { ...answered('microsoftAuthenticator'), at: START - 5 * DAY },
      { lostSince: START - 6 * DAY },
      HELD,
    ],
    ['a text message was answered', answered('mobilePhone'), {}, HELD],
    [
      'a sign-in that was interrupted: the answer counts',
      { ...answered('mobilePhone'), outcome: 'interrupted' },
      {},
      HELD,
    ],
    ['a sign-in that failed otherwise: the answer counts', { ...answered('mobilePhone'), outcome: 'failed' }, {}, HELD],
    ['the laptop answered', answered('windowsHelloForBusiness'), {}, OK],
    ['what is not registered answered', answered('fido2'), {}, OK],
    [
      'a code from the app or the token, both lost',
      answered('microsoftAuthenticator', 'softwareOath'),
      { methods: [APP, CODES] },
      HELD,
    ],
    [
      'a call to the mobile or the office',
      answered('mobilePhone', 'officePhone'),
      { methods: [PHONE, method('officePhone')] },
      OK,
    ],
    ['one of two apps, and both go', answered('microsoftAuthenticator'), { methods: [APP, TABLET] }, HELD],
    [
      'one of two apps, and only one goes',
      answered('microsoftAuthenticator'),
      { methods: [APP, TABLET], chosenMethods: [APP.id] },
      OK,
    ],
    [
      'the app that goes, by name',
      { answers: [{ kinds: ['microsoftAuthenticator'], name: 'pixel 9 ' }] },
      { methods: [APP, TABLET], chosenMethods: [APP.id] },
      HELD,
    ],
    [
      'the app that stays, by name',
      { answers: [{ kinds: ['microsoftAuthenticator'], name: 'Galaxy Tab' }] },
      { methods: [APP, TABLET], chosenMethods: [APP.id] },
      OK,
    ],
    ['the lost key answered', answered('fido2'), { scenario: 'lostKey', methods: [method('fido2'), APP] }, HELD],
    [
      'the app answered, where the key is lost',
      answered('microsoftAuthenticator'),
      { scenario: 'lostKey', methods: [method('fido2'), APP] },
      OK,
    ],
    ['it came from the phone', { device: 'PIXEL 9' }, {}, HELD],
    ['it came from the phone, and failed', { device: 'Pixel 9', outcome: 'failed' }, {}, TWO],
    ['it came from the laptop', { device: 'LT-4471' }, {}, OK],
    ['it came from an unknown device', { device: 'Somebody’s PC' }, {}, OK],
    ['it came from a device without a name', { device: ' ' }, {}, OK],
    [
      'it came from one of two devices of that name, of which one stays',
      { device: 'Pixel 9' },
      { methods: [APP, on('Pixel 9', method('fido2'))] },
      OK,
    ],
  ])('%s', (_what, more, situation, verdict) => {
    expect(judge([signIn(), signIn(more)], situation)).toBe(verdict);
  });

  it('that outweighs what only asks for two people', () => {
    expect(judge([signIn({ outcome: 'failed', risky: true }), signIn(answered('mobilePhone'))])).toBe(HELD);
  });
});

describe('when sign-ins are risky or failed', () => {
  it.each<readonly [string, Partial<SignIn>, string]>([
    ['risky', { risky: true }, TWO],
    ['failed', { outcome: 'failed' }, TWO],
    ['interrupted', { outcome: 'interrupted' }, OK],
    ['failed just under a day ago', { outcome: 'failed', at: START - DAY + 1 }, TWO],
    ['failed a day ago', { outcome: 'failed', at: START - DAY }, OK],
    ['risky a day ago', { risky: true, at: START - DAY }, OK],
  ])('%s', (_what, more, verdict) => {
    expect(judge([signIn(more)])).toBe(verdict);
  });
});

describe('when there are more sign-ins than were read', () => {
  it.each([
    ['a day is covered', START - DAY, OK],
    ['less than a day is covered', START - DAY + 1, 'signIn.recent unknown dualApproval'],
    ['hardly anything is covered', START - MINUTE, 'signIn.recent unknown dualApproval'],
  ])('%s', (_what, since, verdict) => {
    expect(judge([signIn()], { since })).toBe(verdict);
  });

  it('says so', () => {
    expect(signInRule(signalsOf([], { since: START })).sentence).toBe(
      'There were more sign-ins than could be looked at, so two people have to approve.',
    );
  });

  it('what was read may be enough to hold', () => {
    expect(judge([signIn(answered('mobilePhone'))], { since: START - MINUTE })).toBe(HELD);
  });
});

describe('when something cannot be read', () => {
  const calm = signalsOf([signIn()]);
  const UNKNOWN = { kind: 'unknown', why: 'throttled' } as const;

  it.each<readonly [string, Partial<Signals>, string]>([
    ['the sign-ins, for want of a licence', { signIns: { kind: 'notAvailable' } }, 'signIn.recent notAvailable none'],
    ['the sign-ins', { signIns: UNKNOWN }, 'signIn.recent unknown dualApproval'],
    ['the methods that they are held against', { methods: UNKNOWN }, 'signIn.recent unknown dualApproval'],
  ])('%s', (_what, change, verdict) => {
    expect(verdictOn({ ...calm, ...change })).toBe(verdict);
  });
});
