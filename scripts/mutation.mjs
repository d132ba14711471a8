// npm run mutation [-- --scope policy] [--left] [--break 90] [--concurrency 1] [--doc]: changes what decides one small
// thing at a time and asks whether a test notices. Keeps the result of each scope as soon as it is there, prints what no
// test noticed, and fails when the score of an area is under `break`. `--left` asks again only
// about what was not noticed last time, after tests were added and the code stayed. `--doc` measures nothing and writes
// docs/mutation.md from the results there are.
import { Stryker } from '@stryker-mutator/core';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { whyOf } from './mutation-harmless.mjs';
import { areasOf, documentOf, leftOf, tallyOf, textOf } from './mutation-report.mjs';
import { SCOPES } from './mutation-scopes.mjs';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'artifacts', 'mutation');
const { values } = parseArgs({
  options: {
    scope: { type: 'string', multiple: true, default: [] },
    left: { type: 'boolean', default: false },
    doc: { type: 'boolean', default: false },
    ...{ break: { type: 'string', default: '90' }, concurrency: { type: 'string', default: '2' } },
  },
});

function checkNames() {
  const named = SCOPES.flatMap(({ mutate, tests }) => [...mutate, ...tests]);
  const missing = named.filter((file) => !existsSync(path.join(root, file)));
  const strange = values.scope.filter((name) => SCOPES.every((scope) => scope.name !== name));
  if (missing.length > 0) throw new Error(`scripts/mutation-scopes.mjs names what is not there: ${missing.join(', ')}`);
  if (strange.length > 0) throw new Error(`scripts/mutation-scopes.mjs does not name: ${strange.join(', ')}`);
}

function stryke({ mutate, tests }) {
  // The workers of Stryker read it in scripts/jest.mutation.mjs.
  process.env.LATCHKEY_MUTATION_TESTS = JSON.stringify(tests);
  return new Stryker({
    ...{ mutate, testRunner: 'jest', plugins: ['@stryker-mutator/jest-runner'] },
    jest: { configFile: 'scripts/jest.mutation.mjs', enableFindRelatedTests: false },
    ...{ coverageAnalysis: 'perTest', concurrency: Number(values.concurrency) },
    ...{ reporters: ['progress-append-only'], logLevel: 'error', allowConsoleColors: false },
    // Jest keeps what every run loaded: without it a worker grows past a gigabyte.
    maxTestRunnerReuse: 150,
    // A busy machine must not make a surviving mutant look like one that never ends.
    ...{ timeoutMS: 60_000, timeoutFactor: 10, dryRunTimeoutMinutes: 20 },
    ...{ tempDirName: 'artifacts/mutation/work', cleanTempDir: 'always' },
    ignorePatterns: ['dist', 'docs', 'artifacts'],
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

const LONGEST = 120;
const short = (text) => {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

/** Lines and columns count from 1. */
function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const cut = [...lines.slice(0, -1), lines.at(-1).slice(0, end.column - 1)];
  return [cut[0].slice(start.column - 1), ...cut.slice(1)].join('\n');
}

function entryOf({ fileName, location, replacement, ...verdict }) {
  const file = path.relative(root, fileName).replaceAll(path.sep, '/');
  const from = short(textAt(readFileSync(fileName, 'utf8'), location));
  return {
    file,
    ...location.start,
    endLine: location.end.line,
    verdict: verdictOf(verdict),
    from,
    to: short(replacement),
  };
}

/** A result of other files says nothing. */
function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

const resultFile = ({ name }) => path.join(folder, 'scopes', `${name}.json`);

/** The last result where the code is still the same; its tests may be others. */
function lastOf(scope) {
  if (!existsSync(resultFile(scope))) return undefined;
  const last = JSON.parse(readFileSync(resultFile(scope), 'utf8'));
  return last.code === digestOf(scope.mutate) ? last : undefined;
}

const placeOf = ({ file, line, column, from, to }) => [file, line, column, from, to].join('|');

/** The last result with what was left in it measured again. */
async function again(scope, last) {
  const left = leftOf(last.entries);
  const mutate = [...new Set(left.map(({ file, line, endLine = line }) => `${file}:${line}-${endLine}`))];
  const asked = mutate.length === 0 ? [] : (await stryke({ ...scope, mutate })).map(entryOf);
  const found = new Map(asked.map((entry) => [placeOf(entry), entry]));
  return last.entries.map((entry) => found.get(placeOf(entry)) ?? entry);
}

async function measure(scope) {
  const started = Date.now();
  const digests = { code: digestOf(scope.mutate), tests: digestOf(scope.tests) };
  const last = values.left ? lastOf(scope) : undefined;
  const entries = last === undefined ? (await stryke(scope)).map(entryOf) : await again(scope, last);
  const minutes = (last?.minutes ?? 0) + (Date.now() - started) / 60_000;
  writeFileSync(resultFile(scope), `${JSON.stringify({ ...digests, minutes, entries }, undefined, 1)}\n`);
}

/** The result for the files as they are, or nothing. */
function resultOf(scope) {
  const last = lastOf(scope);
  if (last === undefined || last.tests !== digestOf(scope.tests)) return [];
  const { name, area } = scope;
  return [{ name, area, minutes: last.minutes, entries: last.entries.map((one) => ({ ...one, why: whyOf(one) })) }];
}

function report(scopes) {
  const results = scopes.flatMap(resultOf);
  writeFileSync(path.join(folder, 'mutation.txt'), textOf(results));
  return results;
}

async function run() {
  const wanted = SCOPES.filter(({ name }) => values.scope.length === 0 || values.scope.includes(name));
  for (const scope of wanted) {
    process.stderr.write(`${scope.name}: ${scope.mutate.join(' ')}\n`);
    await measure(scope);
    const [{ entries }] = resultOf(scope);
    process.stderr.write(`${scope.name}: ${tallyOf(scope.name, entries).score.toFixed(1)}\n`);
    report(SCOPES);
  }
  const results = wanted.flatMap(resultOf);
  process.stdout.write(textOf(results));
  const low = areasOf(results).filter(({ score }) => score < Number(values.break));
  if (low.length === 0) return;
  process.stderr.write(`Under ${values.break}: ${low.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 1;
}

function writeDocument() {
  const results = report(SCOPES);
  const missing = SCOPES.filter(({ name }) => results.every((one) => one.name !== name)).map(({ name }) => name);
  writeFileSync(path.join(root, 'docs', 'mutation.md'), documentOf(results, missing));
  const open = leftOf(results.flatMap(({ entries }) => entries)).filter(({ why }) => why === undefined);
  process.stderr.write(
    `docs/mutation.md: ${missing.length} scopes not measured, ${open.length} changes without a reason.\n`,
  );
}

checkNames();
mkdirSync(path.join(folder, 'scopes'), { recursive: true });
if (values.doc) writeDocument();
else await run();
