import { currentMac } from './mac';
import type { KeyRing } from './ports';

/** So many digits, derived under the current key for one purpose. */
export function digits(keys: KeyRing, purpose: string, data: string, length: number): string {
  const number = Buffer.from(currentMac(keys, purpose, data), 'base64url').readBigUInt64BE(0) % 10n ** BigInt(length);
  return number.toString().padStart(length, '0');
}
