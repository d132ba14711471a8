import type { BenchResult, Goal, Row } from './bench';
import { isMet } from './bench';

function rounded(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

function goalText(goal: Goal | undefined, unit: string): string {
  if (goal === undefined) return '';
  return 'atMost' in goal ? `≤ ${rounded(goal.atMost)} ${unit}` : `≥ ${rounded(goal.atLeast)} ${unit}`;
}

/** `met`, or by how much it is missed. */
function verdict(row: Row): string {
  const met = isMet(row);
  if (met === undefined || row.goal === undefined) return '';
  if (met) return 'met';
  const limit = 'atMost' in row.goal ? row.goal.atMost : row.goal.atLeast;
  return limit === 0 ? 'MISSED' : `MISSED (${rounded(row.measured / limit)} times the goal)`;
}

/** A result as lines for the terminal. */
export function resultLines({ name, title, rows, notes }: BenchResult): readonly string[] {
  const cells = rows.map((row) => [
    row.what,
    `${rounded(row.measured)} ${row.unit}`,
    goalText(row.goal, row.unit),
    verdict(row),
  ]);
  const all = [['', 'measured', 'goal', ''], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const line = (parts: readonly string[]): string =>
    `  ${parts.map((part, column) => (column === 1 ? part.padStart(widths[1] ?? 0) : part.padEnd(widths[column] ?? 0))).join('  ')}`;
  return ['', `${name}: ${title}`, ...all.map((parts) => line(parts).trimEnd()), ...notes.map((note) => `  * ${note}`)];
}
