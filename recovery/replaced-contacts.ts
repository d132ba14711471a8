import type { FoundKept, KeptContact } from './kept-contacts';
import { sameAddress } from './kept-contacts';
import type { Method } from './methods';
import { isReplaced } from './note-contacts';
import type { Policy } from './policy-settings';
import type { ContactPoint } from './ports';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { Millis } from './terms';

/** Stands for the id of a contact that is registered no more: no link to the page with the pass is ever made for it. */
const REPLACED = 'replaced';

/** From the approval on a contact may be gone because this very recovery removes it. */
function wentBefore(request: RecoveryRequest, { goneSince = Infinity }: KeptContact): boolean {
  const decided = decidedOf(request);
  return decided === undefined || goneSince <= decided.at;
}

/**
 * Contacts that were trusted and have been replaced or removed lately: somebody in a stolen session may have done it, so
 * they are told as well, whatever is said to be lost. For notices only: none of them carries a link to the page with the
 * pass, or counts where a rule asks whether somebody can be told. Pure.
 */
export function replacedContacts(
  request: RecoveryRequest,
  given: {
    readonly kept: FoundKept;
    readonly methods: readonly Method[];
    readonly policy: Pick<Policy, 'contactStableDays' | 'replacedContactDays' | 'delivery'>;
    readonly now: Millis;
  },
): readonly ContactPoint[] {
  const { kept, methods, policy, now } = given;
  if (kept === undefined || kept === 'doesNotHold') return [];
  const isHere = (one: KeptContact) => methods.some(({ contact }) => contact && sameAddress(one, contact));
  return kept.contacts
    .filter((one) => !isHere(one) && policy.delivery.includes(one.channel))
    .filter((one) => wentBefore(request, one) && isReplaced(one, policy, now))
    .map(({ channel, address, masked }) => ({ id: REPLACED, channel, address, masked }));
}
