import { timingSafeEqual } from 'node:crypto';
import { currentMac } from './mac';
import type { KeyRing } from './ports';

/** Longest that is looked at. */
const LONGEST = 600;
const SIGNED = /^(.+)\.([\w-]{1,32})\.([\w-]{43})$/;

/** What a signed text is for, and whom or what it is bound to without saying so: others cannot use it. */
export interface SignedFor {
  readonly purpose: string;
  readonly boundTo?: readonly string[];
}

const dataOf = (text: string, { boundTo = [] }: SignedFor): string => [...boundTo, text].join('|');

/** Text that only we can have written: `text.keyId.mac`. `text` has to be fit for an address. */
export function signText(keys: KeyRing, what: SignedFor, text: string): string {
  return `${text}.${keys.currentId}.${currentMac(keys, what.purpose, dataOf(text, what))}`;
}

/** Reads it. Attacker-controlled: anything that we did not sign for exactly this is `undefined`. Touches no storage. */
export function readSignedText(
  keys: KeyRing,
  what: SignedFor,
  signed: string,
): { readonly text: string; readonly keyId: string } | undefined {
  const read = signed.length > LONGEST ? null : SIGNED.exec(signed);
  if (read === null) return undefined;
  const [, text = '', keyId = '', mac = ''] = read;
  const right = keys.mac(what.purpose, dataOf(text, what), keyId);
  if (right === undefined || !timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return undefined;
  return { text, keyId };
}
