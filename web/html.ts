const TEXT: unique symbol = Symbol('html');

/** Markup that `html` made. Nothing else can make one: whatever is put into it was escaped. */
export interface Html {
  readonly [TEXT]: string;
}

export type Piece = Html | string | number | false | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function render(piece: Piece): string {
  if (piece === false || piece === undefined) return '';
  if (typeof piece === 'string') return escape(piece);
  if (typeof piece === 'number') return String(piece);
  return TEXT in piece ? piece[TEXT] : piece.map((one) => render(one)).join('');
}

/**
 * Template tag: escapes every value that is not `Html` itself, for text and for attributes in double quotes. Danger: a
 * value in an attribute without quotes, or an address that somebody else chose, is not safe by escaping.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const text = strings.map((string, at) => string + render(pieces[at])).join('');
  return { [TEXT]: text };
}

/** The text of a whole document, for the answer. */
export function markup(document: Html): string {
  return document[TEXT];
}
