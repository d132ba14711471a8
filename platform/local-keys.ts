import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from './config-error';
import type { LedgerKey } from './ledger-keys';
import { parseLedgerKeys } from './ledger-keys';

const KEY_BYTES = 32;
const FILE = 'keys';

/**
 * Keys of the local profile: made once and kept in the data folder, readable by this user only. The text of the file has
 * the form of `LEDGER_KEYS`. Throws `ConfigError` where the file does not hold keys any more.
 */
export function localKeys(dataFolder: string): readonly LedgerKey[] {
  const file = path.join(dataFolder, FILE);
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, `local:${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  }
  chmodSync(file, 0o600);
  const parsed = parseLedgerKeys(readFileSync(file, 'utf8').trim());
  if (!parsed.ok)
    throw new ConfigError(['DATA_FOLDER: the file "keys" holds no keys; remove the folder to start anew']);
  return parsed.keys;
}
