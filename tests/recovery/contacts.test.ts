import { contactHash } from '../../recovery/contact-hash';
import type { NotOffered } from '../../recovery/contacts';
import { toldContacts, trustedContacts } from '../../recovery/contacts';
import type { DirectoryChange } from '../../recovery/account-logs';
import type { ChangeLog } from '../../recovery/contact-age';
import type { Method, MethodKind } from '../../recovery/methods';
import type { Mailbox } from '../../recovery/own-mailbox';
import type { Policy } from '../../recovery/policy-settings';
import type { ContactPoint } from '../../recovery/ports';
import type { Sighting } from '../../recovery/sightings';
import type { Scenario } from '../../recovery/terms';
import { SCENARIOS } from '../../recovery/terms';
import { Secret } from '../../platform/secret';
import { DAY, START } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { method } from '../support/sample-methods';

const keys = fakeKeyRing();
const policy: Pick<Policy, 'contactStableDays' | 'delivery'> = {
  contactStableDays: 7,
  delivery: ['teams', 'email', 'sms', 'inPerson'],
};

interface Case {
  readonly methods: readonly Method[];
  readonly sightings?: readonly Sighting[];
  readonly scenario?: Scenario;
  readonly delivery?: Policy['delivery'];
  readonly changes?: ChangeLog;
  readonly employee?: Mailbox;
}

const ADA: Mailbox = { mail: 'ada@contoso.example', userPrincipalName: 'ada.l@contoso.example', aliases: [] };

const QUIET: ChangeLog = { kind: 'known', value: { entries: [], since: START - 30 * DAY } };

const questionOf = ({ methods, sightings = [], scenario = 'lostKey', delivery = policy.delivery }: Case) => {
  return { keys, policy: { ...policy, delivery }, methods, sightings, scenario, now: START };
};

const kindsOf = (methods: readonly Method[], found: readonly ContactPoint[]): string[] =>
  methods.filter(({ id }) => found.some((one) => one.id === id)).map(({ kind }) => kind);

function trusted(about: Case): string[] {
  const { changes = QUIET, employee = ADA } = about;
  const { contacts, unsure } = trustedContacts({ ...questionOf(about), changes, employee });
  return [...kindsOf(about.methods, contacts), ...(unsure ? ['unsure'] : [])];
}

const told = (about: Case): string[] => kindsOf(about.methods, toldContacts(questionOf(about)));

const ALL: readonly MethodKind[] = [
  'mobilePhone',
  'alternateMobilePhone',
  'officePhone',
  'email',
  'microsoftAuthenticator',
];
const all = ALL.map((kind) => method(kind));

describe('when a contact could carry a link', () => {
  const ON_SCENARIO: Readonly<Record<Scenario, readonly string[]>> = {
    lostPhone: ['alternateMobilePhone', 'email'],
    newPhone: ['alternateMobilePhone', 'email'],
    stolenPhone: ['alternateMobilePhone', 'email'],
    appBroken: ['mobilePhone', 'alternateMobilePhone', 'email'],
    lostKey: ['mobilePhone', 'alternateMobilePhone', 'email'],
    lockedOut: ['email'],
    suspicious: ['mobilePhone', 'alternateMobilePhone', 'email'],
  };

  it.each(SCENARIOS)('%s: never one on the device that is gone', (scenario) => {
    expect(trusted({ methods: all, scenario })).toEqual(ON_SCENARIO[scenario]);
  });

  it('nor another entry with the same number, which lies on the same card', () => {
    const mobile = method('mobilePhone');
    const same = { ...method('alternateMobilePhone'), ...(mobile.contact && { contact: mobile.contact }) };
    const methods = [mobile, same, method('email')];
    expect(trusted({ methods, scenario: 'stolenPhone' })).toEqual(['email']);
    expect(told({ methods, scenario: 'stolenPhone' })).toEqual(['email']);
    expect(trusted({ methods, scenario: 'lostKey' })).toEqual(['mobilePhone', 'alternateMobilePhone', 'email']);
  });

  it.each([
    [['teams'], []],
    [['email'], ['email']],
    [['sms'], ['mobilePhone', 'alternateMobilePhone']],
  ] as const)('with delivery %p only those channels', (delivery, kinds) => {
    expect(trusted({ methods: all, delivery: [...delivery] })).toEqual(kinds);
  });
});

const seen = (address: string, firstDays: number, lastDays = firstDays): Sighting => ({
  value: contactHash(keys, { address: Secret.of(address) }),
  firstSeen: START - firstDays * DAY,
  lastSeen: START - lastDays * DAY,
  baseline: false,
});
const address = method('email').contact?.address.reveal() ?? '';
const MINUTES = 1 / 1_440;

describe('when the age of a contact counts (T2)', () => {
  it.each<readonly [string, number | null, readonly Sighting[], boolean]>([
    ['registered 8 days ago', START - 8 * DAY, [], true],
    ['registered exactly 7 days ago', START - 7 * DAY, [], true],
    ['registered a minute less than 7 days ago', START - 7 * DAY + 60_000, [], false],
    ['registered 5 minutes ago', START - 300_000, [], false],
    ['of unknown age', null, [], false],
    ['of unknown age, first seen 8 days ago', null, [seen(address, 8)], true],
    ['of unknown age, first seen yesterday', null, [seen(address, 1)], false],
    ['of unknown age, another address seen long ago', null, [seen('other@address', 300)], false],
    ['registered today, seen by us long ago', START, [seen(address, 30)], true],
    ['seen in capitals long ago', null, [seen(address.toUpperCase(), 30)], true],
  ])('%s', (_what, createdAt, sightings, ok) => {
    const about = { methods: [method('email', 'old', createdAt)], sightings };
    expect(trusted(about)).toEqual(ok ? ['email'] : []);
    expect(told(about)).toEqual(ok ? ['email'] : []);
  });

  it('a changed address under the same id is another contact', () => {
    const changed = method('email', 'changed', null);
    expect(trusted({ methods: [changed], sightings: [seen(address, 300)] })).toEqual([]);
  });
});

describe('when the alternate mail is the mailbox of the account itself', () => {
  const own: Mailbox = { mail: address.toUpperCase(), userPrincipalName: 'ada.l@contoso.example' };

  it.each<readonly [string, Mailbox, readonly string[]]>([
    ['its mail', own, []],
    ['its user principal name', { userPrincipalName: address }, []],
    ['an alias of it', { ...ADA, aliases: ['ada@sales.example', address.toUpperCase()] }, []],
    ['an address of it with a tag', { ...ADA, aliases: [address.replace('@', '+home@')] }, []],
    ['another of its house, and its other names are not said', { userPrincipalName: 'ada.l@address' }, []],
    ['another below its house, likewise', { userPrincipalName: 'ada.l@of.address' }, []],
    ['another of its house, and its names are known', { userPrincipalName: 'ada.l@address', aliases: [] }, ['email']],
    ['of another house, and its other names are not said', { userPrincipalName: 'ada.l@contoso.example' }, ['email']],
    ['neither', ADA, ['email']],
  ])('it carries no link where it is %s', (_which, employee, found) => {
    const methods = [method('email')];
    expect(trusted({ methods, employee })).toEqual(found);
    expect(trusted({ methods, employee, changes: { kind: 'unknown', why: 'timeout' } })).toEqual(
      found.map(() => 'unsure'),
    );
  });

  it('and is told all the same', () => {
    expect(told({ methods: [method('email')], employee: own })).toEqual(['email']);
  });
});

describe('when an address was changed in place, under the date of its entry (T2)', () => {
  const changed = method('email', 'changed', START - 300 * DAY);
  const now = changed.contact?.address.reveal() ?? '';
  const phone = method('mobilePhone').contact?.address.reveal() ?? '';

  it.each<readonly [string, readonly Sighting[], boolean]>([
    ['the one before was seen five minutes ago', [seen(address, 200, 5 * MINUTES)], false],
    ['the one before was seen long ago, and none since', [seen(address, 100)], false],
    ['that was seen, and the new one for some days', [seen(address, 100, 4), seen(now, 3)], false],
    ['the new one has been seen for long as well', [seen(address, 100, 21), seen(now, 20)], true],
    ['the one before now stands under another id', [seen(phone, 100)], false],
    ['others were seen only before the entry was made', [seen('other@address', 400, 301)], true],
    ['it was seen in the same look as the others', [seen(phone, 2, 1), seen(now, 2)], true],
    ['nobody ever looked', [], true],
  ])('%s', (_what, sightings, ok) => {
    const about = {
      methods: [changed, method('mobilePhone', 'old', START)],
      sightings,
      scenario: 'lostPhone',
    } as const;
    expect(trusted(about)).toEqual(ok ? ['email'] : []);
    expect(told(about)).toEqual(ok ? ['email'] : []);
  });
});

describe('when the log of the directory is asked about a contact (T2)', () => {
  const old = { methods: [method('email', 'old', START - 300 * DAY)] };
  const entry = (daysAgo: number, what: DirectoryChange['what'] = 'methodRegistered') => ({
    at: START - daysAgo * DAY,
    what,
  });
  const log = (entries: readonly DirectoryChange[], days = 30): ChangeLog => {
    return { kind: 'known', value: { entries, since: START - days * DAY } };
  };

  it.each<readonly [string, ChangeLog, readonly string[]]>([
    ['something was registered five minutes ago', log([entry(5 * MINUTES)]), []],
    ['something was registered 6 days ago', log([entry(6)]), []],
    ['something was registered 8 days ago', log([entry(8)]), ['email']],
    ['only the manager was changed', log([entry(1, 'managerChanged')]), ['email']],
    ['it reaches back just as far', log([], 7), ['email']],
    ['it does not reach back that far', log([], 5), []],
    ['there is no licence for it, and nobody ever looked', { kind: 'notAvailable' }, []],
    ['there is no permission for it, and nobody ever looked', { kind: 'unknown', why: 'forbidden' }, []],
    ['it is throttled', { kind: 'unknown', why: 'throttled' }, ['unsure']],
    ['it fails', { kind: 'unknown', why: 'unavailable' }, ['unsure']],
  ])('%s', (_what, changes, found) => {
    expect(trusted({ ...old, changes })).toEqual(found);
  });

  it.each<readonly [string, ChangeLog]>([
    ['shows a change', log([entry(1)])],
    ['cannot be read', { kind: 'unknown', why: 'timeout' }],
    ['is not to be had without a licence', { kind: 'notAvailable' }],
    ['is not to be had without a permission', { kind: 'unknown', why: 'forbidden' }],
  ])('an address that was seen here for long needs none, though it %s', (_what, changes) => {
    expect(trusted({ ...old, changes, sightings: [seen(address, 30)] })).toEqual(['email']);
  });

  it('what it shows keeps no notice from a contact of long standing', () => {
    expect(told(old)).toEqual(['email']);
  });
});

describe('when a contact carries no link, and it is said why', () => {
  const NOW = START;
  const old = (createdAt: number | null) => method('email', 'old', createdAt);
  const dated = old(NOW - 300 * DAY);
  const changed = method('email', 'changed', NOW - 300 * DAY);
  const isNow = changed.contact?.address.reveal() ?? '';
  const registered = (daysAgo: number, since = 30): ChangeLog => {
    const entries = [
      { at: NOW - 20 * DAY, what: 'methodRegistered' },
      { at: NOW - daysAgo * DAY, what: 'methodRegistered' },
      { at: NOW, what: 'managerChanged' },
    ] as const;
    return { kind: 'known', value: { entries, since: NOW - since * DAY } };
  };
  const short: ChangeLog = { kind: 'known', value: { entries: [], since: NOW - 5 * DAY } };
  const only = (delivery: Policy['delivery']) => ({ methods: [dated], delivery });

  it.each<readonly [string, Case, NotOffered['why'], number | undefined]>([
    ['its phone is gone', { methods: [method('mobilePhone')], scenario: 'stolenPhone' }, 'onLostDevice', undefined],
    [
      'it is the account’s own',
      { methods: [dated], employee: { userPrincipalName: address } },
      'ownMailbox',
      undefined,
    ],
    [
      'it may be the account’s own',
      { methods: [dated], employee: { userPrincipalName: 'ada@address' } },
      'maybeOwnMailbox',
      undefined,
    ],
    ['the policy knows no mail', only(['teams', 'sms']), 'channelOff', undefined],
    ['its entry is two days old', { methods: [old(NOW - 2 * DAY)] }, 'registered', NOW - 2 * DAY],
    [
      'it was seen before its entry',
      { methods: [old(NOW)], sightings: [seen(address, 3)] },
      'firstSeen',
      NOW - 3 * DAY,
    ],
    ['it has no date and was seen', { methods: [old(null)], sightings: [seen(address, 1)] }, 'firstSeen', NOW - DAY],
    ['it has no date and nobody saw it', { methods: [old(null)] }, 'notSeenYet', undefined],
    [
      'another stood there, and it was seen since',
      { methods: [changed], sightings: [seen(address, 100, 4), seen(isNow, 3)] },
      'changed',
      NOW - 3 * DAY,
    ],
    [
      'another stood there at the last look',
      { methods: [changed], sightings: [seen(address, 200, 5 * MINUTES)] },
      'changedSince',
      NOW - 300_000,
    ],
    ['the log shows a change', { methods: [dated], changes: registered(2) }, 'othersChanged', NOW - 2 * DAY],
    [
      'there is no log, and nobody ever looked',
      { methods: [dated], changes: { kind: 'notAvailable' } },
      'notSeenYet',
      undefined,
    ],
    [
      'there is no log, and it was seen two days ago',
      { methods: [dated], changes: { kind: 'notAvailable' }, sightings: [seen(address, 2)] },
      'firstSeen',
      NOW - 2 * DAY,
    ],
    ['the log is too short', { methods: [dated], changes: short }, 'notSeenYet', undefined],
    [
      'the log is too short, and it was seen',
      { methods: [dated], changes: short, sightings: [seen(address, 6)] },
      'firstSeen',
      NOW - 6 * DAY,
    ],
    ['the log cannot be read', { methods: [dated], changes: { kind: 'unknown', why: 'timeout' } }, 'unread', undefined],
  ])('%s', (_what, about, why, at) => {
    const { changes = QUIET, employee = ADA } = about;
    const { contacts, notOffered } = trustedContacts({ ...questionOf(about), changes, employee });
    expect(contacts).toEqual([]);
    expect(notOffered.map((one) => [one.why, 'at' in one ? one.at : undefined])).toEqual([[why, at]]);
  });

  it('names every contact once, as offered or as not', () => {
    const { contacts, notOffered } = trustedContacts({
      ...questionOf({ methods: all, scenario: 'lostPhone' }),
      changes: QUIET,
      employee: ADA,
    });
    expect(contacts.map(({ kind }) => kind)).toEqual(['alternateMobilePhone', 'email']);
    expect(notOffered.map(({ kind, masked }) => [kind, masked])).toEqual([['mobilePhone', '•• mobilePhone']]);
  });
});

describe('when a contact is remembered', () => {
  it('under the same hash in every version and instance, however its letters are written', () => {
    for (const address of ['ada@home.example', 'Ada@HOME.example']) {
      const hash = contactHash(fakeKeyRing(['k2', 'k1']), { address: Secret.of(address) });
      expect(hash).toBe('hnDFdNFedHMEjnB12txSz_aXdmrTL6P-zrHghHvgzJs');
    }
  });

  it('only as a keyed hash', () => {
    const contact = { address: Secret.of('ada@private.example') };
    expect(contactHash(keys, contact)).not.toContain('ada');
    expect(contactHash(fakeKeyRing(['k2']), contact)).not.toBe(contactHash(keys, contact));
    expect(() => contactHash({ currentId: 'k9', mac: () => undefined }, contact)).toThrow('not in the key ring');
  });
});
