/** Marks that a mail's HTML may write for a letter. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decode(entity: string, name: string): string {
  const number = /^#x?([0-9a-f]+)$/i.exec(name)?.[1];
  if (number === undefined) return ENTITIES[name.toLowerCase()] ?? entity;
  const code = Number.parseInt(number, /^#x/i.test(name) ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

const UNSEEN = /<(style|script|head|title)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const LINK = /<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)["']?[^>]*>([\s\S]*?)<\/a\s*>/gi;
const BREAK = /<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi;
const TAG = /<[a-z/!][^>]*>/gi;

/**
 * The words of a mail's HTML, with the address of a link behind its text. The HTML never becomes a document: its pictures are
 * not loaded, its scripts are not there. The result is text, to be shown as text.
 */
export function wordsOfHtml(html: string): string {
  const bare = html
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .replace(LINK, (_link, href: string, text: string) => (text.includes(href) ? text : `${text} ${href} `))
    .replace(BREAK, '\n')
    .replace(TAG, '');
  const words = bare.replace(/&(#?[a-z0-9]+);/gi, decode);
  return words
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
