/** Control characters, line and paragraph separators, bidirectional overrides and isolates, invisible joiners. */
const INVISIBLE = /[\p{Cc}\p{Co}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
/** What Markdown could read as a link, emphasis, code, a heading, a quote or a table. */
const MARKDOWN = /[\\`*_[\]<>#|~!]/g;
const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Somebody may send a novel: segment only what can be shown.
  const whole = [...SEGMENTS.segment(text.slice(0, 2 * most))].filter(
    ({ index, segment }) => index + segment.length < most,
  );
  return `${whole.map(({ segment }) => segment).join('')}…`;
}

/** Without what hides text, turns its direction or opens a template. Spaces of any kind become one space. */
export function visible(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '').replaceAll('${', '$ {');
}

/**
 * Somebody's own words or a name from the directory, made fit for a TextRun: one line, no invisible or direction-changing
 * characters, at most `most` characters. Attacker-controlled; Markdown and links are harmless in a TextRun only.
 */
export function clean(text: string, most: number): string {
  return cut(visible(text).trim(), most);
}

/** As `clean`, for places that read Markdown: choices, summaries, speech. */
export function neutral(text: string, most: number): string {
  const bare = visible(text).replace(MARKDOWN, ' ').replaceAll('&', ' and ').replaceAll('://', ' ');
  return clean(bare.replace(/www\./gi, 'www '), most);
}
