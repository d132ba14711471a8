import { contactHash, trustedContacts } from '../../recovery/contacts';
import type { Method, MethodKind } from '../../recovery/methods';
import type { Policy } from '../../recovery/policy-settings';
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
}

function trusted({ methods, sightings = [], scenario = 'lostKey', delivery = policy.delivery }: Case): string[] {
  const found = trustedContacts({ keys, policy: { ...policy, delivery }, methods, sightings, scenario, now: START });
  return methods.filter(({ id }) => found.some((one) => one.id === id)).map(({ kind }) => kind);
}

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

  it.each([
    [['teams'], []],
    [['email'], ['email']],
    [['sms'], ['mobilePhone', 'alternateMobilePhone']],
  ] as const)('with delivery %p only those channels', (delivery, kinds) => {
    expect(trusted({ methods: all, delivery: [...delivery] })).toEqual(kinds);
  });
});

describe('when the age of a contact counts (T2)', () => {
  const seen = (address: string, days: number): Sighting => {
    const at = START - days * DAY;
    return { value: contactHash(keys, { address: Secret.of(address) }), firstSeen: at, lastSeen: at, baseline: false };
  };
  const address = method('email').contact?.address.reveal() ?? '';

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
    expect(trusted({ methods: [method('email', 'old', createdAt)], sightings })).toEqual(ok ? ['email'] : []);
  });

  it('a changed address under the same id is another contact', () => {
    const changed = method('email', 'changed', null);
    expect(trusted({ methods: [changed], sightings: [seen(address, 300)] })).toEqual([]);
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
