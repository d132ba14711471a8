// npm run mutation [-- --mutate recovery/codes.ts] [--break 90]: changes the core one small thing at a time and asks
// whether a test notices. Prints what no test noticed, and fails when the score of all that was mutated is under `break`.
import { Stryker } from '@stryker-mutator/core';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SCOPES } from './mutation-scopes.mjs';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'artifacts', 'mutation');

const { values } = parseArgs({
  options: { mutate: { type: 'string', multiple: true, default: [] }, break: { type: 'string', default: '90' } },
});

/** The scopes with only the wanted files in them; all without a wish. */
function wantedScopes(wanted) {
  const known = SCOPES.flatMap(({ mutate, tests }) => [...mutate, ...tests]);
  const missing = known.filter((file) => !existsSync(path.join(root, file)));
  const strange = wanted.filter((file) => !SCOPES.some(({ mutate }) => mutate.includes(file)));
  if (missing.length > 0) throw new Error(`scripts/mutation-scopes.mjs names what is not there: ${missing.join(', ')}`);
  if (strange.length > 0) throw new Error(`scripts/mutation-scopes.mjs does not name: ${strange.join(', ')}`);
  if (wanted.length === 0) return SCOPES;
  const chosen = SCOPES.map((scope) => ({ ...scope, mutate: scope.mutate.filter((file) => wanted.includes(file)) }));
  return chosen.filter(({ mutate }) => mutate.length > 0);
}

function run({ mutate, tests }) {
  // The workers of Stryker read it in scripts/jest.mutation.mjs.
  process.env.LATCHKEY_MUTATION_TESTS = JSON.stringify(tests);
  return new Stryker({
    ...{ mutate, testRunner: 'jest', plugins: ['@stryker-mutator/jest-runner'] },
    jest: { configFile: 'scripts/jest.mutation.mjs', enableFindRelatedTests: false },
    ...{
      coverageAnalysis: 'perTest',
      concurrency: 2,
      reporters: ['progress-append-only'],
      logLevel: 'error',
      allowConsoleColors: false,
    },
    // Jest keeps what every run loaded: without it a worker grows past a gigabyte.
    maxTestRunnerReuse: 150,
    // A busy machine must not make a surviving mutant look like one that never ends.
    ...{ timeoutMS: 60_000, timeoutFactor: 10, dryRunTimeoutMinutes: 20 },
    ...{
      tempDirName: 'artifacts/mutation/work',
      cleanTempDir: 'always',
      ignorePatterns: ['dist', 'docs', 'artifacts'],
    },
  }).runMutationTest();
}

/**
 * One word for what became of a mutant. A loop that Stryker counted out is noticed; a run that only took long is not,
 * since on a busy machine that says nothing.
 */
function verdictOf({ status, statusReason = '' }) {
  if (status === 'Killed' || (status === 'Timeout' && statusReason.startsWith('Hit limit'))) return 'killed';
  return { Survived: 'survived', NoCoverage: 'uncovered', Timeout: 'timeout' }[status] ?? 'invalid';
}

function entryOf(mutant) {
  const { fileName, location, mutatorName, replacement, statusReason } = mutant;
  const file = path.relative(root, fileName).replaceAll(path.sep, '/');
  const { line, column } = location.start;
  return { file, line, column, verdict: verdictOf(mutant), mutatorName, replacement, statusReason };
}

const count = (entries, verdict) => entries.filter((one) => one.verdict === verdict).length;

function tally(name, entries) {
  const [killed, survived, uncovered, timeout] = ['killed', 'survived', 'uncovered', 'timeout'].map((verdict) =>
    count(entries, verdict),
  );
  const mutants = killed + survived + uncovered + timeout;
  return { name, mutants, killed, survived, uncovered, timeout, score: mutants === 0 ? 100 : (100 * killed) / mutants };
}

const cells = ({ name, mutants, killed, survived, uncovered, timeout, score }) =>
  [
    name.padEnd(34),
    ...[mutants, killed, survived, uncovered, timeout, score.toFixed(1)].map((cell) => String(cell).padStart(10)),
  ].join('');

function textOf(entries, files, total, minutes) {
  const names = ['file', 'mutants', 'killed', 'survived', 'uncovered', 'timeout', 'score'];
  const head = names.map((name, at) => (at === 0 ? name.padEnd(34) : name.padStart(10))).join('');
  const left = entries
    .filter(({ verdict }) => verdict !== 'killed' && verdict !== 'invalid')
    .map((one) => `${one.verdict} ${one.file}:${one.line}:${one.column} ${one.mutatorName} -> ${one.replacement}`);
  return [...left, '', head, ...[...files, total].map(cells), `${minutes.toFixed(1)} minutes`, ''].join('\n');
}

const started = Date.now();
const entries = [];
for (const scope of wantedScopes(values.mutate)) {
  process.stderr.write(`${scope.mutate.join(' ')}\n`);
  entries.push(...(await run(scope)).map(entryOf));
}
const files = [...new Set(entries.map(({ file }) => file))].map((file) =>
  tally(
    file,
    entries.filter((one) => one.file === file),
  ),
);
const total = tally('all', entries);
const text = textOf(entries, files, total, (Date.now() - started) / 60_000);
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'mutation.json'), `${JSON.stringify({ total, files, entries }, undefined, 1)}\n`);
writeFileSync(path.join(folder, 'mutation.txt'), text);
process.stdout.write(text);
if (total.score < Number(values.break)) {
  process.stderr.write(`The score is under ${values.break}.\n`);
  process.exitCode = 1;
}
