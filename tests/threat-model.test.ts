import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** How many threats are known. */
const THREATS = 27;

interface Row {
  readonly threat: string;
  readonly control: string;
  readonly tests: readonly string[];
}

function rowsOf(document: string): readonly Row[] {
  return document.split('\n').flatMap((line) => {
    const [, threat = '', , control = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^T\d+$/.test(threat)) return [];
    return [{ threat, control, tests: tests.split(', ').filter((one) => one !== '') }];
  });
}

/** Whether a title in this file of tests carries the number, as in `when a card is old (T8)`. */
function isNumbered(source: string, threat: string): boolean {
  return source
    .split('\n')
    .some((line) => /\b(describe|it)\b/.test(line) && new RegExp(`\\((T\\d+, )*${threat}(, T\\d+)*\\)`).test(line));
}

const ROWS = rowsOf(read('docs/threat-model.md'));

describe('when the threat model is read', () => {
  it('answers every threat once, in order, with a control', () => {
    expect(ROWS.map(({ threat }) => threat)).toEqual(Array.from({ length: THREATS }, (_, at) => `T${String(at + 1)}`));
    expect(ROWS.filter(({ control }) => control === '')).toEqual([]);
  });

  it.each(ROWS)('$threat: its tests exist and carry its number', ({ threat, tests }) => {
    expect(tests).not.toEqual([]);
    const wanting = tests.filter((file) => !existsSync(path.join(ROOT, file)) || !isNumbered(read(file), threat));
    expect(wanting).toEqual([]);
  });

  it('takes no other number for one', () => {
    expect(isNumbered("describe('when a card is old (T8)', () => {", 'T8')).toBe(true);
    expect(isNumbered("describe('when a card is old (T6, T8)', () => {", 'T6')).toBe(true);
    expect(isNumbered("describe('when a card is old (T18)', () => {", 'T8')).toBe(false);
    expect(isNumbered('// of (T8)', 'T8')).toBe(false);
  });
});
