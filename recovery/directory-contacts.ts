import type { SeenBefore } from './contact-age';
import { isReachable } from './contact-age';
import type { DirectoryEntry, EntryContact } from './contact-directory';
import { contactsIn } from './contact-directory';
import { contactHash, hashesOf } from './contact-hash';
import type { TrustedContact } from './contacts';
import type { Method } from './methods';
import { isInHouseOf } from './own-mailbox';
import { chooseMethods } from './plan';
import type { Policy } from './policy-settings';
import { ON_LOST_DEVICE } from './scope';
import type { Sighting } from './sightings';
import type { Millis, Scenario } from './terms';

const DAY = 86_400_000;
const PREFIX = 'directory-';
const KINDS = { sms: 'directoryNumber', email: 'directoryMail' } as const;
/** Characters of the keyed hash that make an id: another address has another one, whatever stood there when it was offered. */
const ID_LENGTH = 22;
/** The end of a number says which it is, however its country and its zeros are written. */
const SAME_DIGITS = 7;

/** True for the id of a contact that stands in the directory, and is no method. */
export const isOfDirectory = (contactId: string): boolean => contactId.startsWith(PREFIX);

/** Whose entry, and what is said to have happened. */
export interface EntryQuestion extends Pick<SeenBefore, 'keys'> {
  readonly policy: Pick<Policy, 'contactStableDays' | 'delivery'>;
  readonly methods: readonly Method[];
  readonly scenario: Scenario;
  /** Ids of what is said to be gone; empty = what the scenario says. */
  readonly chosenMethods: readonly string[];
  /** What was seen of the directory's contacts of this person. */
  readonly held: readonly Sighting[];
  readonly now: Millis;
}

const stableSince = ({ policy, now }: Pick<EntryQuestion, 'policy' | 'now'>): Millis =>
  now - policy.contactStableDays * DAY;

/** Where nothing was seen for long enough nothing can be trusted, and the entry need not be read. */
export function mayStandInDirectory(question: Pick<EntryQuestion, 'policy' | 'now' | 'held'>): boolean {
  return question.held.some(({ firstSeen }) => firstSeen <= stableSince(question));
}

/**
 * Something that stood in the entry lately, or when it was looked at last, stands there no more: whoever may write it has
 * been at it, and nobody knows since when.
 */
function wasChanged(question: EntryQuestion, entry: DirectoryEntry): boolean {
  const { keys, held } = question;
  const standing = new Set(contactsIn(entry).flatMap((contact) => hashesOf(keys, contact)));
  const latest = Math.max(...held.map(({ lastSeen }) => lastSeen));
  const since = Math.min(stableSince(question), latest - 1);
  return held.some(({ value, lastSeen }) => lastSeen > since && !standing.has(value));
}

function hasStood(question: EntryQuestion, contact: EntryContact): boolean {
  const hashes = hashesOf(question.keys, contact);
  return question.held.some(({ value, firstSeen }) => hashes.includes(value) && firstSeen <= stableSince(question));
}

const digitsOf = ({ address }: Pick<EntryContact, 'address'>): string =>
  address.reveal().replace(/x.*$/i, '').replaceAll(/\D/g, '').slice(-SAME_DIGITS);

/**
 * True for a number that is on the device which is gone, or may be: the same as that of a phone that is lost or goes, or
 * where a phone is lost and nobody knows what its number was.
 */
function isLost({ methods, scenario, chosenMethods }: EntryQuestion, contact: EntryContact): boolean {
  if (contact.channel !== 'sms') return false;
  const onDevice = methods.filter(({ kind }) => ON_LOST_DEVICE[scenario].has(kind));
  const isKnown = onDevice.length > 0 && onDevice.every(isReachable);
  if (ON_LOST_DEVICE[scenario].size > 0 && !isKnown) return true;
  const gone = [...onDevice, ...chooseMethods(methods, scenario, chosenMethods)].filter(isReachable);
  return gone.some((method) => digitsOf(method.contact) === digitsOf(contact));
}

/**
 * True for an address in a house in which the account has its own: it is the mailbox that is locked, by another name, or
 * somebody else's. Where the directory does not say which are its own, nobody knows.
 */
function isOwnHouse({ own }: DirectoryEntry, contact: EntryContact): boolean {
  if (contact.channel !== 'email') return false;
  return own === undefined || isInHouseOf(own, contact.address.reveal());
}

/**
 * Contacts of the entry that may carry a link: seen here long enough ago, with nothing gone from the entry since. Whoever
 * holds the account may be able to write them, and no date of Graph says when they were written: what we saw alone counts.
 */
export function trustedInDirectory(question: EntryQuestion, entry: DirectoryEntry): readonly TrustedContact[] {
  if (wasChanged(question, entry)) return [];
  return contactsIn(entry)
    .filter(({ channel }) => question.policy.delivery.includes(channel))
    .filter((contact) => hasStood(question, contact) && !isLost(question, contact) && !isOwnHouse(entry, contact))
    .map(({ channel, address, masked }) => {
      const id = `${PREFIX}${contactHash(question.keys, { address }).slice(0, ID_LENGTH)}`;
      return { id, kind: KINDS[channel], channel, address, masked };
    });
}
