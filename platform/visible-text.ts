/** Blanks of any kind, among them a letter of Braille without a dot and the line end of old terminals. */
const BLANK = /[\s\u0085\u2800]+/gu;
/** Letters behind which a joiner, which nobody sees, changes how the word is written. */
const JOINED = String.raw`\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}`;
/**
 * Control characters, what turns the direction of text, joiners and fillers without a shape, selectors and tags, private
 * letters, halves of characters, and code points that are none.
 */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;
const ANY_UNSEEN = new RegExp(UNSEEN, 'gu');
/** What keeps no room either, and joins nothing. */
const UNSEEN_BUT_BLANK = new RegExp(
  String.raw`(?<![${JOINED}])[\u200c\u200d]|(?![\u200c\u200d\s\u0085])${UNSEEN}|\ufeff`,
  'gu',
);
/** More marks on one letter than any language writes: they would cover the lines around. */
const TOWER = /(\p{M}{4})\p{M}+/gu;

/** One line without what hides text, turns its direction or covers other text. Attacker-controlled; any length. */
export function visible(text: string): string {
  const shown = text.normalize('NFC').replace(UNSEEN_BUT_BLANK, '').replace(BLANK, ' ');
  return shown.replace(TOWER, '$1');
}

/** Whether something stands in it that nobody sees, or that covers other text. */
export function hides(text: string): boolean {
  return [UNSEEN_BUT_BLANK, TOWER].some((pattern) => text.search(pattern) >= 0);
}

const codeUnits = (character: string): string =>
  Array.from({ length: character.length }, (_none, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/** As it is, but for what cannot be seen, which stands as `\u202e`: for terminals, which take orders from such characters. */
export function escaped(text: string): string {
  return text.replace(ANY_UNSEEN, codeUnits);
}

/** JSON of the same value, on one line, in which everything can be seen. */
export function escapedJson(value: unknown): string {
  return escaped(JSON.stringify(value));
}

/** As it is, with `\ufffd` for each character that cannot be seen: no longer than it was. */
export function seen(text: string): string {
  return text.replace(ANY_UNSEEN, '\ufffd');
}
