import type { ButtonRow } from './buttons';
import type { Fact, Line, Paragraph, Section, Suggestion, Tone } from './card-data';

const BULLET_WIDTH = '12px';
const NUMBER_WIDTH = '14px';
const WORD_WIDTH = '68px';

export function paragraphs(...texts: readonly (string | false | undefined)[]): readonly Paragraph[] {
  return texts.flatMap((text) => (text === undefined || text === false || text === '' ? [] : [{ text }]));
}

/** Facts without a value disappear. */
export function facts(...all: readonly (readonly [string, string | undefined])[]): readonly Fact[] {
  return all.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

function line(mark: string, text: string, markWidth: string, markColor: Line['markColor'] = 'default'): Line {
  return { mark, text, markWidth, markColor };
}

export function bullets(texts: readonly string[]): readonly Line[] {
  return texts.map((text) => line('–', text, BULLET_WIDTH));
}

export function numbered(texts: readonly string[]): readonly Line[] {
  return texts.map((text, at) => line(String(at + 1), text, NUMBER_WIDTH, 'accent'));
}

/** A line whose mark is one short word. */
export function marked(mark: string, text: string, color: Line['markColor'], width: string = WORD_WIDTH): Line {
  return line(mark, text, width, color);
}

interface Options {
  readonly style?: Tone;
  readonly intro?: string;
  readonly buttons?: readonly ButtonRow[];
}

/** A titled list; none where there is nothing to say. */
export function section(title: string, lines: readonly Line[], options: Options = {}): readonly Section[] {
  const { style = 'default', intro, buttons = [] } = options;
  if (lines.length === 0 && intro === undefined) return [];
  return [{ title, lines, style, buttonRows: buttons, ...(intro === undefined ? {} : { intro }) }];
}

/** Rows of at most `size`: three buttons in a row do not fit on a phone. */
export function inRows<T>(items: readonly T[], size = 2): readonly (readonly T[])[] {
  if (items.length === 0) return [];
  return [items.slice(0, size), ...inRows(items.slice(size), size)];
}

export function suggestionRows(all: readonly Suggestion[]): readonly { readonly suggestions: readonly Suggestion[] }[] {
  return inRows(all).map((suggestions) => ({ suggestions }));
}
