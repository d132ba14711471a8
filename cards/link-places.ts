import type { NamedContact, NotOffered } from '../recovery/contacts';
import type { Delivery, LinkDelivery } from '../recovery/facts';
import { isByColleague } from '../recovery/opened-by';
import type { Millis } from '../recovery/terms';
import { APPROVAL } from '../words/approval';
import { CHANNELS, CONTACT_BY_CHANNEL, CONTACT_KINDS, LINK_PLACES, WHY_NOT_OFFERED } from '../words/link-places';
import type { Section } from './card-data';
import type { DraftCardView } from './draft-view';
import { bullets, section } from './lines';
import { ago } from './moments';
import { clean } from './plain-text';

const CONTACT = 80;
const KINDS: Readonly<Record<string, string>> = CONTACT_KINDS;

/** “the other mobile number”: never which one. */
export function contactKind({ kind, channel }: Pick<LinkDelivery, 'kind' | 'channel'>): string {
  return (kind === undefined ? undefined : KINDS[kind]) ?? CONTACT_BY_CHANNEL[channel];
}

/** The same, and to its owner which one. */
export function contactName(contact: NamedContact, own: boolean): string {
  const { masked } = contact;
  return masked === undefined || !own
    ? contactKind(contact)
    : LINK_PLACES.masked(contactKind(contact), clean(masked, CONTACT));
}

function notOfferedLine(contact: NotOffered, own: boolean, now: Millis): string {
  const when = 'at' in contact ? ago(contact.at, now) : '';
  return LINK_PLACES.notOffered(contactName(contact, own), WHY_NOT_OFFERED[contact.why](when));
}

/** For whoever decides: where number and pass appear, where that is behind a link. Never which number or address. */
export function linkGoes(delivery: Delivery): string | undefined {
  return delivery.place === 'link' ? APPROVAL.linkGoes(CHANNELS[delivery.channel], contactKind(delivery)) : undefined;
}

/** And by which way they must not recognise the employee, nor say the code. */
export function notTheLink(delivery: Delivery): string | undefined {
  return delivery.place === 'link' ? APPROVAL.notTheLink[delivery.channel](contactKind(delivery)) : undefined;
}

/** Why the other contacts get no link, a sentence for each; nothing for a colleague, who learns of no contact. */
export function notOfferedLines({ draft: { draft, own, notOffered }, now }: DraftCardView): readonly string[] {
  return isByColleague(draft) ? [] : notOffered.map((contact) => notOfferedLine(contact, own, now));
}

/** Each contact outside Teams: that a link may go there, or why not. A colleague does not even learn that there is none. */
export function linkPlaces(view: DraftCardView): readonly Section[] {
  const { draft, own, contacts } = view.draft;
  if (isByColleague(draft)) return [];
  const offered = contacts.map((one) => LINK_PLACES.offered(CHANNELS[one.channel], contactName(one, own)));
  const lines = [...offered, ...notOfferedLines(view)];
  return section(LINK_PLACES.title, bullets(lines.length === 0 ? [LINK_PLACES.none] : lines));
}
