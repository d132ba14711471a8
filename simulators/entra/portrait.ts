import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { SimPhoto } from './sim-user';

const SIDE = 48;
/** Each pixel is the mean of so many by so many points. */
const FINE = 3;

type Colour = readonly [red: number, green: number, blue: number];
type Shade = readonly [dark: Colour, middle: Colour, light: Colour, pale: Colour];

const BACKGROUNDS: Shade = [
  [38, 70, 83],
  [42, 110, 101],
  [122, 92, 138],
  [70, 92, 140],
];
const CLOTHES: Shade = [
  [231, 111, 81],
  [233, 196, 106],
  [240, 240, 236],
  [29, 53, 87],
];
const SKINS: Shade = [
  [141, 85, 36],
  [198, 134, 66],
  [224, 172, 105],
  [241, 194, 150],
];
const HAIRS: Shade = [
  [35, 25, 20],
  [85, 55, 35],
  [150, 105, 60],
  [190, 190, 190],
];

interface Looks {
  readonly background: Colour;
  readonly clothes: Colour;
  readonly skin: Colour;
  readonly hair: Colour;
}

function looksOf(name: string): Looks {
  const digest = createHash('sha256').update(name).digest();
  const pick = (shade: Shade, at: number): Colour => shade[(digest[at] ?? 0) % shade.length] ?? shade[0];
  const [background, clothes, skin, hair] = [pick(BACKGROUNDS, 0), pick(CLOTHES, 1), pick(SKINS, 2), pick(HAIRS, 3)];
  return { background, clothes, skin, hair };
}

/** Whether a point lies in the ellipse around `x`, `y`. */
const within = (x: number, y: number, width: number, height: number) => (atX: number, atY: number) =>
  ((atX - x) / width) ** 2 + ((atY - y) / height) ** 2 <= 1;

const FACE = within(24, 20, 8.5, 10);
const HAIR = within(24, 17.5, 10.5, 11);
const NECK = within(24, 31, 4.5, 6);
const SHOULDERS = within(24, 48, 19, 15);

function colourAt(looks: Looks, x: number, y: number): Colour {
  if (FACE(x, y) && y > 14) return looks.skin;
  if (HAIR(x, y) && y < 26) return looks.hair;
  if (NECK(x, y)) return looks.skin;
  return SHOULDERS(x, y) ? looks.clothes : looks.background;
}

function pixel(looks: Looks, column: number, row: number): readonly number[] {
  const sum = [0, 0, 0];
  for (let point = 0; point < FINE * FINE; point += 1) {
    const x = column + ((point % FINE) + 0.5) / FINE;
    const y = row + (Math.floor(point / FINE) + 0.5) / FINE;
    for (const [band, value] of colourAt(looks, x, y).entries()) sum[band] = (sum[band] ?? 0) + value;
  }
  return sum.map((total) => Math.round(total / (FINE * FINE)));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), out.length - 4);
  return out;
}

/** Drawing one takes some milliseconds, and every sample tenant has the same. */
const drawn = new Map<string, SimPhoto>();

/** A drawn head and shoulders, always the same for a name: a PNG of 48 by 48 pixels and about 1 KB. */
export function portrait(name: string): SimPhoto {
  const photo = drawn.get(name) ?? draw(name);
  drawn.set(name, photo);
  return photo;
}

function draw(name: string): SimPhoto {
  const looks = looksOf(name);
  const sides = Array.from({ length: SIDE }, (_, at) => at);
  // Each line starts with the number of its filter: none.
  const lines = sides.flatMap((row) => [0, ...sides.flatMap((column) => pixel(looks, column, row))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2], 8);
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.from(lines), { level: 9 });
  const bytes = Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
  return { type: 'image/png', bytes };
}
