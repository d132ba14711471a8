import type { ChangeLog, Reachable, SeenBefore } from './contact-age';
import { firstSighted, hasStoodSince, isDatedBefore, isReachable } from './contact-age';
import type { Method } from './methods';
import type { Policy } from './policy-settings';
import type { ContactPoint, Person } from './ports';
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

/** Contacts that may be used; `unsure`: there may be more, but the directory's log could not be read just now. */
export interface Trusted {
  readonly contacts: readonly ContactPoint[];
  readonly unsure: boolean;
}

/** Graph's date, or our own first sighting where that is earlier; `Infinity` where neither is known. */
export function firstSeen(seen: SeenBefore, method: Reachable): Millis {
  return Math.min(method.createdAt ?? Infinity, firstSighted(seen, method));
}

/** On a channel of the policy, and not on the device that is gone. */
function within({ methods, policy, scenario }: ContactQuestion): readonly Reachable[] {
  return methods
    .filter(isReachable)
    .filter(({ kind, contact }) => policy.delivery.includes(contact.channel) && !ON_LOST_DEVICE[scenario].has(kind));
}

const stableSince = ({ now, policy }: ContactQuestion): Millis => now - policy.contactStableDays * DAY;

const pointOf = ({ id, contact: { channel, address, masked } }: Reachable): ContactPoint => {
  return { id, channel, address, masked };
};

/** Whose own mailbox is the one that is locked. */
export type Mailbox = Pick<Person, 'mail' | 'userPrincipalName'>;

function isOwnMailbox({ mail = '', userPrincipalName }: Mailbox, { contact }: Reachable): boolean {
  const address = contact.address.reveal().toLowerCase();
  return [mail, userPrincipalName].some((own) => own.toLowerCase() === address);
}

/**
 * Contacts outside Teams that may carry a link: this very address has stood long enough, and is not the mailbox of the
 * account itself. Unknown age counts as new.
 */
export function trustedContacts(
  question: ContactQuestion & { readonly changes: ChangeLog; readonly employee: Mailbox },
): Trusted {
  const since = stableSince(question);
  const outside = within(question).filter((method) => !isOwnMailbox(question.employee, method));
  const judged = outside.map((method) => ({ method, stood: hasStoodSince(question, method, since) }));
  return {
    contacts: judged.filter(({ stood }) => stood === 'yes').map(({ method }) => pointOf(method)),
    unsure: judged.some(({ stood }) => stood === 'unknown'),
  };
}

/**
 * Contacts outside Teams that get notices: as above, whatever the directory's log says. Something else that was registered
 * lately must not silence a contact of long standing.
 */
export function toldContacts(question: ContactQuestion): readonly ContactPoint[] {
  const since = stableSince(question);
  const stood = (method: Reachable) =>
    firstSighted(question, method) <= since || isDatedBefore(question, method, since);
  return within(question).filter(stood).map(pointOf);
}
