import { currentMac } from './mac';
import type { KeyRing } from './ports';

export interface Addressed {
  readonly address: { reveal(): string };
}

const PURPOSE = 'contact';

const bytesOf = ({ address }: Addressed): string => address.reveal().toLowerCase();

/** Keyed hash under which it is remembered when a contact was seen. */
export function contactHash(keys: KeyRing, contact: Addressed): string {
  return currentMac(keys, PURPOSE, bytesOf(contact));
}

/** Also what was remembered under earlier keys: a change of keys makes no contact young. */
export function hashesOf(keys: KeyRing, contact: Addressed): readonly string[] {
  const earlier = (keys.earlierIds ?? []).flatMap((keyId) => keys.mac(PURPOSE, bytesOf(contact), keyId) ?? []);
  return [contactHash(keys, contact), ...earlier];
}

/** True for the contact that was remembered under this hash, whichever key was current then. */
export function isSameContact(keys: KeyRing, contact: Addressed, hash: string | undefined): boolean {
  return hash !== undefined && hashesOf(keys, contact).includes(hash);
}
