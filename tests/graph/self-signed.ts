import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** One DER element: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const SEQUENCE = 0x30;
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const SHA256_WITH_RSA = der(SEQUENCE, oid('2a864886f70d01010b'), der(0x05));
const utcTime = (text: string) => der(0x17, Buffer.from(text));

function certificateOf(publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, oid('550403'), der(0x0c, Buffer.from('executor')))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const validity = der(SEQUENCE, utcTime('260101000000Z'), utcTime('460101000000Z'));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const serial = der(0x02, Buffer.from([1]));
  const signed = der(SEQUENCE, version, serial, SHA256_WITH_RSA, name, validity, name, key);
  const signature = sign('sha256', signed, privateKey);
  return der(SEQUENCE, signed, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
}

const asPem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;

/** A new key with a certificate that it signed itself, as they lie in one PEM file. */
export function selfSigned(): { readonly key: string; readonly certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: asPem('CERTIFICATE', certificateOf(publicKey, privateKey)),
  };
}
