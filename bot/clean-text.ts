/** Longer messages are cut: nothing that anybody asks of this bot is longer. */
const LONGEST = 1_000;

const MENTION = /<at\b[^>]*>.*?<\/at>/gis;
const TAG = /<\/?[a-z][^>]{0,200}>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};
/** Zero-width, right-to-left and other marks that change how text looks but not what it says; and control characters. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\u034f\u115f\u1160\u3164\uffa0]/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/**
 * What somebody meant to say: without mentions, markup, invisible and direction-changing characters, one space between
 * words, compatibility forms (full-width digits, ligatures) as plain ones, straight quotes. Case is kept.
 * Attacker-controlled: safe for any length and any characters.
 */
export function cleanText(text: string | null | undefined): string {
  return (text ?? '')
    .slice(0, LONGEST * 4)
    .replace(MENTION, ' ')
    .replace(TAG, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|apos|#39);/g, (_whole, name: string) => ENTITIES[name] ?? ' ')
    .normalize('NFKC')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(/[\u2018\u2019\u201b\u2032\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u201f\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();
}
