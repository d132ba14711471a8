// node scripts/with-taps.mjs NAME SCRIPT [ARGUMENTS]: runs the script with the taps of tests/secret-search in it and in
// everything that it starts, then searches what it wrote. Fails when either fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { searchSecrets } from './search-secrets.mjs';

const root = path.join(import.meta.dirname, '..');
const [name, ...command] = process.argv.slice(2);
const folder = path.join(root, 'artifacts/taps', name);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const tap = path.join(root, 'tests/secret-search/tap.cjs');
const env = {
  ...process.env,
  LATCHKEY_TAPS: folder,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require "${tap}"`.trim(),
};
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit', env });
const searched = await searchSecrets([`--expect=${name}`, folder]);
process.exitCode = status === 0 ? searched : (status ?? 1);
