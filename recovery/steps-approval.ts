import { askNext } from './ask-next';
import { isSameContact } from './contact-hash';
import type { Deps } from './deps';
import { isOfDirectory } from './directory-contacts';
import { EffectError } from './errors';
import type { EventOf } from './events';
import type { LinkDelivery, Slot } from './facts';
import { contactsOf } from './employee-facts';
import { heldEvent } from './hold-event';
import { makeLink } from './open-link';
import { policyOf } from './policy-tiers';
import type { ContactPoint } from './ports';
import { chosenOfEntry } from './read-entry';
import { remindOpenSlots } from './remind-open-slots';
import type { RecoveryRequest } from './request';
import { mustFail } from './run-state';
import type { Step } from './step';
import { SYSTEM } from './step';
import type { NoLink } from './step-failure';

/** Time is up. Never an approval; where something was done already, people take over. */
export const expire: Step = (deps, { request }) => {
  const common = { at: deps.clock.now(), by: SYSTEM };
  return Promise.resolve({
    event: mustFail(request) ? { ...common, type: 'failed', why: 'expiredHalfway' } : { ...common, type: 'expired' },
  });
};

/** A fresh message to everybody who has not decided yet. */
export const remind: Step = async (deps, { request }) => {
  await remindOpenSlots(deps, request);
  return { event: { type: 'reminded', at: deps.clock.now(), by: SYSTEM } };
};

/** The same slot for further people, and in whose place they are asked. */
function widened({ alsoFor = [], ...slot }: Slot, { candidates, standsInFor }: Slot): Slot {
  const managers = [...new Set(alsoFor.concat(standsInFor ?? []))];
  const people = [...new Set([...slot.candidates, ...candidates])];
  return { ...slot, candidates: people, ...(managers.length > 0 && { alsoFor: managers }) };
}

/** Nobody answered: the next level may decide as well. The cards and numbers that are out stay good. */
export const escalate: Step = async (deps, { request }) => {
  const common = { at: deps.clock.now(), by: SYSTEM, type: 'escalated' } as const;
  const asked = request.slots.filter(({ group }) => group === 'manager').flatMap(({ candidates }) => candidates);
  const next = await askNext(deps, request, asked);
  const added = next.slots.length === request.slots.length ? next.slots[0] : undefined;
  const widen = (slot: Slot): Slot =>
    slot.group === 'manager' && slot.approval === undefined && added?.group === 'manager' ? widened(slot, added) : slot;
  return { event: { ...common, slots: request.slots.map(widen) } };
};

/** Nobody in a slot could be reached (they are passed over by now): ask the next ones, or hold when there is nobody. */
export const replaceApprovers: Step = async (deps, { request }) => {
  const next = await askNext(deps, request, []);
  if (next.slots.length === 0) return { event: heldEvent(deps, request, SYSTEM, 'noApprover') };
  const { slots, reasons } = next;
  return { event: { type: 'approversReplaced', at: deps.clock.now(), by: SYSTEM, slots, why: 'unreachable', reasons } };
};

type LinkRequest = RecoveryRequest & { readonly delivery: LinkDelivery };

const hasLink = (request: RecoveryRequest): request is LinkRequest => request.delivery.place === 'link';

/** The contact as it was chosen, read again; or why it gets nothing: another address there, or not trusted any more. */
async function chosenContact(deps: Deps, request: LinkRequest): Promise<ContactPoint | NoLink> {
  const { contactId, contact: hash } = request.delivery;
  const methods = await deps.methods.list(request.tenantId, request.employee);
  if (isOfDirectory(contactId)) return chosenOfEntry(deps, request, methods);
  const { contact } = methods.find(({ id }) => id === contactId) ?? {};
  if (contact === undefined || !isSameContact(deps.keys, contact, hash)) return 'contactChanged';
  const own = { ...deps, policy: policyOf(deps.policy, request) };
  const { contacts, unsure } = await contactsOf(own, request, methods);
  const chosen = contacts.find(({ id }) => id === contactId);
  if (chosen === undefined && unsure) throw new EffectError('unavailable', 'the log of the directory cannot be read');
  return chosen ?? 'contactNotTrusted';
}

/** Sends the one-time link to the chosen contact: one that changed since gets nothing, and the helpdesk is told. */
export const sendLink: Step = async (deps, { request }) => {
  if (!hasLink(request)) throw new EffectError('rejected', 'this request has no link');
  const { channel, contactId } = request.delivery;
  const common = { at: deps.clock.now(), by: SYSTEM, channel } as const;
  try {
    const contact = await chosenContact(deps, request);
    if (typeof contact === 'string') return { event: { ...common, type: 'linkFailed', code: contact } };
    await deps.outOfBand.sendLink(contact, request, await makeLink(deps, request));
    const number = request.newLinks && { number: request.newLinks.times };
    const sent: EventOf<'linkSent'> = { ...common, type: 'linkSent', contactId, ...number };
    return { event: sent };
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
    return { event: { ...common, type: 'linkFailed', code: error.code } };
  }
};
