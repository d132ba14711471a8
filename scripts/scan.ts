import { inflateSync } from 'node:zlib';
import { qrCode } from '../cards/qr-code';
import { DemoError } from './demo-error';

/** Modules of a QR code, row by row: dark or not. */
export type Modules = readonly boolean[];

/** `data:` address of the picture that has this id on a card. */
function pictureOn(card: unknown, id: string): string | undefined {
  if (typeof card !== 'object' || card === null) return undefined;
  // A card is JSON: any member may be there or not, and each is checked before use.
  const node = card as Readonly<Record<string, unknown>>;
  if (node['id'] === id && typeof node['url'] === 'string') return node['url'];
  return Object.values(node)
    .map((one) => pictureOn(one, id))
    .find((found) => found !== undefined);
}

/** Modules of a QR code of our picture: six pixels each, four modules of white around. */
function modulesOf(picture: string): Modules {
  const png = Buffer.from(picture.split(',')[1] ?? '', 'base64');
  const [side, line] = [png.readUInt32BE(16), 1 + Math.ceil(png.readUInt32BE(16) / 8)];
  const data = inflateSync(png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8));
  const size = side / 6 - 8;
  const dark = (x: number, y: number): boolean => {
    const [column, row] = [(x + 4) * 6 + 3, (y + 4) * 6 + 3];
    return (((data[row * line + 1 + (column >> 3)] ?? 0) >> (7 - (column & 7))) & 1) === 0;
  };
  return Array.from({ length: size * size }, (_, at) => dark(at % size, Math.floor(at / size)));
}

const flat = (text: string): Modules => qrCode(text).flat();

/**
 * Reads the text behind the modules of a QR code, of which the beginning and the number of the other characters are known. A
 * module that changes with one bit of the text, and with no other, is that bit.
 */
export function readModules(modules: Modules, begins: string, more: number): string {
  const blank = flat(begins + '@'.repeat(more));
  const bits = Array.from({ length: more * 7 }, (_, at) => ({ at: Math.floor(at / 7), bit: 1 << (at % 7) }));
  const changed = bits.map(({ at, bit }) => {
    const one = String.fromCharCode(64 ^ bit);
    const other = flat(begins + '@'.repeat(at) + one + '@'.repeat(more - at - 1));
    return new Set(blank.flatMap((dark, place) => (dark === other[place] ? [] : [place])));
  });
  const times = new Map<number, number>();
  for (const places of changed) for (const place of places) times.set(place, (times.get(place) ?? 0) + 1);
  const codes = Array<number>(more).fill(64);
  bits.forEach(({ at, bit }, index) => {
    const own = [...(changed[index] ?? [])].find((place) => times.get(place) === 1);
    if (own !== undefined && modules[own] !== blank[own]) codes[at] = (codes[at] ?? 0) ^ bit;
  });
  const text = begins + String.fromCharCode(...codes);
  if (flat(text).some((dark, place) => dark !== modules[place])) throw new DemoError('the QR code says something else');
  return text;
}

/** Reads the address behind a QR code on a card, of which the beginning and the number of the other characters are known. */
export function scanned(card: unknown, begins: string, more: number): string {
  const picture = pictureOn(card, 'qr');
  if (picture === undefined) throw new DemoError('the card shows no QR code');
  return readModules(modulesOf(picture), begins, more);
}
