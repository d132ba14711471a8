import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './support/source-files';

const LISTED =
  '2.3.3 2.3.4 2.3.5 6.3.7 6.4.4 6.5.1 6.5.2 6.5.4 6.5.5 6.6.2 6.6.3 6.6.4 6.8.2 8.2.2 8.3.1 8.3.2 8.4.1 ' +
  '9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4 13.1.2 13.1.3 13.2.4 15.1.2 15.4.2 16.2.5 16.4.1 16.4.2 16.4.3 ' +
  '16.5.1 16.5.2 16.5.3 16.5.4';
/** How many requirements of each level the standard has. */
const LEVELS = { '1': 70, '2': 183 } as const;
const STATUSES = ['met', 'partly', 'not', 'does not apply'];

interface Row {
  readonly id: string;
  readonly level: string;
  readonly cells: readonly string[];
}

interface Named {
  readonly file: string;
  readonly titles: readonly string[];
}

function rowsOf(text: string): readonly Row[] {
  const lines = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
  return lines.map((line) => {
    const [id = '', level = '', ...cells] = line.slice(2, -2).split(' | ');
    return { id, level, cells };
  });
}

const titlesIn = (text: string): readonly string[] => [...text.matchAll(/“([^”]*)”/g)].map(([, title = '']) => title);

/** Each test file that stands in code marks, with the titles in curly quotes that follow it. */
function namedIn(text: string): readonly Named[] {
  const found = text.matchAll(/`(tests\/[^`]+)`((?: “[^”]*”)*)/g);
  return [...found].map(([, file = '', titles = '']) => ({ file, titles: titlesIn(titles) }));
}

/** As the whole of a literal in the file's source, so that a part of another title is not enough. */
const has = (source: string, title: string): boolean =>
  ["'", '"', '`'].some((quote) => source.includes(quote + title + quote));

function missingIn(text: string): readonly string[] {
  return namedIn(text).flatMap(({ file, titles }) => {
    const place = path.join(ROOT, file);
    if (!existsSync(place)) return [file];
    const source = readFileSync(place, 'utf8');
    return titles.filter((title) => !has(source, title)).map((title) => `${file}: ${title}`);
  });
}

const doc = readFileSync(path.join(ROOT, 'docs/asvs.md'), 'utf8');
const rows = rowsOf(doc);

describe('when the document on ASVS is read', () => {
  it('names tests that exist, by titles that they have', () => {
    expect(missingIn(doc)).toEqual([]);
  });

  it('quotes nothing but titles behind a file', () => {
    expect(namedIn(doc).flatMap(({ titles }) => titles)).toEqual(titlesIn(doc));
    expect(titlesIn(doc).length).toBeGreaterThan(150);
  });

  it('has each id once', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it.each(LISTED.split(' '))('tells at length of %s', (id) => {
    expect(rows.find((row) => row.id === id)?.cells).toHaveLength(4);
  });

  it.each(Object.entries(LEVELS))('has all of level %s', (level, count) => {
    expect(rows.filter((row) => row.level === level)).toHaveLength(count);
  });

  it('calls nothing met in the first table without a test', () => {
    const met = rows.filter(({ cells }) => cells.length === 4 && cells[1] === 'met');
    expect(met.length).toBeGreaterThan(15);
    for (const { id, cells } of met) expect([id, titlesIn(cells[3] ?? '').length]).not.toEqual([id, 0]);
  });

  it('knows four answers, and says why', () => {
    for (const { id, level, cells } of rows) {
      expect(['1', '2', '3']).toContain(level);
      expect([id, STATUSES.includes(cells.at(cells.length === 4 ? 1 : 0) ?? '')]).toEqual([id, true]);
      expect([id, (cells.at(-1) ?? '').length > 5]).toEqual([id, true]);
    }
  });
});

describe('when the document is wrong', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    ['a file that is not there', '`tests/gone.test.ts` “has each id once”', 'tests/gone.test.ts'],
    ['a title that is not there', '`tests/asvs.test.ts` “has no id”', 'tests/asvs.test.ts: has no id'],
    ['a part of a title', '`tests/asvs.test.ts` “has each id”', 'tests/asvs.test.ts: has each id'],
    ['the second title', '`tests/asvs.test.ts` “has each id once” “no”', 'tests/asvs.test.ts: no'],
  ];
  it.each(wrong)('notices %s', (_what, text, said) => {
    expect(missingIn(text)).toEqual([said]);
  });
});
