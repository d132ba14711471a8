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

/** Why an address counts as too young, each with the moment that says so. */
export type TooYoung =
  | { readonly why: 'registered' | 'firstSeen' | 'changed' | 'changedSince' | 'othersChanged'; readonly at: Millis }
  | { readonly why: 'notSeenYet' };

export type Age = { readonly stood: 'yes' | 'unknown' } | ({ readonly stood: 'no' } & TooYoung);

/** Known from our own looks alone. */
function seenOnly(seen: SeenBefore, method: Reachable): TooYoung {
  const at = firstSighted(seen, method);
  return at === Infinity ? { why: 'notSeenYet' } : { why: 'firstSeen', at };
}

/** What speaks against the date of the entry: it is too young itself, or a look of ours found another address there. */
function againstDate(seen: SeenBefore, method: Reachable, since: Millis): TooYoung {
  const { createdAt } = method;
  const first = firstSighted(seen, method);
  if (createdAt === undefined || first < createdAt) return seenOnly(seen, method);
  if (createdAt > since) return { why: 'registered', at: createdAt };
  if (first !== Infinity) return { why: 'changed', at: first };
  return { why: 'changedSince', at: Math.max(...seen.sightings.map(({ lastSeen }) => lastSeen)) };
}

const lastChange = ({ entries }: LogPage<DirectoryChange>): Millis =>
  Math.max(...entries.filter(({ what }) => what === 'methodRegistered').map(({ at }) => at));

/**
 * Whether this address has stood since that moment: it was seen here by then, or its entry is as old, nothing speaks
 * against that and the log vouches for it. Without a log what was seen here alone counts; one that could not be read just
 * now leaves it `unknown`.
 */
export function ageOf(seen: SeenBefore & { readonly changes: ChangeLog }, method: Reachable, since: Millis): Age {
  if (firstSighted(seen, method) <= since) return { stood: 'yes' };
  if (!isDatedBefore(seen, method, since)) return { stood: 'no', ...againstDate(seen, method, since) };
  const { changes } = seen;
  switch (logSince(changes, since)) {
    case 'quiet':
      return { stood: 'yes' };
    case 'unknown':
      return { stood: 'unknown' };
    case 'notAvailable':
    case 'short':
      return { stood: 'no', ...seenOnly(seen, method) };
    case 'changed':
      return changes.kind === 'known'
        ? { stood: 'no', why: 'othersChanged', at: lastChange(changes.value) }
        : { stood: 'unknown' };
  }
}
