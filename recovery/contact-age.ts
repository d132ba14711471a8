import type { DirectoryChange, LogPage } from './account-logs';
import { hashesOf } from './contact-hash';
import type { Method } from './methods';
import type { KeyRing } from './ports';
import type { Sighting } from './sightings';
import type { Signal } from './signals';
import type { Millis } from './terms';

const HOUR = 3_600_000;

/** A registered method that a message can be sent to. */
export type Reachable = Method & { readonly contact: NonNullable<Method['contact']> };

export const isReachable = (method: Method): method is Reachable => method.contact !== undefined;

/** What the age of a contact is judged by, beside its entry. */
export interface SeenBefore {
  readonly keys: KeyRing;
  /** Of contacts of this person. */
  readonly sightings: readonly Sighting[];
}

export type ChangeLog = Signal<LogPage<DirectoryChange>>;

/** When this very address was seen here first; `Infinity` where it never was. */
export function firstSighted({ keys, sightings }: SeenBefore, { contact }: Reachable): Millis {
  const hashes = hashesOf(keys, contact);
  return Math.min(
    Infinity,
    ...sightings.filter(({ value }) => hashes.includes(value)).map(({ firstSeen }) => firstSeen),
  );
}

/**
 * The entry is of that moment or older, and every look of ours since its date found this address. Graph's ids of phones and
 * of the mail are fixed, and its date may be that of the entry and not of the address in it: a look that saw other contacts
 * and not this one says that it came later.
 */
export function isDatedBefore(seen: SeenBefore, method: Reachable, since: Millis): boolean {
  const { contact, createdAt = Infinity } = method;
  if (createdAt > since) return false;
  const own = hashesOf(seen.keys, contact);
  const first = firstSighted(seen, method);
  const others = seen.sightings.filter(({ value }) => !own.includes(value));
  const looks = others.flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]);
  return !looks.some((at) => at > createdAt && at < first);
}

/** `short`: nothing is in it, but it does not reach back that far. `notAvailable`: no licence or no permission for it. */
export type LogSays = 'quiet' | 'changed' | 'short' | 'unknown' | 'notAvailable';

/** Whether the directory's log shows security info registered or changed since; it is read a little later than the rules look at their clock. */
export function logSince(changes: ChangeLog, since: Millis): LogSays {
  if (changes.kind === 'notAvailable') return 'notAvailable';
  if (changes.kind === 'unknown') return changes.why === 'forbidden' ? 'notAvailable' : 'unknown';
  const { entries, since: reaches } = changes.value;
  if (entries.some(({ what, at }) => what === 'methodRegistered' && at > since)) return 'changed';
  return reaches <= since + HOUR ? 'quiet' : 'short';
}

/**
 * Whether this address has stood since that moment: it was seen here by then, or its entry is as old and nothing speaks
 * against that. A log that is not to be had says nothing; one that could not be read just now leaves it `unknown`.
 */
export function hasStoodSince(
  seen: SeenBefore & { readonly changes: ChangeLog },
  method: Reachable,
  since: Millis,
): 'yes' | 'no' | 'unknown' {
  if (firstSighted(seen, method) <= since) return 'yes';
  if (!isDatedBefore(seen, method, since)) return 'no';
  switch (logSince(seen.changes, since)) {
    case 'quiet':
    case 'notAvailable':
      return 'yes';
    case 'unknown':
      return 'unknown';
    case 'changed':
    case 'short':
      return 'no';
  }
}
