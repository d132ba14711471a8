import { canonicalJson } from '../../recovery/audit';
import { faultOf, signRow, verifyRow } from '../../storage/signed-row';
import type { FoundRow, Row } from '../../storage/table';
import { someKeys } from '../support/azurite';
import { asNewer } from '../support/newer-row';

const keys = someKeys();
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
    ['no signature', edited({ signature: undefined }), 'not signed'],
    ['no key', edited({ keyId: 7 }), 'not signed'],
    ['a value that is no column of ours', edited({ more: new Date(0) }), 'not signed'],
    ['a key that is not ours', edited({ keyId: 'k2' }), 'unknown key (k2)'],
    ['a version that is newer than it was signed with', edited({ v: 2 }), 'does not fit'],
    ['an older version than it was signed with', edited({ v: 0 }), 'does not fit'],
  ])('says so of %s', (_name, bad, why) => {
    expect(faultOf(keys, TABLE, bad)).toEqual({ code: 'integrity', why: expect.stringContaining(why) });
    expect(() => verifyRow(keys, TABLE, bad)).toThrow(expect.objectContaining({ code: 'integrity' }));
  });

  it('refuses a row of another table', () => {
    expect(faultOf(keys, 'codes', row)?.why).toContain('does not fit');
    expect(faultOf(keys, TABLE, row)).toBeUndefined();
  });
});

describe('when a newer version of the product wrote the row', () => {
  const row = found(asNewer(keys, TABLE, signRow(keys, TABLE, { pk: 'p', rk: 'r', bytes: '{}' })));

  it('says so, and that this instance has to be updated: nobody tampered with it', () => {
    expect(faultOf(keys, TABLE, row)).toEqual({ code: 'newer', why: expect.stringContaining('newer version (2, ') });
    expect(() => verifyRow(keys, TABLE, row)).toThrow(expect.objectContaining({ code: 'newer' }));
  });

  it('is tampered with all the same when its signature does not fit', () => {
    const edited = { ...row, columns: { ...row.columns, bytes: '[]' } };
    expect(faultOf(keys, TABLE, edited)?.code).toBe('integrity');
  });
});
