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

/** A letter that is written from right to left: of the blocks that Unicode sets aside for such scripts. */
const TURNS = String.raw`(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]`;
/** From the first such letter to the last before a letter of another direction, with the marks on it. */
const TURNED = new RegExp(String.raw`${TURNS}(?:[^\p{L}\n]*${TURNS})*\p{M}*`, 'gu');
const [ISOLATE, END_OF_ISOLATE] = ['\u2067', '\u2069'];

/**
 * Words from right to left, each in an isolate of ours as `bdi` is on a page: a number, a code or a time behind a name
 * would else be shown before it. Only for text that was made visible: then no other isolate stands in it. Last of all,
 * because everything that makes text visible takes them out again.
 */
export function isolated(text: string): string {
  return text.replace(TURNED, (words) => `${ISOLATE}${words}${END_OF_ISOLATE}`);
}

/**
 * A message of several lines in plain text. Nothing in it is read as Markdown, but clients make links of addresses: those
 * of other people's words are taken apart, and ours need none.
 */
export function plainMessage(text: string): string {
  const lines = text.split('\n').map((line) => visible(line).trimEnd());
  return isolated(lines.join('\n').replaceAll('://', ' ').replace(/www\./gi, 'www '));
}

/** As `clean`, for places that read Markdown: choices, summaries, speech. */
export function neutral(text: string, most: number): string {
  const bare = visible(text.slice(0, LOOKED_AT)).replace(MARKDOWN, ' ').replaceAll('&', ' and ').replaceAll('://', ' ');
  return clean(bare.replace(/www\./gi, 'www '), most);
}
