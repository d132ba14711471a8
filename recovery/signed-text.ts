import { timingSafeEqual } from 'node:crypto';
import { RecoveryError } from './errors';
import type { KeyRing } from './ports';

/** Longest that is looked at. */
const LONGEST = 600;
const SIGNED = /^(.+)\.([\w-]{1,32})\.([\w-]{43})$/;

/** The MAC of `data` under the current key. Throws `RecoveryError('integrity')` where the key ring lacks it. */
export function currentMac(keys: KeyRing, purpose: string, data: string): string {
  const mac = keys.mac(purpose, data, keys.currentId);
  if (mac === undefined) throw new RecoveryError('integrity', 'the current key is not in the key ring');
  return mac;
}

/** Text that only we can have written: `text.keyId.mac`. `text` has to be fit for an address. */
export function signText(keys: KeyRing, purpose: string, text: string): string {
  return `${text}.${keys.currentId}.${currentMac(keys, purpose, text)}`;
}

/** Reads it. Attacker-controlled: anything that we did not sign for this purpose is `undefined`. Touches no storage. */
export function readSignedText(
  keys: KeyRing,
  purpose: string,
  signed: string,
): { readonly text: string; readonly keyId: string } | undefined {
  const [, text, keyId, mac] = SIGNED.exec(signed.slice(0, LONGEST + 1)) ?? [];
  if (signed.length > LONGEST || text === undefined || keyId === undefined || mac === undefined) return undefined;
  const right = keys.mac(purpose, text, keyId);
  if (right === undefined || !timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return undefined;
  return { text, keyId };
}
