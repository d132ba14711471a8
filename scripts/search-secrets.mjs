import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(import.meta.dirname, '..');

/** Searches the folders that taps wrote. The exit code: 0 when every secret was only where it may be, and enough was heard. */
export async function searchSecrets(args) {
  const outfile = path.join(root, 'artifacts', 'search-secrets.cjs');
  await build({
    entryPoints: [path.join(root, 'tests/secret-search/command.ts')],
    ...{ outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node22', packages: 'external' },
    ...{ sourcemap: 'inline', sourcesContent: false, logLevel: 'warning' },
  });
  const env = { ...process.env, NODE_OPTIONS: '', LATCHKEY_TAPS: '' };
  return spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit', env }).status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await searchSecrets(process.argv.slice(2));
