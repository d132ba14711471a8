import { Secret } from '../../platform/secret';
import type { DirectoryEntry, EntryContact } from '../../recovery/contact-directory';
import { contactHash } from '../../recovery/contact-hash';
import type { EntryQuestion } from '../../recovery/directory-contacts';
import { isOfDirectory, mayStandInDirectory, trustedInDirectory } from '../../recovery/directory-contacts';
import type { Method } from '../../recovery/methods';
import type { Sighting } from '../../recovery/sightings';
import type { Scenario } from '../../recovery/terms';
import { DEFAULT_POLICY } from '../support/domain-world';
import { DAY, START as NOW } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { method } from '../support/sample-methods';

const KEYS = fakeKeyRing();
const OWN = ['ada@contoso.example', 'ada@contoso.onmicrosoft.example'];

const number = (address: string): EntryContact => ({ channel: 'sms', address: Secret.of(address), masked: 'number' });
const mail = (address: string): EntryContact => ({ channel: 'email', address: Secret.of(address), masked: address });
const NUMBER = number('+4790000001');
const MAIL = mail('ada@home.example');

const seen = (contact: EntryContact, first: number, last = 1): Sighting => {
  const value = contactHash(KEYS, contact);
  return { value, firstSeen: NOW - first * DAY, lastSeen: NOW - last * DAY, baseline: false };
};

/** Of a phone whose number is this. */
const phone = (address: string, kind: Method['kind'] = 'mobilePhone'): Method => ({
  ...method(kind),
  contact: { channel: 'sms', address: Secret.of(address), masked: '' },
});
/** Graph lists it and says no number. */
const unnumbered = (): Method => {
  const { contact: _, ...rest } = method('mobilePhone');
  return rest;
};

interface Given extends Partial<EntryQuestion> {
  readonly entry?: DirectoryEntry;
}

/** Her phone is lost; number and mail of the directory were seen eight days ago. */
function offered({ entry = { number: NUMBER, mails: [MAIL], own: OWN }, ...given }: Given = {}): readonly string[] {
  const question: EntryQuestion = {
    ...{ keys: KEYS, policy: DEFAULT_POLICY, now: NOW, scenario: 'lostPhone', chosenMethods: [] },
    ...{ methods: [phone('+4740055312')], held: [seen(NUMBER, 8), seen(MAIL, 8)] },
    ...given,
  };
  return trustedInDirectory(question, entry).map(({ address }) => address.reveal());
}

describe('when contacts of the directory are judged (T2)', () => {
  it('those that were seen long enough ago may carry a link, under ids of their own', () => {
    expect(offered()).toEqual(['+4790000001', 'ada@home.example']);
    const question = { keys: KEYS, policy: DEFAULT_POLICY, now: NOW, scenario: 'lostKey', chosenMethods: [] } as const;
    const [point] = trustedInDirectory(
      { ...question, methods: [], held: [seen(MAIL, 8)] },
      { mails: [MAIL], own: OWN },
    );
    expect(point).toMatchObject({ channel: 'email', masked: MAIL.masked });
    expect([isOfDirectory(point?.id ?? ''), isOfDirectory(method('email').id)]).toEqual([true, false]);
    expect(point?.id).not.toContain('home');
  });

  const aged: readonly (readonly [string, readonly Sighting[], readonly string[]])[] = [
    ['never seen', [], []],
    ['seven days to the moment', [seen(MAIL, 7)], ['ada@home.example']],
    ['a moment less', [seen(MAIL, 7 - 1 / DAY)], []],
    ['another one in its place since yesterday', [seen(mail('old@home.example'), 30, 1), seen(MAIL, 30)], []],
    [
      'another one that went eight days ago',
      [seen(mail('old@home.example'), 30, 8), seen(MAIL, 30)],
      ['ada@home.example'],
    ],
    ['another one that stood there at the last look, which is long ago', [seen(NUMBER, 30, 9), seen(MAIL, 30, 9)], []],
    ['one that went at once', [seen(NUMBER, 1), seen(MAIL, 30)], []],
  ];
  it.each(aged)('by our own sightings alone: %s', (_name, held, expected) => {
    const entry = { mails: [MAIL], own: OWN };
    expect(offered({ held, scenario: 'lostKey', entry })).toEqual(expected);
  });

  it('a contact that a recovery saw as a method is not older for it in the directory', () => {
    expect(offered({ methods: [phone('+4790000001', 'alternateMobilePhone')], held: [] })).toEqual([]);
  });

  it('only on channels of the policy', () => {
    expect(offered({ policy: { ...DEFAULT_POLICY, delivery: ['teams', 'email'] } })).toEqual(['ada@home.example']);
    expect(offered({ policy: { ...DEFAULT_POLICY, delivery: ['teams', 'sms'] } })).toEqual(['+4790000001']);
  });
});

describe('when the number may be that of the device which is gone', () => {
  const mobile = phone('+4740055312');
  const alternate = phone('+4790000001', 'alternateMobilePhone');
  const same = phone('+47 90 00 00 01');
  const rows: readonly (readonly [string, Scenario, readonly Method[], readonly string[], boolean])[] = [
    ['another number', 'lostPhone', [mobile], [], true],
    ['the very number', 'lostPhone', [same], [], false],
    ['the very number, of a stolen phone', 'stolenPhone', [same], [], false],
    ['the very number, of a phone that was replaced', 'newPhone', [same], [], false],
    ['the same, with a zero more before it', 'lostPhone', [phone('+47090000001')], [], false],
    ['no number of the lost phone is known: only its app', 'lostPhone', [method('microsoftAuthenticator')], [], false],
    ['Graph does not say its number', 'lostPhone', [unnumbered()], [], false],
    ['one of two phones, and both are gone', 'lockedOut', [mobile, alternate], [], false],
    ['neither of two that are gone', 'lockedOut', [mobile, phone('+4790000002', 'alternateMobilePhone')], [], true],
    ['a phone that is said to go as well', 'lostPhone', [mobile, alternate], [alternate.id], false],
    ['a phone that stays', 'lostPhone', [mobile, alternate], [mobile.id], true],
    ['nothing but an app is broken', 'appBroken', [same], [], true],
    ['nothing but an app is broken, and this phone goes too', 'appBroken', [same], [same.id], false],
    ['a key is lost', 'lostKey', [], [], true],
  ];
  it.each(rows)('%s', (_name, scenario, methods, chosenMethods, expected) => {
    expect(offered({ scenario, methods, chosenMethods }).includes('+4790000001')).toBe(expected);
  });
});

describe('when the mail address may be the account’s own', () => {
  const rows: readonly (readonly [string, string, readonly string[] | undefined, boolean])[] = [
    ['a house of somebody else', 'ada@home.example', OWN, true],
    ['the mailbox itself', 'ada@contoso.example', OWN, false],
    ['in other letters', 'ADA@Contoso.Example', OWN, false],
    ['with a tag', 'ada+home@contoso.example', OWN, false],
    ['another name of it', 'al@sales.example', [...OWN, 'al@sales.example'], false],
    ['a colleague’s', 'bo@contoso.example', OWN, false],
    ['below a house of its own', 'ada@mail.contoso.example', OWN, false],
    ['above one', 'ada@sales.example', [...OWN, 'ada@no.sales.example'], false],
    ['a house that only ends alike', 'ada@mycontoso.example', OWN, true],
    ['nobody says which are its own', 'ada@home.example', undefined, false],
  ];
  it.each(rows)('%s', (_name, address, own, expected) => {
    const contact = mail(address);
    const entry = { mails: [contact], ...(own !== undefined && { own }) };
    expect(offered({ entry, held: [seen(contact, 8)] })).toEqual(expected ? [address] : []);
  });
});

describe('when nothing was seen for long enough', () => {
  it('the entry need not be read', () => {
    const question = { policy: DEFAULT_POLICY, now: NOW };
    expect(mayStandInDirectory({ ...question, held: [] })).toBe(false);
    expect(mayStandInDirectory({ ...question, held: [seen(MAIL, 6)] })).toBe(false);
    expect(mayStandInDirectory({ ...question, held: [seen(MAIL, 7)] })).toBe(true);
  });
});
