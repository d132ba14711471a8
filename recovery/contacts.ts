import { currentMac } from './mac';
import type { Method } from './methods';
import type { Policy } from './policy-settings';
import type { ContactPoint, KeyRing } from './ports';
import type { Sighting } from './sightings';
import { ON_LOST_DEVICE } from './scope';
import type { Millis, Scenario } from './terms';

const DAY = 86_400_000;

/** Keyed hash under which it is remembered when a contact was seen. */
export function contactHash(keys: KeyRing, contact: Addressed): string {
  return currentMac(keys, PURPOSE, bytesOf(contact));
}

export interface Addressed {
  readonly address: { reveal(): string };
}

const PURPOSE = 'contact';

const bytesOf = ({ address }: Addressed): string => address.reveal().toLowerCase();

/** Also what was remembered under earlier keys: a change of keys makes no contact young. */
export function hashesOf(keys: KeyRing, contact: Addressed): readonly string[] {
  const earlier = (keys.earlierIds ?? []).flatMap((keyId) => keys.mac(PURPOSE, bytesOf(contact), keyId) ?? []);
  return [contactHash(keys, contact), ...earlier];
}

/** True for the contact that was remembered under this hash, whichever key was current then. */
export function isSameContact(keys: KeyRing, contact: Addressed, hash: string | undefined): boolean {
  return hash !== undefined && hashesOf(keys, contact).includes(hash);
}

/** Graph's date, or our own first sighting where that is earlier; `Infinity` where neither is known. */
export function firstSeen(keys: KeyRing, method: Method, sightings: readonly Sighting[]): Millis {
  const hashes = method.contact === undefined ? [] : hashesOf(keys, method.contact);
  const seen = sightings.filter(({ value }) => hashes.includes(value));
  return Math.min(method.createdAt ?? Infinity, ...seen.map((one) => one.firstSeen));
}

/**
 * Contacts outside Teams that may carry a link or a notice: registered long enough (Graph's date, or our own first
 * sighting), and not on the device that is gone. Unknown age counts as new.
 */
export function trustedContacts(input: {
  readonly keys: KeyRing;
  readonly policy: Pick<Policy, 'contactStableDays' | 'delivery'>;
  readonly methods: readonly Method[];
  readonly sightings: readonly Sighting[];
  readonly scenario: Scenario;
  readonly now: Millis;
}): readonly ContactPoint[] {
  const stableSince = input.now - input.policy.contactStableDays * DAY;
  return input.methods.flatMap((method): readonly ContactPoint[] => {
    const contact = method.contact;
    if (contact === undefined || !input.policy.delivery.includes(contact.channel)) return [];
    if (ON_LOST_DEVICE[input.scenario].has(method.kind)) return [];
    if (firstSeen(input.keys, method, input.sightings) > stableSince) return [];
    return [{ id: method.id, channel: contact.channel, address: contact.address, masked: contact.masked }];
  });
}
