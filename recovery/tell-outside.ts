import { Secret } from '../platform/secret';
import type { Deps } from './deps';
import { isSameContact } from './contact-hash';
import { contactsToTell } from './employee-facts';
import type { ToldContact } from './events';
import type { Holder } from './holder';
import { findKept } from './note-contacts';
import { holderOf, makeNotMeLink } from './not-me-link';
import type { NoticeFacts } from './notice-facts';
import type { Notice } from './notices';
import type { ContactPoint, KeyRing, Person } from './ports';
import { replacedContacts } from './replaced-contacts';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import { tried } from './tried-notice';

/** Whether a notice arrived anywhere, and at which contacts outside Teams. */
export interface Told {
  readonly ok: boolean;
  readonly contacts?: readonly ToldContact[];
}

const toldAt = (contacts: readonly ToldContact[]): Told =>
  contacts.length === 0 ? { ok: false } : { ok: true, contacts };

/** Each contact has a link of its own, so that it is known which of them was pressed. */
async function write(
  deps: Deps,
  { notice }: Notice,
  request: RecoveryRequest,
  contact: ContactPoint,
  holder: Holder,
  more: Omit<NoticeFacts, 'notMe'> = {},
): Promise<void> {
  const notMe = makeNotMeLink(deps, request, notice, holder);
  await deps.outOfBand.sendNotice(contact, notice, request, { notMe, ...more });
}

/**
 * The mail with the link, or the message with the code, says already that it was opened, and who has it can stop it. Only
 * at the very address that was chosen: what stands under its id by now gets neither.
 */
function hasLink(keys: KeyRing, request: RecoveryRequest, { notice }: Notice, contact: ContactPoint): boolean {
  const { delivery } = request;
  if (notice === 'selfVerified') return isSameContact(keys, contact, decidedOf(request)?.selfVerified?.contact);
  return notice === 'opened' && delivery.place === 'link' && isSameContact(keys, contact, delivery.contact);
}

async function registeredOf(deps: Deps, request: RecoveryRequest) {
  const methods = await deps.methods.list(request.tenantId, request.employee);
  return { methods, contacts: await contactsToTell(deps, request, methods) };
}

/**
 * Every contact outside Teams that the rules trust, never one on the lost device; and those that they trusted until one of
 * them was replaced lately.
 */
export async function tellEmployeeOutside(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<Told> {
  const [{ methods, contacts }, kept] = await Promise.all([
    registeredOf(deps, request),
    tried(deps, notice, request, () => findKept(deps, request.tenantId, request.employee), undefined),
  ]);
  const replaced = replacedContacts(request, { kept, methods, policy: deps.policy, now: deps.clock.now() });
  const tell = async (contact: ContactPoint, more: { readonly replaced?: true }): Promise<readonly ToldContact[]> => {
    const holder = holderOf(deps.keys, request, 'employee', contact);
    await write(deps, notice, request, contact, holder, more);
    return [{ ...holder, masked: contact.masked, ...more }];
  };
  const others = contacts.filter((contact) => !hasLink(deps.keys, request, notice, contact));
  const all = [
    ...others.map((one) => [one, {}] as const),
    ...replaced.map((one) => [one, { replaced: true }] as const),
  ];
  const told = await Promise.all(all.map(([one, more]) => tried(deps, notice, request, () => tell(one, more), [])));
  return toldAt(told.flat());
}

/** Where a mail to a manager goes; nothing where the directory knows no mailbox. */
export function mailboxOf(manager: Person | undefined): ContactPoint | undefined {
  const { mail = '' } = manager ?? {};
  return mail === '' ? undefined : { id: 'mailbox', channel: 'email', address: Secret.of(mail), masked: '' };
}

/** Who the mail is for, and whom it is about; nothing where the directory cannot be read now. */
function peopleOf(deps: Deps, notice: Notice, request: RecoveryRequest) {
  const { tenantId, employee } = request;
  const read = () => Promise.all([notice.who, employee].map((id) => deps.directory.person(tenantId, id)));
  return tried(deps, notice, request, read, undefined);
}

async function mailManager(
  deps: Deps,
  notice: Notice,
  request: RecoveryRequest,
  mailbox: ContactPoint,
  about: Person | undefined,
): Promise<readonly ToldContact[]> {
  const holder = holderOf(deps.keys, request, 'manager', mailbox);
  await write(deps, notice, request, mailbox, holder, about && { about: about.displayName });
  return [holder];
}

/** By mail, which a stolen session of theirs in Teams cannot hide; in Teams where no mail gets through. */
export async function tellManager(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<Told> {
  const people = await peopleOf(deps, notice, request);
  const [manager, employee] = people ?? [];
  // Somebody else may read the mail of whoever has left.
  if (people !== undefined && manager?.accountEnabled !== true) return { ok: false };
  const mailbox = mailboxOf(manager);
  const send = async () => (mailbox === undefined ? [] : mailManager(deps, notice, request, mailbox, employee));
  const told = await tried(deps, notice, request, send, []);
  return told.length > 0 ? toldAt(told) : { ok: await deps.cards.notify(notice.who, notice.notice, request) };
}
