import { visible } from '../platform/visible-text';

const LONGEST = 60;
/** Of more than this nobody sees anything. */
const LOOKED_AT = 1_000;
/** Letters, marks and digits, and what stands in names between them. */
const NOT_PART_OF_A_NAME = /[^\p{L}\p{M}\p{Nd} ’'.,()-]/gu;
/** A dot inside a word would make mail programs show a link. */
const INNER_DOT = /\.(?=\S)/g;

const UNNAMED = 'somebody in your team';

/** A name that somebody may have chosen themselves, fit for a sentence of ours in a plain-text mail. */
export function plainName(name: string): string {
  const shown = visible(name.slice(0, LOOKED_AT));
  const plain = shown.replace(NOT_PART_OF_A_NAME, ' ').replace(INNER_DOT, '. ').replace(/ +/g, ' ').trim();
  const characters = [...plain];
  if (plain === '') return UNNAMED;
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('').trim()}…` : plain;
}
