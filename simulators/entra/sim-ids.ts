import { randomInt, randomUUID } from 'node:crypto';

/** Where the simulator's ids and pass secrets come from; injected, so that tests can repeat them. */
export interface SimIds {
  guid(): string;
  /** Text of a Temporary Access Pass. Entra's alphabet includes `+`, which must be encoded in a form. */
  pass(length: number): string;
}

const PASS_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+';

export const randomIds: SimIds = {
  guid: () => randomUUID(),
  pass: (length) => passOf(length, () => randomInt(PASS_ALPHABET.length)),
};

/** The same ids in the same order every time; every pass begins with `+`, so that whoever forgets to encode it notices. */
export function countingIds(): SimIds {
  let count = 0;
  return {
    guid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
    pass: (length) => {
      count += 1;
      const turn = count;
      return passOf(length, (place) => (place === 0 ? PASS_ALPHABET.length - 1 : (turn * 7 + place * 11) % 50));
    },
  };
}

function passOf(length: number, pick: (place: number) => number): string {
  return Array.from({ length }, (_, place) => PASS_ALPHABET.charAt(pick(place))).join('');
}
