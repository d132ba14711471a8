import { visible as oneLine } from '../platform/visible-text';

/** What Markdown could read as a link, emphasis, code, a heading, a quote or a table. */
const MARKDOWN = /[\\`*_[\]<>#|~!]/g;
const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = [...SEGMENTS.segment(text.slice(0, 2 * most))].filter(
    ({ index, segment }) => index + segment.length < most,
  );
  return `${whole.map(({ segment }) => segment).join('')}…`;
}

/** Somebody may send a novel: of more than this nobody sees anything. */
const LOOKED_AT = 8_192;

/** Without what hides text, turns its direction, opens a template or asks a client for a date. One line. */
export function visible(text: string): string {
  return oneLine(text).replaceAll('${', '$ {').replaceAll('{{', '{ {');
}

/**
 * Somebody's own words or a name from the directory, made fit for a TextRun: one line, no invisible or direction-changing
 * characters, at most `most` characters. Attacker-controlled; Markdown and links are harmless in a TextRun only.
 */
export function clean(text: string, most: number): string {
  return cut(visible(text.slice(0, LOOKED_AT)).trim(), most);
}

/**
 * A message of several lines in plain text. Nothing in it is read as Markdown, but clients make links of addresses: those
 * of other people's words are taken apart, and ours need none.
 */
export function plainMessage(text: string): string {
  const lines = text.split('\n').map((line) => visible(line).trimEnd());
  return lines.join('\n').replaceAll('://', ' ').replace(/www\./gi, 'www ');
}

/** As `clean`, for places that read Markdown: choices, summaries, speech. */
export function neutral(text: string, most: number): string {
  const bare = visible(text.slice(0, LOOKED_AT)).replace(MARKDOWN, ' ').replaceAll('&', ' and ').replaceAll('://', ' ');
  return clean(bare.replace(/www\./gi, 'www '), most);
}
