import { Secret } from '../../platform/secret';
import type { NoticeKind } from '../../recovery/cards';
import type { Holder } from '../../recovery/holder';
import type { NotMeLink } from '../../recovery/not-me-link';
import { holderOf, makeNotMeLink, mintNotMeToken, readNotMeToken } from '../../recovery/not-me-link';
import { fakeKeyRing } from '../support/fake-key-ring';
import { OTHER_TENANT, requestId, TENANT } from '../support/request-builder';

const keys = fakeKeyRing(['k2', 'k1']);
const HOLDER: Holder = { of: 'employee', channel: 'email', contact: '0123456789' };
const LINK: NotMeLink = { tenantId: TENANT, requestId: requestId(), notice: 'approved', holder: HOLDER };
const token = (link: Partial<NotMeLink> = {}, ring = keys): string =>
  mintNotMeToken(ring, { ...LINK, ...link }).reveal();

// A record, so that the compiler names a kind that was forgotten here.
const KINDS: Readonly<Record<NoticeKind, true>> = {
  ...{ opened: true, approved: true, denied: true, held: true, revealed: true, completed: true, failed: true },
  ...{ incident: true, codeVoided: true, numberLocked: true, enrolled: true, stuck: true, unreached: true },
  ...{ selfVerified: true, selfRecovered: true, relieved: true, passEnds: true, newPassword: true, moved: true },
  unchecked: true,
};

/** The first byte of what a token carries: which reader, which notice. */
const headOf = (text: string): number => Buffer.from(text, 'base64url').readUInt8(0);

/** The same token with this bit of it turned around, and the text that such bytes have. */
function bent(text: string, bit: number): string {
  const [body = '', keyId = ''] = text.split('.');
  const bytes = Buffer.from(body, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(Math.floor(bit / 8)) ^ (1 << (bit % 8)), Math.floor(bit / 8));
  return `${bytes.toString('base64url')}.${keyId}`;
}

describe('when a link to “This was not me” is made', () => {
  // Object.keys loses the key type; the record has exactly these keys.
  it.each(Object.keys(KINDS) as readonly NoticeKind[])('is read as what it was made for: %s', (notice) => {
    for (const holder of [HOLDER, { ...HOLDER, channel: 'sms' }, { ...HOLDER, of: 'manager' }] as const) {
      const link = { ...LINK, notice, holder };
      expect(readNotMeToken(keys, token(link))).toEqual(link);
    }
  });

  it.each([
    ['opened', HOLDER, 0],
    ['approved', HOLDER, 1],
    ['revealed', HOLDER, 4],
    ['enrolled', HOLDER, 10],
    ['unreached', HOLDER, 12],
    ['approved', { ...HOLDER, channel: 'sms' }, 65],
    ['approved', { ...HOLDER, of: 'manager' }, 129],
  ] as const)('keeps its numbers, because people keep the link: %s of %j is %i', (notice, holder, head) => {
    expect(headOf(token({ notice, holder }))).toBe(head);
  });

  // Worked out apart from the product. Mails and text messages are kept for long.
  it('is the same text in every version and instance', () => {
    const kept = 'AcD_7gAAAEAAgAAAAAAAAAEBnfehugAAAAAAAAAAAAABASNFZ4nn6WoFAqE_XnTSk08.k2';
    const link = { ...LINK, requestId: '01KQVT3EG00000000000000001' };
    expect(token(link)).toBe(kept);
    expect(readNotMeToken(keys, kept)).toEqual(link);
  });

  it('is short enough for an address of the server, with the longest id of a key, and ends in no sign', () => {
    const longest = 'k'.repeat(32);
    expect(token({}, fakeKeyRing([longest]))).toMatch(/^[\w-]{67}\.k{32}$/);
    const link = makeNotMeLink(
      { keys, publicUrl: 'https://latchkey.example' },
      { tenantId: TENANT, id: LINK.requestId },
      'approved',
      HOLDER,
    );
    expect(link.reveal()).toBe(`https://latchkey.example/not-me/${token()}`);
    expect(`${String(link)} ${JSON.stringify(link)}`).not.toContain(token());
  });

  it('is another one for every tenant, request, notice and contact', () => {
    const all = [
      token(),
      token({ tenantId: OTHER_TENANT }),
      token({ requestId: requestId() }),
      token({ notice: 'revealed' }),
      token({ holder: { ...HOLDER, contact: '0123456780' } }),
      token({ holder: { ...HOLDER, of: 'manager' } }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('is the same when it is made again, and after another key became current', () => {
    expect(token()).toBe(token());
    expect(readNotMeToken(fakeKeyRing(['k3', 'k2']), token())).toEqual(LINK);
    expect(readNotMeToken(fakeKeyRing(['k3']), token())).toBeUndefined();
  });

  it.each([
    ['the tenant', { tenantId: 'contoso' }],
    ['the request', { requestId: '01NONE' }],
  ])('makes none for ids that it could not read again: %s', (_what, link) => {
    expect(() => token(link)).toThrow(expect.objectContaining({ code: 'integrity' }));
    expect(() => token(link)).toThrow(/linked to|no ULID/);
  });
});

describe('when somebody makes up a link', () => {
  it('no bit of ours can be turned around', () => {
    const whole = token();
    for (let bit = 0; bit < 400; bit += 1) expect(readNotMeToken(keys, bent(whole, bit))).toBeUndefined();
  });

  const [body = '', keyId = ''] = token().split('.');
  it.each([
    ['nothing', ''],
    ['no key', body],
    ['another key', `${body}.k1`],
    ['an unknown key', `${body}.k9`],
    ['a key of the prototype', `${body}.constructor`],
    ['cut off', `${body.slice(0, -1)}.${keyId}`],
    ['longer', `${body}A.${keyId}`],
    ['written in another way', `${body.slice(0, -1)}${String.fromCharCode(body.charCodeAt(66) + 1)}.${keyId}`],
    ['standard base64', `${body.slice(0, -1)}+.${keyId}`],
    ['something before it', `x${token()}`],
    ['more after it', `${token()}.x`],
    ['a line break', `${token()}\n`],
    ['endless', 'A'.repeat(100_000)],
  ])('%s is none', (_what, text) => {
    expect(readNotMeToken(keys, text)).toBeUndefined();
  });

  const signed = (head: number): string => {
    const packed = Buffer.concat([Buffer.from([head]), Buffer.from(body, 'base64url').subarray(1, 38)]);
    const mac = Buffer.from(keys.mac('not-me-link', packed.toString('hex'), 'k2') ?? '', 'base64url').subarray(0, 12);
    return `${Buffer.concat([packed, mac]).toString('base64url')}.k2`;
  };

  it.each([
    ['a notice that there is not', 63],
    ['a reader who is none', 3 * 64],
    ['neither', 255],
  ])('%s is none, though its signature fits', (_what, head) => {
    expect(readNotMeToken(keys, signed(1))).toEqual(LINK);
    expect(readNotMeToken(keys, signed(head))).toBeUndefined();
  });

  it('a signature for another purpose is none', () => {
    const packed = Buffer.from(body, 'base64url').subarray(0, 38);
    const mac = keys.mac('card-token', packed.toString('hex'), 'k2') ?? '';
    const forged = Buffer.concat([packed, Buffer.from(mac, 'base64url').subarray(0, 12)]);
    expect(readNotMeToken(keys, `${forged.toString('base64url')}.k2`)).toBeUndefined();
  });
});

describe('when the trail names whoever holds a contact', () => {
  const contact = (address: string, channel: 'email' | 'sms' = 'email') => ({ channel, address: Secret.of(address) });
  const request = { tenantId: TENANT, id: LINK.requestId };

  it('it is the same name in every version and instance', () => {
    const known = { ...request, id: '01KQVT3EG00000000000000001' };
    expect(holderOf(keys, known, 'employee', contact('ada@home.example')).contact).toBe('4fed8b5b90');
  });

  it('it is ten digits that say nothing of the address and are others in another request', () => {
    const holder = holderOf(keys, request, 'employee', contact('ada@home.example'));
    expect(holder).toEqual({ of: 'employee', channel: 'email', contact: expect.stringMatching(/^[0-9a-f]{10}$/) });
    const others = [
      holderOf(keys, { ...request, id: requestId() }, 'employee', contact('ada@home.example')),
      holderOf(keys, { ...request, tenantId: OTHER_TENANT }, 'employee', contact('ada@home.example')),
      holderOf(keys, request, 'manager', contact('ada@home.example')),
      holderOf(keys, request, 'employee', contact('bea@home.example')),
    ].map((one) => one.contact);
    expect(new Set([holder.contact, ...others]).size).toBe(5);
    expect(holderOf(keys, request, 'employee', contact('Ada@Home.example'))).toEqual(holder);
  });
});
