import { scanned } from '../../../scripts/scan';
import { mustShow } from '../../../scripts/story';
import type { Person } from './people';
import { peopleOf } from './people';
import type { Handle, World } from './world';

export const ADA = 'ada.lindqvist@contoso.example';
export const FORM = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345', place: 'inPerson' };
const TOKEN = 43;

/** Hana sends Ada, who has no Teams and no contact, or somebody else to a counter; Tomas takes the case there. */
export async function tomasAttends(latchkey: World, address = ADA, who: Handle = 'ada'): Promise<void> {
  const { hana, tomas } = peopleOf(latchkey);
  await hana.says(`open for ${address}`);
  await hana.presses('helpdesk.openFor', FORM);
  await hana.presses('request.confirm');
  await tomas.says(`attend ${(await latchkey.request(who)).shortCode}`);
}

/** What Ada reads off his screen, for Marcus and for security. */
export async function tomasChecksHerBadge({ tomas }: { readonly tomas: Person }): Promise<readonly [string, string]> {
  const card = await tomas.presses('counter.idCheck', { document: 'companyBadge' });
  return [mustShow(card, 'matchNumber'), mustShow(card, 'matchNumber2')];
}

/** Both halves of the code, as they are said to Ada. */
export async function bothApprove(latchkey: World, [first, second]: readonly [string, string]): Promise<string> {
  const { marcus, priya } = peopleOf(latchkey);
  await marcus.signs(first, 'knownNumber');
  const half = mustShow(await priya.signs(second, 'inPerson'), 'releaseCode');
  return `${await marcus.looksUpCode()} ${half}`;
}

/** What the QR code says that this attendant is shown. */
export async function showsTheQr(latchkey: World, attendant: Person): Promise<string> {
  return scanned(await attendant.presses('counter.showQr'), `${latchkey.url}/reveal/`, TOKEN);
}

export const tomasShowsTheQr = (latchkey: World): Promise<string> => showsTheQr(latchkey, peopleOf(latchkey).tomas);

/** Up to the approval. Resolves with the code that Ada heard. */
export async function approvedAtCounter(latchkey: World): Promise<string> {
  await tomasAttends(latchkey);
  return bothApprove(latchkey, await tomasChecksHerBadge(peopleOf(latchkey)));
}
