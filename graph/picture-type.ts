/** Pixels on a side. Few bytes may unfold into a picture that no client can hold. */
const LARGEST_SIDE = 648;

const PNG_START = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');

type PictureType = 'image/jpeg' | 'image/png';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a file is by its own bytes, whatever it is called; `undefined` for all but a JPEG or PNG of at most 648 pixels a side. */
export function pictureType(bytes: Buffer): PictureType | undefined {
  const png = pngSize(bytes);
  const size = png ?? jpegSize(bytes);
  if (size === undefined || !isSmall(size.width) || !isSmall(size.height)) return undefined;
  return png === undefined ? 'image/jpeg' : 'image/png';
}

const isSmall = (side: number): boolean => side > 0 && side <= LARGEST_SIDE;

const startsWith = (bytes: Buffer, start: Buffer): boolean => bytes.subarray(0, start.length).equals(start);
const endsWith = (bytes: Buffer, end: Buffer): boolean => bytes.subarray(-end.length).equals(end);

function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.length < PNG_START.length + 8 || !startsWith(bytes, PNG_START) || !endsWith(bytes, PNG_END))
    return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const JPEG_START = Buffer.from([0xff, 0xd8]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Frame headers: every SOF marker; DHT, JPG and DAC share their range and are none. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks from segment to segment, each with its own length, to the frame header. */
function jpegSize(bytes: Buffer): Size | undefined {
  if (!startsWith(bytes, JPEG_START) || !endsWith(bytes, JPEG_END)) return undefined;
  let at = JPEG_START.length;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    if (isFrame(bytes.readUInt8(at + 1)))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
