import type { Finding } from './finding';
import { finding } from './finding';
import type { Method } from './methods';
import { isStrong } from './methods';
import type { Signals } from './signals';
import type { Story } from './story';
import type { Millis } from './terms';

const RULE = 'methods.recent';
const DAY = 86_400_000;

/** A stolen session registers a method of its own first and asks then: a day before the request, or since the loss. */
function latelyIs({ lostSince, now }: Story): Millis {
  return Math.max(Math.min(lostSince, now - DAY), now - 30 * DAY);
}

/** What lets somebody sign in, or be reached. */
const counts = (method: Method): boolean => isStrong(method) || method.contact !== undefined;

/**
 * A method or a contact that was registered shortly before the request, or since the loss, asks for two people. Its own
 * date says so at once, the directory's log minutes later; where neither is known, nobody can say that it is old.
 */
export function newMethodRule({ methods, changes, story }: Signals): Finding {
  const since = latelyIs(story);
  const listed = methods.kind === 'known' ? methods.value.filter(counts) : [];
  const logged = changes.kind === 'known' ? changes.value.entries : [];
  const registered =
    listed.some(({ createdAt }) => createdAt !== undefined && createdAt > since) ||
    logged.some(({ what, at }) => what === 'methodRegistered' && at > since);
  if (registered) {
    const sentence = 'A sign-in method was registered shortly before this request, or after the loss';
    return finding(RULE, 'raised', 'dualApproval', `${sentence}, so two people have to approve.`);
  }
  const allDated = methods.kind === 'known' && listed.every(({ createdAt }) => createdAt !== undefined);
  const allLogged = changes.kind === 'known' ? changes.value.since <= since : changes.kind === 'notAvailable';
  if (methods.kind !== 'known' || (!allDated && !allLogged)) {
    const sentence = 'It could not be read when sign-in methods were registered, so two people have to approve.';
    return finding(RULE, 'unknown', 'dualApproval', sentence);
  }
  return finding(RULE, 'ok', 'none', 'No sign-in method was registered lately.');
}
