// npm run build: writes dist/ from the sources, file by file (types are checked by "npm run typecheck").
// With --if-missing it does nothing when dist/ is already there, since a bot may run from it, and says so when it is old; with --faults it adds what kills the product (npm run chaos).
import { build } from 'esbuild';
import { cpSync, existsSync, globSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = 'bot cards graph recovery storage delivery web words connectors platform simulators scripts'.split(' ');
const ROOTS = ['index.ts', 'compose.ts', 'lifecycle.ts', 'local.ts', 'instances.ts', 'wiring.ts'];
const FAULTS = process.argv.includes('--faults') ? ['tests/faults/**/*.ts'] : [];
const CLIENT = 'simulators/panes/client';
const CLIENT_BUNDLE = 'dist/simulators/panes/public/panes.js';

const isServerSource = (file) => !/\.(test|d)\.ts$/.test(file) && !file.startsWith(`${CLIENT}/`);
const inFolders = (pattern) => FOLDERS.map((folder) => `${folder}/${pattern}`);

function find(patterns, keep = () => true) {
  const files = globSync(patterns, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative('.', path.join(entry.parentPath, entry.name)));
  return [...new Set(names.map((name) => name.split(path.sep).join('/')))].filter(keep);
}

async function transpile() {
  const entryPoints = find([...ROOTS, ...inFolders('**/*.ts'), ...FAULTS], isServerSource);
  const shape = { format: 'cjs', platform: 'node', target: 'node22', sourcemap: 'linked', sourcesContent: false };
  await build({ ...shape, entryPoints, outdir: 'dist', outbase: '.', logLevel: 'warning' });
  return entryPoints.length;
}

/** JSON (card templates, sentences) and everything in a folder called public is read at run time beside its code. */
function copyAssets() {
  const assets = find([...inFolders('**/*.json'), ...inFolders('**/public/**/*')]);
  for (const file of assets) cpSync(file, path.join('dist', file));
  return assets.length;
}

async function bundleClient() {
  const entry = `${CLIENT}/main.ts`;
  if (!existsSync(entry)) return;
  const shape = { bundle: true, minify: true, format: 'iife', platform: 'browser', target: 'es2022' };
  await build({ ...shape, entryPoints: [entry], outfile: CLIENT_BUNDLE, logLevel: 'warning' });
}

process.chdir(path.join(import.meta.dirname, '..'));
if (process.argv.includes('--if-missing') && existsSync('dist/index.js')) {
  const builtAt = statSync('dist/index.js').mtimeMs;
  const isNewer = (file) => statSync(file).mtimeMs > builtAt;
  if (find([...ROOTS, ...inFolders('**/*.{ts,json}')]).some(isNewer))
    console.error('dist/ is older than the sources; “npm run build” makes it anew.');
  process.exit(0);
}

const started = performance.now();
rmSync('dist', { recursive: true, force: true });
const [sources] = await Promise.all([transpile(), bundleClient()]);
const assets = copyAssets();
console.log(`dist/: ${sources} sources, ${assets} assets, ${Math.round(performance.now() - started)} ms`);
