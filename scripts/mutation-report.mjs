/**
 * What was measured, put together: `scopes` = one result per scope, `{ name, area, minutes, entries }`; an entry is one
 * mutant, `{ file, line, column, verdict, from, to, why }`, with `why` where `scripts/mutation-harmless.mjs` has it.
 */
const VERDICTS = ['killed', 'survived', 'uncovered', 'timeout'];

export function tallyOf(name, entries) {
  const [killed, survived, uncovered, timeout] = VERDICTS.map(
    (verdict) => entries.filter((one) => one.verdict === verdict).length,
  );
  const mutants = killed + survived + uncovered + timeout;
  const score = mutants === 0 ? 100 : (100 * killed) / mutants;
  return { name, mutants, killed, survived, uncovered, timeout, score };
}

export const leftOf = (entries) => entries.filter(({ verdict }) => verdict !== 'killed' && verdict !== 'invalid');

const entriesOf = (scopes) => scopes.flatMap(({ entries }) => entries);

/** The score of each area, in the order of the scopes, and of everything. */
export function areasOf(scopes) {
  const areas = [...new Set(scopes.map(({ area }) => area))];
  const tallies = areas.map((area) => tallyOf(area, entriesOf(scopes.filter((one) => one.area === area))));
  return [...tallies, tallyOf('all', entriesOf(scopes))];
}

const HEADS = ['mutants', 'killed', 'survived', 'uncovered', 'timeout', 'score'];
const numbersOf = ({ mutants, killed, survived, uncovered, timeout, score }) =>
  [mutants, killed, survived, uncovered, timeout, score.toFixed(1)].map(String);
const row = (name, cells) => [name.padEnd(34), ...cells.map((cell) => cell.padStart(10))].join('');

export function textOf(scopes) {
  const left = leftOf(entriesOf(scopes)).map(
    ({ verdict, file, line, column, from, to, why }) =>
      `${verdict} ${file}:${line}:${column} ${from} -> ${to}${why === undefined ? '' : ` (harmless: ${why})`}`,
  );
  const tallies = [...scopes.map(({ name, entries }) => tallyOf(`  ${name}`, entries)), ...areasOf(scopes)];
  const minutes = scopes.reduce((sum, one) => sum + one.minutes, 0);
  const table = [row('scope', HEADS), ...tallies.map((one) => row(one.name, numbersOf(one)))];
  return [...left, '', ...table, `${minutes.toFixed(1)} minutes`, ''].join('\n');
}

const cellsOf = (cells) => `| ${cells.join(' | ')} |`;
const code = (text) => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``;

function survivorsOf(entries) {
  const rows = entries.map(({ file, from, to, why }) => cellsOf([file, `${code(from)} → ${code(to)}`, why ?? 'open']));
  return [...new Set(rows)].sort();
}

/** The document about what was measured; `missing` = names of scopes without a result for the files as they are. */
export function documentOf(scopes, missing) {
  const areas = areasOf(scopes).map((one) => cellsOf([one.name, ...numbersOf(one)]));
  const names = scopes.map((one) =>
    cellsOf([`${one.area}: ${one.name}`, ...numbersOf(tallyOf(one.name, one.entries))]),
  );
  const table = (head, rows) => [cellsOf([head, ...HEADS]), cellsOf(['---', ...HEADS.map(() => '---:')]), ...rows];
  return [
    '# What no test notices',
    '',
    '`npm run mutation` changes what decides one small thing at a time and asks whether a quick test notices. A run that only',
    'took too long counts as not noticed. Scopes and their tests stand in `scripts/mutation-scopes.mjs`, the reasons below in',
    '`scripts/mutation-harmless.mjs`; `npm run mutation -- --doc` writes this file from the last results.',
    '',
    ...table('Area', areas),
    '',
    ...table('Scope', names),
    '',
    missing.length === 0 ? 'All scopes were measured.' : `Not measured: ${missing.join(', ')}.`,
    '',
    '## What was not noticed',
    '',
    cellsOf(['File', 'Change', 'Why it harms nothing']),
    cellsOf(['---', '---', '---']),
    ...survivorsOf(leftOf(entriesOf(scopes))),
    '',
  ].join('\n');
}
