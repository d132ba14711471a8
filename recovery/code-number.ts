import type { LogPage, DirectoryChange } from './account-logs';
import { hashesOf } from './contacts';
import type { Method } from './methods';
import { chooseMethods } from './plan';
import type { ContactPoint, KeyRing } from './ports';
import { ON_LOST_DEVICE } from './scope';
import type { Sighting } from './sightings';
import type { Signal } from './signals';
import type { Story } from './story';
import type { Millis } from './terms';

const DAY = 86_400_000;
const HOUR = 3_600_000;

export interface NumberQuestion {
  readonly keys: KeyRing;
  /** How long the number has to stand, in days. */
  readonly stableDays: number;
  readonly methods: readonly Method[];
  readonly changes: Signal<LogPage<DirectoryChange>>;
  /** Of contacts of this person. */
  readonly sightings: readonly Sighting[];
  readonly story: Pick<Story, 'scenario' | 'chosenMethods' | 'now'>;
}

type Addressed = Method & { readonly contact: NonNullable<Method['contact']> };

const hasAddress = (method: Method): method is Addressed => method.contact !== undefined;

/** What is gone, or goes: also another entry with the same number, which lies on the same card. */
function isLost(question: NumberQuestion, method: Addressed): boolean {
  const { methods, story, keys } = question;
  const going = new Set(chooseMethods(methods, story.scenario, story.chosenMethods));
  const lost = methods.filter((one) => going.has(one) || ON_LOST_DEVICE[story.scenario].has(one.kind));
  const gone = new Set(lost.filter(hasAddress).flatMap(({ contact }) => hashesOf(keys, contact)));
  return lost.includes(method) || hashesOf(keys, method.contact).some((hash) => gone.has(hash));
}

/** Something was registered or changed since: the log does not say what, and names of entries are not to be built on. */
function wasTouched({ changes, methods, sightings, keys }: NumberQuestion, since: Millis): boolean {
  if (changes.kind === 'unknown') return true;
  const logged = changes.kind === 'known' ? changes.value.entries : [];
  if (logged.some(({ what, at }) => what === 'methodRegistered' && at > since)) return true;
  const standing = new Set(methods.filter(hasAddress).flatMap(({ contact }) => hashesOf(keys, contact)));
  return sightings.some(({ value, lastSeen }) => lastSeen > since && !standing.has(value));
}

/** The log reaches back to that moment; it is read a little later than the rules look at their clock. */
const reaches = ({ changes }: NumberQuestion, since: Millis): boolean =>
  changes.kind === 'known' && changes.value.since <= since + HOUR;

/**
 * Graph's date may be that of the entry and not of the number in it, and the log is minutes behind. So this very number
 * must have been seen here: for all that time, or for a day where date and log say the rest.
 */
function hasStood(question: NumberQuestion, { contact, createdAt = Infinity }: Addressed, since: Millis): boolean {
  const hashes = hashesOf(question.keys, contact);
  const seen = question.sightings.filter(({ value }) => hashes.includes(value)).map((one) => one.firstSeen);
  const firstSeen = Math.min(Infinity, ...seen);
  if (firstSeen <= since) return true;
  return firstSeen <= question.story.now - DAY && createdAt <= since && reaches(question, since);
}

/**
 * The number that a code in place of an approver may go to: takes text messages, has stood long enough without a change,
 * and is neither on the device that is gone nor among what goes. `undefined` where there is none, or nobody can say.
 */
export function codeNumber(question: NumberQuestion): ContactPoint | undefined {
  const since = question.story.now - question.stableDays * DAY;
  if (wasTouched(question, since)) return undefined;
  const numbers = question.methods.filter(hasAddress).filter(({ contact }) => contact.channel === 'sms');
  const method = numbers.find((one) => !isLost(question, one) && hasStood(question, one, since));
  if (method === undefined) return undefined;
  const { channel, address, masked } = method.contact;
  return { id: method.id, channel, address, masked };
}
