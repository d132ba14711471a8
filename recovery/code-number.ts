import type { ChangeLog, Reachable, SeenBefore } from './contact-age';
import { firstSighted, isDatedBefore, isReachable, logSince } from './contact-age';
import { hashesOf } from './contact-hash';
import type { Method } from './methods';
import { chooseMethods } from './plan';
import type { ContactPoint } from './ports';
import { ON_LOST_DEVICE } from './scope';
import type { Story } from './story';
import type { Millis } from './terms';

const DAY = 86_400_000;

export interface NumberQuestion extends SeenBefore {
  /** How long the number has to stand, in days. */
  readonly stableDays: number;
  readonly methods: readonly Method[];
  readonly changes: ChangeLog;
  readonly story: Pick<Story, 'scenario' | 'chosenMethods' | 'now'>;
}

/** What is gone, or goes: also another entry with the same number, which lies on the same card. */
function isLost(question: NumberQuestion, method: Reachable): boolean {
  const { methods, story, keys } = question;
  const going = new Set(chooseMethods(methods, story.scenario, story.chosenMethods));
  const lost = methods.filter((one) => going.has(one) || ON_LOST_DEVICE[story.scenario].has(one.kind));
  const gone = new Set(lost.filter(isReachable).flatMap(({ contact }) => hashesOf(keys, contact)));
  return lost.includes(method) || hashesOf(keys, method.contact).some((hash) => gone.has(hash));
}

/** Something was registered or changed since: the log does not say what, and names of entries are not to be built on. */
function wasTouched({ changes, methods, sightings, keys }: NumberQuestion, since: Millis): boolean {
  if (changes.kind === 'unknown' || logSince(changes, since) === 'changed') return true;
  const standing = new Set(methods.filter(isReachable).flatMap(({ contact }) => hashesOf(keys, contact)));
  return sightings.some(({ value, lastSeen }) => lastSeen > since && !standing.has(value));
}

/**
 * Graph's date may be that of the entry and not of the number in it, and the log is minutes behind. So this very number
 * must have been seen here: for all that time, or for a day where date and log say the rest.
 */
function hasStood(question: NumberQuestion, method: Reachable, since: Millis): boolean {
  const first = firstSighted(question, method);
  if (first <= since) return true;
  if (first > question.story.now - DAY || logSince(question.changes, since) !== 'quiet') return false;
  return isDatedBefore(question, method, since);
}

/**
 * The number that a code in place of an approver may go to: takes text messages, has stood long enough without a change,
 * and is neither on the device that is gone nor among what goes. `undefined` where there is none, or nobody can say.
 */
export function codeNumber(question: NumberQuestion): ContactPoint | undefined {
  const since = question.story.now - question.stableDays * DAY;
  if (wasTouched(question, since)) return undefined;
  const numbers = question.methods.filter(isReachable).filter(({ contact }) => contact.channel === 'sms');
  const method = numbers.find((one) => !isLost(question, one) && hasStood(question, one, since));
  if (method === undefined) return undefined;
  const { channel, address, masked } = method.contact;
  return { id: method.id, channel, address, masked };
}
