import { timingSafeEqual } from 'node:crypto';
import { canonicalJson, SCHEMA_VERSION } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import { currentMac } from '../recovery/mac';
import type { KeyRing } from '../recovery/ports';
import type { Columns, FoundRow, Row } from './table';

/** What a signed row says, before it is signed. */
export interface Unsigned {
  readonly pk: string;
  readonly rk: string;
  /** Canonical JSON, stored as it is. */
  readonly bytes: string;
  /** Further columns; signed like the rest. */
  readonly extra?: Columns;
}

/** A row whose signature was checked. */
export interface SignedRow {
  readonly pk: string;
  readonly rk: string;
  readonly etag: string;
  readonly bytes: string;
  readonly keyId: string;
  readonly extra: Columns;
}

const PURPOSE = 'row-signature';
/** A string column holds 32 Ki UTF-16 units; longer bytes go on in `bytes1`, `bytes2`, ... */
const CHUNK = 30_000;
const OWN_COLUMNS = /^(v|keyId|signature|bytes\d*)$/;

/** The table, both keys and every column: a row that is edited, moved, or copied elsewhere no longer fits its HMAC. */
const textOf = (table: string, { pk, rk, columns }: Row): string => canonicalJson([table, pk, rk, columns]);

/** The signature under the current key; throws like `currentMac`. */
export const sign = (keys: KeyRing, table: string, row: Row): string => currentMac(keys, PURPOSE, textOf(table, row));

/** Everything of the row but its signature: the bytes, version and key id. */
export function rowToSign(keys: Pick<KeyRing, 'currentId'>, { pk, rk, bytes, extra }: Unsigned): Row {
  return { pk, rk, columns: { ...extra, ...chunks(bytes), v: SCHEMA_VERSION, keyId: keys.currentId } };
}

/** The row as it is stored; throws like `currentMac`. */
export function signRow(keys: KeyRing, table: string, unsigned: Unsigned): Row {
  const { pk, rk, columns } = rowToSign(keys, unsigned);
  return { pk, rk, columns: { ...columns, signature: sign(keys, table, { pk, rk, columns }) } };
}

/** What keeps a row from being used: it does not hold, or it holds and a newer version wrote it. */
export interface Fault {
  readonly code: 'integrity' | 'newer';
  readonly why: string;
}

const broken = (why: string): Fault => ({ code: 'integrity', why });

/**
 * Why a found row must not be used; `undefined` when it holds. How rows are signed is the same in every version, so a row
 * that only claims to be newer, to be left alone without an alarm, does not hold.
 */
export function faultOf(keys: KeyRing, table: string, { pk, rk, columns }: FoundRow): Fault | undefined {
  const { signature, ...signed } = columns;
  const { v, keyId } = signed;
  if (!isColumns(signed) || typeof keyId !== 'string' || typeof signature !== 'string') {
    return broken('the row is not signed');
  }
  const right = keys.mac(PURPOSE, textOf(table, { pk, rk, columns: signed }), keyId);
  if (right === undefined) return broken(`it is signed with an unknown key (${keyId})`);
  if (!sameText(signature, right)) return broken('the signature does not fit the row');
  return typeof v === 'number' && v > SCHEMA_VERSION ? newer(v) : undefined;
}

function newer(v: number): Fault {
  const known = `this one knows ${String(SCHEMA_VERSION)}`;
  return { code: 'newer', why: `written by a newer version (${String(v)}, ${known}): update this instance` };
}

/** The row once its signature fits. Rows are attacker-controlled: throws `RecoveryError` (`integrity`, `newer`), naming the row. */
export function verifyRow(keys: KeyRing, table: string, row: FoundRow): SignedRow {
  const fault = faultOf(keys, table, row);
  if (fault !== undefined) throw new RecoveryError(fault.code, `${table}: row ${row.rk}: ${fault.why}`);
  return heldRow(row);
}

/** The contents of a row in which `faultOf` found no fault. Never call it for another one. */
export function heldRow({ pk, rk, etag, columns }: FoundRow): SignedRow {
  const extra = Object.keys(columns).filter((name) => !OWN_COLUMNS.test(name));
  // The signature fits, so the columns are the ones that `signRow` wrote.
  return {
    pk,
    rk,
    etag,
    bytes: joined(columns),
    keyId: String(columns['keyId']),
    extra: Object.fromEntries(extra.map((name) => [name, columns[name]])) as Columns,
  };
}

function isColumns(columns: Readonly<Record<string, unknown>>): columns is Columns {
  return Object.values(columns).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
}

function sameText(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function chunkName(index: number): string {
  return index === 0 ? 'bytes' : `bytes${String(index)}`;
}

function chunks(bytes: string): Columns {
  const columns: Record<string, string> = {};
  for (let start = 0, index = 0; start < bytes.length || index === 0; index += 1) {
    const end = chunkEnd(bytes, start + CHUNK);
    columns[chunkName(index)] = bytes.slice(start, end);
    start = end;
  }
  return columns;
}

/** Never between the halves of a surrogate pair: half a character does not survive UTF-8. Past the end there is no half. */
function chunkEnd(bytes: string, end: number): number {
  const unit = bytes.charCodeAt(end - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? end - 1 : end;
}

function joined(columns: Readonly<Record<string, unknown>>): string {
  let bytes = '';
  for (let index = 0; typeof columns[chunkName(index)] === 'string'; index += 1)
    bytes += String(columns[chunkName(index)]);
  return bytes;
}
