import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { CardError } from '../../cards/errors';
import { qrCode } from '../../cards/qr-code';
import { qrImage } from '../../cards/qr-image';
import { Secret } from '../../platform/secret';

const drawn = (text: string, dark = '#', light = '.'): readonly string[] =>
  qrCode(text).map((row) => row.map((one) => (one ? dark : light)).join(''));

/** As the npm package `qrcode` 1.5.4 draws it: byte mode, level M, mask 0. */
const LATCHKEY = `
#######.....#.#######
#.....#.#.#.#.#.....#
#.###.#...##..#.###.#
#.###.#...##..#.###.#
#.###.#.#.###.#.###.#
#.....#....#..#.....#
#######.#.#.#.#######
..........#..........
#.#.#.#.....#...#..#.
#.#.#..#.#.#.##..#.#.
......##..##.########
.##....#..####.....#.
##.#########..######.
........###...##...#.
#######...#.#..##.###
#.....#.......#.#..#.
#.###.#.##..#.#...#..
#.###.#...##.#.#.#.#.
#.###.#.#.##.#####..#
#.....#....###.#...#.
#######.####.##...###`;

/** The longest text of each version, and the hash of its modules in rows, by the same package. */
const LONGEST: readonly (readonly [length: number, size: number, hash: string])[] = [
  [14, 21, 'e84d1ab94401fd2a0716d8c78a546280'],
  [26, 25, '4eaf9f0de86f1d3a8e32187888e0ea16'],
  [42, 29, '7729159af655e05019cde95c2c7431cf'],
  [62, 33, '9e6ec8b1236468efdddb882d0f15dad8'],
  [84, 37, 'd8afe600c0d40e384ae10916cdc3120c'],
  [106, 41, '75f3c6afa41398c55956d28e62e68007'],
  [122, 45, '615e487235c78b3c7c75e764b1f9c2d5'],
  [152, 49, 'c554c282c371955d5d2d6266d04f13a8'],
  [180, 53, '12eb7f42f09c1fe44427326a25fe19d6'],
  [213, 57, 'd487ac00a440043117c69d5126e4373a'],
];

describe('when a QR code is made', () => {
  it('is the one that other encoders make', () => {
    expect(drawn('LATCHKEY').join('\n')).toBe(LATCHKEY.trim());
  });

  it.each(LONGEST)('of %i characters has %i modules a side, as others make it', (length, size, hash) => {
    const text = 'https://latchkey.contoso.example/reveal/'.repeat(9).slice(0, length);
    const rows = drawn(text, '1', '0');
    expect(rows).toHaveLength(size);
    expect(createHash('sha256').update(rows.join('')).digest('hex').slice(0, 32)).toBe(hash);
  });

  it('of a text that is too long is refused', () => {
    expect(() => qrCode('x'.repeat(214))).toThrow(CardError);
  });
});

/** Rows of pixels of a PNG with one bit each, without its header. */
function pixels(image: Secret): readonly string[] {
  const png = Buffer.from(image.reveal().split(',')[1] ?? '', 'base64');
  const side = png.readUInt32BE(16);
  const data = inflateSync(png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8));
  const length = 1 + Math.ceil(side / 8);
  return Array.from({ length: side }, (_, y) =>
    [...data.subarray(y * length + 1, (y + 1) * length)].map((byte) => byte.toString(2).padStart(8, '0')).join(''),
  );
}

describe('when its picture is made', () => {
  const image = qrImage(Secret.of('LATCHKEY'));

  it('shows each module as a square of six pixels, with four modules of white around', () => {
    const rows = pixels(image);
    expect(rows).toHaveLength((21 + 8) * 6);
    const module = (x: number, y: number) => (rows[(y + 4) * 6 + 3]?.[(x + 4) * 6 + 3] === '0' ? '#' : '.');
    const read = Array.from({ length: 21 }, (_, y) => Array.from({ length: 21 }, (_one, x) => module(x, y)).join(''));
    expect(read.join('\n')).toBe(LATCHKEY.trim());
    expect(rows.slice(0, 24).join('')).not.toContain('0');
    expect(rows.map((row) => row.slice(0, 24)).join('')).not.toContain('0');
  });

  it('is as secret as its text, and small enough for a card', () => {
    expect(String(image)).not.toContain('base64');
    const longest = qrImage(Secret.of('x'.repeat(213)));
    expect(longest.reveal().length).toBeLessThan(4_000);
  });
});
