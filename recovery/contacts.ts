import type { ChangeLog, Reachable, SeenBefore, TooYoung } from './contact-age';
import { ageOf, firstSighted, isDatedBefore, isReachable } from './contact-age';
import { contactHash, hashesOf } from './contact-hash';
import type { ContactKind, Method } from './methods';
import { ownMailbox, type Mailbox } from './own-mailbox';
import type { Policy } from './policy-settings';
import type { ContactPoint } from './ports';
import { ON_LOST_DEVICE } from './scope';
import type { Millis, Scenario } from './terms';

const DAY = 86_400_000;

/** Whose contacts, and what is said to have happened. */
export interface ContactQuestion extends SeenBefore {
  readonly policy: Pick<Policy, 'contactStableDays' | 'delivery'>;
  readonly methods: readonly Method[];
  readonly scenario: Scenario;
  readonly now: Millis;
}

/** Why a contact carries no link. `unread`: nobody can say just now how long it has stood. */
export type WhyNotOffered =
  TooYoung | { readonly why: 'onLostDevice' | 'ownMailbox' | 'maybeOwnMailbox' | 'channelOff' | 'unread' };

/** A contact as it may be named to people: `masked` to its owner only. */
export interface NamedContact {
  readonly kind: ContactKind;
  readonly channel: ContactPoint['channel'];
  readonly masked?: string;
}

export type NotOffered = NamedContact & WhyNotOffered;

/** One that may carry a link. */
export type TrustedContact = ContactPoint & { readonly kind: ContactKind };

/** Contacts that may be used, and why the others may not; `unsure`: there may be more, but the directory's log could not be read just now. */
export interface Trusted {
  readonly contacts: readonly TrustedContact[];
  readonly notOffered: readonly NotOffered[];
  readonly unsure: boolean;
}

/** Graph's date, or our own first sighting where that is earlier; `Infinity` where neither is known. */
export function firstSeen(seen: SeenBefore, method: Reachable): Millis {
  return Math.min(method.createdAt ?? Infinity, firstSighted(seen, method));
}

type LostQuestion = Pick<ContactQuestion, 'keys' | 'methods' | 'scenario'>;

/** Contacts on the device that is gone, as hashes: another entry with the same number lies on the same card. */
export function lostContacts({ keys, methods, scenario }: LostQuestion): ReadonlySet<string> {
  const lost = methods.filter(({ kind }) => ON_LOST_DEVICE[scenario].has(kind)).filter(isReachable);
  return new Set(lost.flatMap(({ contact }) => hashesOf(keys, contact)));
}

const isOnLostDevice = (question: LostQuestion, { contact }: Reachable): boolean =>
  lostContacts(question).has(contactHash(question.keys, contact));

const isOnChannel = ({ policy }: ContactQuestion, { contact }: Reachable): boolean =>
  policy.delivery.includes(contact.channel);

/** On a channel of the policy, and not on the device that is gone. */
function within(question: ContactQuestion): readonly Reachable[] {
  return question.methods
    .filter(isReachable)
    .filter((method) => isOnChannel(question, method) && !isOnLostDevice(question, method));
}

const stableSince = ({ now, policy }: ContactQuestion): Millis => now - policy.contactStableDays * DAY;

const pointOf = ({ id, contact: { channel, address, masked } }: Reachable): ContactPoint => {
  return { id, channel, address, masked };
};

/** The employee's own mailbox is locked with the account. */
type LinkQuestion = ContactQuestion & { readonly changes: ChangeLog; readonly employee: Mailbox };

const ownIn = ({ employee }: LinkQuestion, { contact }: Reachable) =>
  contact.channel === 'email' ? ownMailbox(employee, contact.address.reveal()) : undefined;

/** What speaks against a contact, the plainest reason first; nothing where it may carry a link. */
function whyNot(question: LinkQuestion, method: Reachable): WhyNotOffered | undefined {
  if (isOnLostDevice(question, method)) return { why: 'onLostDevice' };
  const own = ownIn(question, method);
  if (own !== undefined) return { why: own };
  if (!isOnChannel(question, method)) return { why: 'channelOff' };
  const age = ageOf(question, method, stableSince(question));
  if (age.stood === 'no') {
    const { stood: _no, ...why } = age;
    return why;
  }
  return age.stood === 'unknown' ? { why: 'unread' } : undefined;
}

/**
 * Contacts outside Teams that may carry a link: this very address has stood long enough, and is not the mailbox of the
 * account itself. Unknown age counts as new.
 */
export function trustedContacts(question: LinkQuestion): Trusted {
  const judged = question.methods.filter(isReachable).map((method) => ({ method, no: whyNot(question, method) }));
  return {
    contacts: judged.flatMap(({ method, no }) => (no === undefined ? [{ ...pointOf(method), kind: method.kind }] : [])),
    notOffered: judged.flatMap(({ method: { kind, contact }, no }) =>
      no === undefined ? [] : [{ kind, channel: contact.channel, masked: contact.masked, ...no }],
    ),
    unsure: judged.some(({ no }) => no?.why === 'unread'),
  };
}

/**
 * Contacts outside Teams that get notices: as above, whatever the directory's log says. Something else that was registered
 * lately must not silence a contact of long standing. The account's own mailbox is told as well; it is none of those that
 * the rules count as a way to be told.
 */
export function toldContacts(question: ContactQuestion): readonly ContactPoint[] {
  const since = stableSince(question);
  const stood = (method: Reachable) =>
    firstSighted(question, method) <= since || isDatedBefore(question, method, since);
  return within(question).filter(stood).map(pointOf);
}
