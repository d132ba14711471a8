import type { TokenSubject } from '../../recovery/card-token';
import { mintCardToken, readCardToken } from '../../recovery/card-token';
import { fakeKeyRing } from '../support/fake-key-ring';
import { EMPLOYEE, MANAGER, OTHER_TENANT, TENANT } from '../support/request-builder';

const keys = fakeKeyRing(['k2', 'k1']);
const SUBJECT: TokenSubject = { kind: 'request', id: '01JTESTS000000000000000000', round: 3 };
const token = mintCardToken(keys, TENANT, MANAGER, SUBJECT);
const parts = token.split('.');
const [kind = '', id = '', round = '', keyId = '', mac = ''] = parts;
const other = mintCardToken(keys, TENANT, MANAGER, { ...SUBJECT, id: '01JTESTS000000000000000001' });
const otherMac = other.split('.').at(-1) ?? '';

const read = (text: string, tenant = TENANT, audience = MANAGER) => readCardToken(keys, tenant, audience, text);

describe('when a card comes back as it was drawn', () => {
  it.each<TokenSubject>([
    SUBJECT,
    { kind: 'draft', id: '01JTESTS000000000000000002', round: 0 },
    { kind: 'form', id: 'pressed', round: 0 },
  ])('says what it stands for: $kind', (subject) => {
    expect(read(mintCardToken(keys, TENANT, MANAGER, subject))).toEqual(subject);
  });

  it('is still read after the current key moved on', () => {
    const old = mintCardToken(fakeKeyRing(['k1']), TENANT, MANAGER, SUBJECT);
    expect(read(old)).toEqual(SUBJECT);
  });

  it.each([0, 9, 10, 123_456])('says round %d', (nth) => {
    expect(read(mintCardToken(keys, TENANT, MANAGER, { ...SUBJECT, round: nth }))).toEqual({ ...SUBJECT, round: nth });
  });

  // Worked out apart from the product: HMAC-SHA-256 under the purpose "card-token". Cards outlive an instance.
  it.each<readonly [TokenSubject, string]>([
    [SUBJECT, 'r.01JTESTS000000000000000000.3.k2.O6kgAsEkhoRZxCIZTyEMhBJK4vtfg55q8dnjONeF-3o'],
    [
      { ...SUBJECT, kind: 'draft', round: 0 },
      'd.01JTESTS000000000000000000.0.k2._CE2SSDjBEL2bmlXxNX2A2ZK6lw5rAfFvsiAduLmWek',
    ],
    [
      { kind: 'stop', id: '1777982400000', round: 0 },
      's.1777982400000.0.k2.U6JaSieuoL3VAbf0muUCB8cv2i0zaQyo9mu47tvRaAA',
    ],
  ])('is the same text in every version and instance: %j', (subject, text) => {
    expect(mintCardToken(keys, TENANT, MANAGER, subject)).toBe(text);
    expect(read(text)).toEqual(subject);
  });

  it('names nobody and no tenant in plain text', () => {
    expect(token).not.toContain(MANAGER);
    expect(token).not.toContain(TENANT);
  });
});

describe('when a card was tampered with (T6)', () => {
  it('opens nothing in another tenant', () => {
    expect(read(token, OTHER_TENANT)).toBeUndefined();
  });

  it('opens nothing for another person', () => {
    expect(read(token, TENANT, EMPLOYEE)).toBeUndefined();
  });

  it.each<readonly [string, string]>([
    ['another round', [kind, id, '4', keyId, mac].join('.')],
    ['a round with a sign', [kind, id, '+3', keyId, mac].join('.')],
    ['a round with a leading zero', [kind, id, '03', keyId, mac].join('.')],
    ['a round too long', [kind, id, '0000003', keyId, mac].join('.')],
    ['a round that is no number', [kind, id, 'NaN', keyId, mac].join('.')],
    ['another kind', ['d', id, round, keyId, mac].join('.')],
    ['an unknown kind', ['x', id, round, keyId, mac].join('.')],
    ['another id', [kind, '01JTESTS000000000000000001', round, keyId, mac].join('.')],
    ['an empty id', [kind, '', round, keyId, mac].join('.')],
    ['a swapped mac', [kind, id, round, keyId, otherMac].join('.')],
    ['a mac in other case', [kind, id, round, keyId, mac.toUpperCase()].join('.')],
    ['a mac cut short', token.slice(0, -1)],
    ['a mac made longer', `${token}A`],
    ['no mac', [kind, id, round, keyId, ''].join('.')],
    ['a missing segment', [kind, id, round, keyId].join('.')],
    ['an extra segment', `${token}.x`],
    ['an extra empty segment', `${token}.`],
    ['an unknown key', [kind, id, round, 'k9', mac].join('.')],
    ['another known key', [kind, id, round, 'k1', mac].join('.')],
    ['a key named __proto__', [kind, id, round, '__proto__', mac].join('.')],
    ['a key named constructor', [kind, id, round, 'constructor', mac].join('.')],
    ['a kind named toString', ['toString', id, round, keyId, mac].join('.')],
    ['nothing', ''],
    ['dots', '....'],
    ['spaces around it', ` ${token} `],
    ['a null byte', `${token}\u0000`],
    ['100 KB', 'r.'.repeat(50_000)],
    ['100 KB behind a good beginning', `${token}${'A'.repeat(100_000)}`],
    ['100 KB in the id', [kind, 'A'.repeat(100_000), round, keyId, mac].join('.')],
  ])('%s opens nothing', (_what, text) => {
    expect(text === token).toBe(false);
    expect(read(text)).toBeUndefined();
  });

  it('opens nothing for any single character changed', () => {
    for (let at = 0; at < token.length; at += 1) {
      const swapped = token.charAt(at) === 'A' ? 'B' : 'A';
      expect(read(token.slice(0, at) + swapped + token.slice(at + 1))).toBeUndefined();
    }
  });
});

describe('when a token that nobody mints carries a mac that fits all the same', () => {
  it.each([
    ['x', '3'],
    ['', '3'],
    ['xr', '3'],
    ['r', ''],
    ['r', '-3'],
    ['r', '3x'],
    ['r', 'x3'],
    ['r', '1e3'],
    ['r', '1234567'],
  ])('opens nothing for kind "%s", round "%s"', (oddKind, oddRound) => {
    const text = [oddKind, id, oddRound].join('.');
    const right = keys.mac('card-token', `${TENANT}|${MANAGER}|${text}`, 'k2') ?? '';
    expect(read(`${text}.k2.${right}`)).toBeUndefined();
  });
});

describe('when a token is far too long', () => {
  it('nothing of it is hashed', () => {
    const hashed = jest.fn(() => mac);
    const long = `r.${'A'.repeat(600)}.3.k2.${mac}`;
    expect(readCardToken({ currentId: 'k2', mac: hashed }, TENANT, MANAGER, long)).toBeUndefined();
    expect(hashed).not.toHaveBeenCalled();
  });
});

describe('when the current key is gone', () => {
  it('mints nothing', () => {
    expect(() => mintCardToken({ currentId: 'k9', mac: () => undefined }, TENANT, MANAGER, SUBJECT)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});
