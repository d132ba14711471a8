// npm run sim -- --seeds 100000 [--from 1] [--workers 2], or --seed N to play one again: bundles the simulation of
// tests/faults/simulation into a folder that git ignores, and runs it.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const outfile = path.join(root, 'artifacts', 'simulation.cjs');

/** The library that writes canonical JSON is a fifth of a run; this stands in for it, and is tested to write the same. */
const quickCanonicalJson = {
  name: 'quick-canonical-json',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^canonicalize$/ }, () => ({ path: 'canonicalize', namespace: 'quick' }));
    onLoad({ filter: /.*/, namespace: 'quick' }, () => ({
      contents: `export { quickCanonicalize as default } from './tests/faults/simulation/quick-canonicalize.ts';`,
      resolveDir: root,
    }));
  },
};

await build({
  entryPoints: [path.join(root, 'tests/faults/simulation/command.ts')],
  ...{ outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node22', packages: 'external' },
  ...{ sourcemap: 'inline', sourcesContent: false, logLevel: 'warning' },
  plugins: [quickCanonicalJson],
});
// Each thread collects its own garbage: as many of them play as there are cores, and helpers would only be in their way.
const command = ['--single-threaded-gc', outfile, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
process.exitCode = status ?? 1;
