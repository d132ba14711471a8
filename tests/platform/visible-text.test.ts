import { escaped, escapedJson, seen, visible } from '../../platform/visible-text';
import { HOSTILE_ROWS, unseenIn } from '../support/hostile-strings';

describe('when text is made visible', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['Søren Ærøskøbing-Ødegård', 'Søren Ærøskøbing-Ødegård'],
    ['李小龍 – 漢字', '李小龍 – 漢字'],
    ['محمد علي', 'محمد علي'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['श्री क्\u200dष', 'श्री क्\u200dष'],
    ['Nguyễn Thị Ngọc', 'Nguyễn Thị Ngọc'],
    ['ก็น้ำใจ', 'ก็น้ำใจ'],
    ['a\u0085b\u2028c\td\r\ne\u2800f', 'a b c d e f'],
    ['A\u200cd\u200da', 'Ada'],
    ['A\u00add\u034fa\u3164\ufe0f\u{e0041}', 'Ada'],
    ['\ufff9A\ufffad\ufffba', 'Ada'],
    ['Ad\ud800a\uffff', 'Ada'],
    [`A${'\u0317'.repeat(50)}da`, `A${'\u0317'.repeat(4)}da`],
  ])('%j is %j', (given, expected) => {
    expect(visible(given)).toBe(expected);
  });

  it.each(HOSTILE_ROWS)('nothing hides in it: %s', (_name, text) => {
    expect(unseenIn(visible(text))).toBeUndefined();
    expect(visible(visible(text))).toBe(visible(text));
  });
});

describe('when text is for a terminal', () => {
  it('shows what would command it', () => {
    expect(escaped('\u001b[31mred\u009b2J\u202e\n')).toBe('\\u001b[31mred\\u009b2J\\u202e\\u000a');
    expect(escaped('Ådà 漢字 “x”')).toBe('Ådà 漢字 “x”');
  });

  it.each(HOSTILE_ROWS)('nothing in it commands or hides: %s', (_name, text) => {
    expect(escaped(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(seen(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(seen(text).length).toBeLessThanOrEqual(text.length);
  });

  it.each(HOSTILE_ROWS)('JSON stays the same JSON: %s', (_name, text) => {
    const json = escapedJson({ text, [text]: [text] });
    expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(json)).toEqual({ text, [text]: [text] });
  });
});
