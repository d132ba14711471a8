import { Secret } from './secret';

/** One key of `LEDGER_KEYS`. */
export interface LedgerKey {
  readonly id: string;
  /** At least 32 bytes, in base64. */
  readonly key: Secret;
}

export type LedgerKeysResult =
  | { readonly ok: true; readonly keys: readonly [LedgerKey, ...LedgerKey[]] }
  /** What is wrong, entry by entry; no part of a key is quoted. */
  | { readonly ok: false; readonly problems: readonly string[] };

const ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const LEAST_BYTES = 32;

/** Reads `id:base64,id:base64`. The first key signs; the others only verify what was signed before. */
export function parseLedgerKeys(text: string): LedgerKeysResult {
  const entries = text.split(',').map((entry) => readEntry(entry.trim()));
  const ids = entries.map(({ id }) => id);
  const keys = entries.map(({ key }) => key);
  const problems = entries.flatMap(({ id, key, problem }, at) => {
    const what =
      problem ??
      (ids.indexOf(id) < at ? 'repeats the id of an earlier entry' : undefined) ??
      (keys.indexOf(key) < at ? 'repeats the key of an earlier entry' : undefined);
    return what === undefined ? [] : [`entry ${String(at + 1)} ${what}`];
  });
  const [first, ...rest] = entries.map(({ id, key }) => ({ id, key: Secret.of(key) }));
  return problems.length > 0 || first === undefined ? { ok: false, problems } : { ok: true, keys: [first, ...rest] };
}

interface Entry {
  readonly id: string;
  readonly key: string;
  readonly problem?: string;
}

function readEntry(entry: string): Entry {
  const [id = '', key = '', ...more] = entry.split(':');
  const problem = more.length > 0 || key === '' ? 'is not id:base64' : (problemOfId(id) ?? problemOfKey(key));
  return problem === undefined ? { id, key } : { id, key, problem };
}

const problemOfId = (id: string): string | undefined =>
  ID.test(id) ? undefined : 'needs an id of 1 to 32 letters, digits, "-" or "_"';

function problemOfKey(key: string): string | undefined {
  if (!BASE64.test(key) || key.length % 4 !== 0) return 'has a key that is not base64';
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length < LEAST_BYTES)
    return `has a key of ${String(bytes.length)} bytes; ${String(LEAST_BYTES)} are the least`;
  return bytes.every((byte) => byte === 0) ? 'has an empty key: all its bytes are 0' : undefined;
}
