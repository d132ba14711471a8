import { CardError } from './errors';

/**
 * QR codes, model 2 (ISO/IEC 18004): one segment of bytes, error correction M, versions 1 to 10, always mask 0. Enough for
 * an address of up to 213 characters; which mask is used is the writer's choice, and readers take any.
 */

type Blocks = readonly [correction: number, blocks: readonly (readonly [count: number, data: number])[]];

/** For each version at level M: correction bytes of each block, and the blocks by their number of data bytes. */
const VERSIONS: readonly Blocks[] = [
  [10, [[1, 16]]],
  [16, [[1, 28]]],
  [26, [[1, 44]]],
  [18, [[2, 32]]],
  [24, [[2, 43]]],
  [16, [[4, 27]]],
  [18, [[4, 31]]],
  [
    22,
    [
      [2, 38],
      [2, 39],
    ],
  ],
  [
    22,
    [
      [3, 36],
      [2, 37],
    ],
  ],
  [
    26,
    [
      [4, 43],
      [1, 44],
    ],
  ],
];

const POWERS: number[] = [];
for (let at = 0, value = 1; at < 255; at += 1) {
  POWERS.push(value);
  value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
}

/** In GF(256) of the standard. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 255] ?? 0);
}

/** Remainder of the division by the generator polynomial of that degree. */
function correctionOf(data: readonly number[], degree: number): readonly number[] {
  let generator = [1];
  for (let at = 0; at < degree; at += 1) {
    const root = POWERS[at] ?? 0;
    generator = [...generator, 0].map((one, place) => one ^ times(generator[place - 1] ?? 0, root));
  }
  const rest = [...data, ...Array<number>(degree).fill(0)];
  for (let at = 0; at < data.length; at += 1) {
    const factor = rest[at] ?? 0;
    generator.forEach((one, place) => (rest[at + place] = (rest[at + place] ?? 0) ^ times(one, factor)));
  }
  return rest.slice(data.length);
}

const bitsOf = (value: number, length: number): readonly number[] =>
  Array.from({ length }, (_, at) => (value >>> (length - 1 - at)) & 1);

/** One byte of each block after the other, as the standard wants it. */
function interleaved(blocks: readonly (readonly number[])[]): readonly number[] {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat();
}

function codewords(bytes: Buffer, version: number, [correction, groups]: Blocks): readonly number[] {
  const sizes = groups.flatMap(([count, data]) => Array<number>(count).fill(data));
  const room = sizes.reduce((sum, one) => sum + one, 0);
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, version < 10 ? 8 : 16)];
  for (const byte of bytes) bits.push(...bitsOf(byte, 8));
  bits.push(...Array<number>(Math.min(4, room * 8 - bits.length)).fill(0));
  while (bits.length % 8 !== 0) bits.push(0);
  const data = Array.from({ length: bits.length / 8 }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  const blocks = sizes.map((size) => data.splice(0, size));
  return [...interleaved(blocks), ...interleaved(blocks.map((block) => correctionOf(block, correction)))];
}

/** Value and remainder of a division of polynomials over GF(2), as format and version are written. */
function guarded(value: number, degree: number, generator: number): number {
  let rest = value << degree;
  for (let at = 31 - degree; at >= 0; at -= 1) if ((rest >>> (at + degree)) & 1) rest ^= generator << at;
  return (value << degree) | rest;
}

type Grid = (boolean | undefined)[][];

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid[y];
  if (row !== undefined && x >= 0 && x < grid.length) row[x] = dark;
}

/** Square rings around a middle: dark where the distance is in `dark`. */
function rings(grid: Grid, [x, y]: readonly [number, number], reach: number, dark: readonly number[]): void {
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1)
      set(grid, x + dx, y + dy, dark.includes(Math.max(Math.abs(dx), Math.abs(dy))));
}

function alignmentAt(version: number, size: number): readonly number[] {
  if (version === 1) return [];
  return version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7];
}

/** Level M (00) and mask 0 (000), with the mask of the standard. */
const FORMAT = guarded(0, 10, 0x537) ^ 0x5412;

function formatAndVersion(grid: Grid, version: number, size: number): void {
  const bit = (value: number, at: number): boolean => ((value >>> at) & 1) === 1;
  for (let at = 0; at < 15; at += 1) {
    const dark = bit(FORMAT, at);
    const near = at < 6 ? at : at < 8 ? at + 1 : size - 15 + at;
    set(grid, 8, near, dark);
    set(grid, at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at, 8, dark);
  }
  set(grid, 8, size - 8, true);
  if (version < 7) return;
  const signed = guarded(version, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const [long, short] = [Math.floor(at / 3), size - 11 + (at % 3)];
    set(grid, short, long, bit(signed, at));
    set(grid, long, short, bit(signed, at));
  }
}

function patterns(version: number, size: number): Grid {
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | undefined>(size).fill(undefined));
  for (let at = 0; at < size; at += 1)
    for (const [x, y] of [
      [6, at],
      [at, 6],
    ] as const)
      set(grid, x, y, at % 2 === 0);
  for (const middle of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(grid, middle, 4, [0, 1, 3]);
  const places = alignmentAt(version, size);
  const isFinder = (x: number, y: number): boolean => (x === 6 || y === 6) && [12, size - 1].includes(x + y);
  for (const x of places) for (const y of places) if (!isFinder(x, y)) rings(grid, [x, y], 2, [0, 2]);
  formatAndVersion(grid, version, size);
  return grid;
}

/** Modules of white around a code, as readers need. */
export const QUIET_ZONE = 4;

/** Rows of modules, true = dark, without the quiet zone. Throws `CardError('tooLarge')` where the text is too long. */
export function qrCode(text: string): readonly (readonly boolean[])[] {
  const bytes = Buffer.from(text, 'utf8');
  const room = ([, groups]: Blocks): number => groups.reduce((sum, [count, data]) => sum + count * data, 0);
  const at = VERSIONS.findIndex((one, index) => bytes.length + (index < 9 ? 2 : 3) <= room(one));
  const blocks = VERSIONS[at];
  if (blocks === undefined) throw new CardError('tooLarge', 'the text is too long for a QR code');
  const version = at + 1;
  const size = 17 + 4 * version;
  const grid = patterns(version, size);
  const bits = codewords(bytes, version, blocks).flatMap((byte) => bitsOf(byte, 8));
  let next = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const up = ((right > 6 ? size - 1 - right : size - 2 - right) / 2) % 2 === 0;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1])
        if (grid[y]?.[x] === undefined) set(grid, x, y, (bits[next++] === 1) !== ((x + y) % 2 === 0));
    }
  }
  return grid.map((row) => row.map((one) => one === true));
}
