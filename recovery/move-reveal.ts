import { askNext } from './ask-next';
import { linkTo } from './begin-case';
import { chatEnds } from './chat-time';
import { hashesOf } from './contact-hash';
import type { TrustedContact } from './contacts';
import type { Deps } from './deps';
import { contactsOf } from './employee-facts';
import { EffectError, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import { heldEvent } from './hold-event';
import { policyOf } from './policy-tiers';
import { refusedEvent } from './refused-event';
import type { Approved } from './request';
import type { Step } from './step';
import { SYSTEM } from './step';
import type { Millis } from './terms';

const MINUTE = 60_000;
/** So long it is asked again whether a contact may carry the link, where that cannot be read; then it is the counter. */
const LOOK_AGAIN_MS = 10 * MINUTE;
/** The account comes first: until its sessions have ended nobody is asked anew. */
const SECURED_WAIT_MS = 15_000;
/** Another phone is in its owner's hands; a mailbox may be open on the phone that was stolen. */
const ORDER: readonly TrustedContact['channel'][] = ['sms', 'email'];

/** The first that may carry the link, in the order above; never one that was on the stolen phone at the approval. */
function chooseContact(
  { keys }: Pick<Deps, 'keys'>,
  { decided }: Approved,
  contacts: readonly TrustedContact[],
): TrustedContact | undefined {
  const lost = new Set(decided.chat?.lost);
  const fit = contacts.filter((contact) => !hashesOf(keys, contact).some((hash) => lost.has(hash)));
  return ORDER.flatMap((channel) => fit.filter((contact) => contact.channel === channel))[0];
}

/** Two people and an ID, as for every counter; where that cannot be, people take over. */
async function toCounter(deps: Deps, request: Approved, expiresAt: Millis): Promise<RecoveryEvent> {
  const counter = { ...request, delivery: { place: 'inPerson' } } as const;
  if (!policyOf(deps.policy, request).delivery.includes('inPerson'))
    return heldEvent(deps, request, SYSTEM, 'nowhereToShow');
  const { slots, reasons, facts } = await askNext(deps, counter, []);
  const { route } = facts;
  if (route.route === 'refused') {
    if (route.code === 'directoryUnavailable') throw new EffectError('unavailable', 'the rules cannot be read');
    return refusedEvent(deps, request, route.code);
  }
  if (route.route === 'held') return heldEvent(deps, request, SYSTEM, route.why);
  if (slots.length === 0) return heldEvent(deps, request, SYSTEM, 'noApprover');
  return { type: 'movedToCounter', at: deps.clock.now(), by: SYSTEM, slots, reasons, expiresAt };
}

/**
 * The chat had its time. Whatever contact may carry a link by the rules of now gets one, chosen here and by nobody who sits
 * in a session; else the pass appears at a counter. A log that cannot be read is asked again for a while first.
 */
export const moveReveal: Step = async (deps, { request }) => {
  if (request.state !== 'approved') throw new RecoveryError('transitionNotAllowed', 'nothing is to be shown');
  const own = { ...deps, policy: policyOf(deps.policy, request) };
  const methods = await deps.methods.list(request.tenantId, request.employee);
  const { contacts, unsure } = await contactsOf(own, request, methods);
  const contact = chooseContact(deps, request, contacts);
  const at = deps.clock.now();
  const expiresAt = at + own.policy.timers.expireMinutes * MINUTE;
  if (contact !== undefined) {
    const delivery = linkTo(deps.keys, contact);
    return { event: { type: 'revealMoved', at, by: SYSTEM, delivery, expiresAt } };
  }
  if (unsure && at < (chatEnds(request) ?? 0) + LOOK_AGAIN_MS)
    throw new EffectError('unavailable', 'the log of the directory cannot be read');
  if (request.decided.sessionsRevokedAt === undefined) return { waitMs: SECURED_WAIT_MS };
  return { event: await toCounter(deps, request, expiresAt) };
};
