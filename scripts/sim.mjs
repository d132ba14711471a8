// npm run sim -- --seeds 100000 [--from 1] [--workers 2], or --seed N to play one again: bundles the simulation of
// tests/faults/simulation into a folder that git ignores, and runs it.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const outfile = path.join(root, 'artifacts', 'simulation.cjs');

await build({
  entryPoints: [path.join(root, 'tests/faults/simulation/command.ts')],
  ...{ outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node22', packages: 'external' },
  ...{ sourcemap: 'inline', sourcesContent: false, logLevel: 'warning' },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
