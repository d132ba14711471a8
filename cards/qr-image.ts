import { crc32, deflateSync } from 'node:zlib';
import { Secret } from '../platform/secret';
import { qrCode, QUIET_ZONE } from './qr-code';

/** Pixels of a module. */
const SCALE = 6;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Shades of grey, a bit for each pixel: 1 is white. */
function png(modules: readonly (readonly boolean[])[]): Buffer {
  const side = (modules.length + 2 * QUIET_ZONE) * SCALE;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const lines = Array.from({ length: side }, (_, y) => {
    const line = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
    line[0] = 0;
    for (let x = 0; x < side; x += 1) {
      const dark = modules[Math.floor(y / SCALE) - QUIET_ZONE]?.[Math.floor(x / SCALE) - QUIET_ZONE] === true;
      const at = 1 + (x >> 3);
      if (dark) line[at] = (line[at] ?? 0) & ~(0x80 >> (x & 7));
    }
    return line;
  });
  const data = deflateSync(Buffer.concat(lines), { level: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** The QR code of a text as a `data:` address of a picture. As secret as the text: whoever sees it can read it. */
export function qrImage(text: Secret): Secret {
  return Secret.of(`data:image/png;base64,${png(qrCode(text.reveal())).toString('base64')}`);
}
