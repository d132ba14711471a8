/** Six digits may stand in a hash, a time or an id by chance; as a word of their own they can be a code. */
const ALONE = /(?<![\w:/+-]|\d\.)(\d{3}) ?(\d{3})(?![\w:/+-]|\.\d)/g;

export interface SixDigits {
  readonly code: string;
  readonly at: number;
  readonly length: number;
}

/** Every number of six digits that stands alone, also with a space in its middle as cards show it. */
export function codesIn(bytes: Buffer): readonly SixDigits[] {
  return [...bytes.toString('latin1').matchAll(ALONE)].map(({ 0: whole, 1: head = '', 2: tail = '', index }) => ({
    ...{ code: head + tail, at: index, length: whole.length },
  }));
}
