import { canonicalJson } from '../../recovery/audit';
import { faultOf, signRow, verifyRow } from '../../storage/signed-row';
import type { FoundRow, Row } from '../../storage/table';
import { fakeKeyRing } from '../support/fake-key-ring';
import { asNewer } from '../support/newer-row';

const keys = fakeKeyRing();
const TABLE = 'requests';

const sign = (bytes: string, extra = {}): FoundRow => found(signRow(keys, TABLE, { pk: 'p', rk: 'r', bytes, extra }));

const found = (row: Row): FoundRow => ({ ...row, etag: 'e' });

const columnsOf = (row: FoundRow): readonly string[] =>
  Object.entries(row.columns).flatMap(([name, value]) => (name.startsWith('bytes') ? [String(value)] : []));

describe('when a row is signed', () => {
  it('says exactly what it said before, with its further columns', () => {
    const bytes = canonicalJson({ b: 1, a: 'æ' });
    expect(verifyRow(keys, TABLE, sign(bytes, { hash: 'h' }))).toEqual({
      ...{ pk: 'p', rk: 'r', etag: 'e', keyId: 'k1', bytes },
      extra: { hash: 'h' },
    });
  });

  it('keeps further columns of every kind, whatever their names are like', () => {
    const extra = {
      text: 'a',
      number: 1,
      flag: true,
      prev: 'b',
      version: 2,
      keyIds: 'c',
      myBytes: 'd',
      bytesLeft: 'e',
    };
    expect(verifyRow(keys, TABLE, sign('{}', extra)).extra).toEqual(extra);
  });

  it('puts bytes, version, key and signature into columns of these names', () => {
    const { columns } = signRow(keys, TABLE, { pk: 'p', rk: 'r', bytes: '{}', extra: { hash: 'h' } });
    // Worked out apart from the product: HMAC-SHA-256 under the purpose "row-signature". Rows outlive a version.
    const signature = 'NmMwHZ12AcHQ49SQlUpQLWiWDVvdkNCmFaF-YX8wP-I';
    expect(columns).toEqual({ bytes: '{}', hash: 'h', keyId: 'k1', v: 1, signature });
  });

  it('cannot be signed without the key', () => {
    const broken = { currentId: 'k9', mac: () => undefined };
    expect(() => signRow(broken, TABLE, { pk: 'p', rk: 'r', bytes: '{}' })).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });

  it.each<readonly [string, string, Readonly<Record<string, number>>]>([
    ['nothing', '', { bytes: 0 }],
    ['as much as one column holds', 'x'.repeat(30_000), { bytes: 30_000 }],
    ['one more', 'x'.repeat(30_001), { bytes: 30_000, bytes1: 1 }],
    ['as much as two hold', 'x'.repeat(60_000), { bytes: 30_000, bytes1: 30_000 }],
    ['a pair over the edge', `${'x'.repeat(29_999)}📱x`, { bytes: 29_999, bytes1: 3 }],
    ['the first pair there is over the edge', `${'x'.repeat(29_999)}\u{10000}x`, { bytes: 29_999, bytes1: 3 }],
    ['the last pair there is over the edge', `${'x'.repeat(29_999)}\u{10ffff}x`, { bytes: 29_999, bytes1: 3 }],
    ['a pair before the edge', `${'x'.repeat(29_998)}📱x`, { bytes: 30_000, bytes1: 1 }],
    ['a sign above all pairs at the edge', `${'x'.repeat(29_999)}\uff01x`, { bytes: 30_000, bytes1: 1 }],
  ])('%s is cut into columns at the right places', (_what, bytes, lengths) => {
    const row = sign(bytes);
    const cut = Object.entries(row.columns).filter(([name]) => name.startsWith('bytes'));
    expect(Object.fromEntries(cut.map(([name, value]) => [name, String(value).length]))).toEqual(lengths);
    const { bytes: read, extra } = verifyRow(keys, TABLE, row);
    expect({ read, extra }).toEqual({ read: bytes, extra: {} });
  });

  it.each([0, 1, 29_999, 30_000, 30_001, 60_000, 95_000])('keeps %d characters', (length) => {
    const bytes = 'x'.repeat(length);
    const row = sign(bytes);
    expect(verifyRow(keys, TABLE, row).bytes).toBe(bytes);
    expect(Math.max(...columnsOf(row).map((column) => column.length))).toBeLessThanOrEqual(30_000);
  });

  it.each(['', 'y'])('does not cut a character in two (after "%s")', (shift) => {
    const bytes = shift + '📱'.repeat(40_000);
    const row = sign(bytes);
    expect(columnsOf(row).every((column) => column.isWellFormed())).toBe(true);
    expect(verifyRow(keys, TABLE, row).bytes).toBe(bytes);
  });
});

describe('when a row does not hold', () => {
  const row = sign('{}', { hash: 'h' });
  const edited = (columns: object): FoundRow => ({ ...row, columns: { ...row.columns, ...columns } });

  it.each<readonly [string, FoundRow, string]>([
    ['another partition', { ...row, pk: 'q' }, 'does not fit'],
    ['another key', { ...row, rk: 's' }, 'does not fit'],
    ['other bytes', edited({ bytes: '[]' }), 'does not fit'],
    ['more bytes', edited({ bytes1: '[]' }), 'does not fit'],
    ['another column', edited({ hash: 'i' }), 'does not fit'],
    ['a column more', edited({ more: 1 }), 'does not fit'],
    ['another signature', edited({ signature: 'x'.repeat(43) }), 'does not fit'],
    ['a signature cut short', edited({ signature: String(row.columns['signature']).slice(1) }), 'does not fit'],
    ['an empty signature', edited({ signature: '' }), 'does not fit'],
    ['a signature that is a number', edited({ signature: 7 }), 'not signed'],
    ['no signature', edited({ signature: undefined }), 'not signed'],
    ['no key', edited({ keyId: 7 }), 'not signed'],
    ['a value that is no column of ours', edited({ more: new Date(0) }), 'not signed'],
    ['a key that is not ours', edited({ keyId: 'k2' }), 'unknown key (k2)'],
    ['a version that is newer than it was signed with', edited({ v: 2 }), 'does not fit'],
    ['an older version than it was signed with', edited({ v: 0 }), 'does not fit'],
  ])('says so of %s', (_name, bad, why) => {
    expect(faultOf(keys, TABLE, bad)).toEqual({ code: 'integrity', why: expect.stringContaining(why) });
    const message = `requests: row ${bad.rk}: ${String(faultOf(keys, TABLE, bad)?.why)}`;
    expect(() => verifyRow(keys, TABLE, bad)).toThrow(expect.objectContaining({ code: 'integrity', message }));
  });

  it('refuses a row of another table', () => {
    expect(faultOf(keys, 'codes', row)?.why).toContain('does not fit');
    expect(faultOf(keys, TABLE, row)).toBeUndefined();
  });
});

const NEWER = 'written by a newer version (2, this one knows 1): update this instance';

describe('when a newer version of the product wrote the row', () => {
  const row = found(asNewer(keys, TABLE, signRow(keys, TABLE, { pk: 'p', rk: 'r', bytes: '{}' })));

  it('says so, and that this instance has to be updated: nobody tampered with it', () => {
    expect(faultOf(keys, TABLE, row)).toEqual({ code: 'newer', why: NEWER });
    expect(() => verifyRow(keys, TABLE, row)).toThrow(expect.objectContaining({ code: 'newer' }));
  });

  it('is tampered with all the same when its signature does not fit', () => {
    const edited = { ...row, columns: { ...row.columns, bytes: '[]' } };
    expect(faultOf(keys, TABLE, edited)?.code).toBe('integrity');
  });
});
