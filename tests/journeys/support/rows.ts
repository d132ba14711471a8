import { email } from '../../../simulators/entra/new-methods';
import { nextMail, nextSms } from '../../../simulators/outbox';
import type { VerifiedBy } from '../../../recovery/facts';
import { DAY, HOUR } from '../../support/fake-clock';
import { givesOldMethod } from './account';
import { choiceLike } from './choices';
import { ADA, tomasAttends, tomasChecksHerBadge, tomasShowsTheQr } from './counter';
import type { Onlooker, Where } from './onlookers';
import { linkIn, opensPage, sendsForm } from '../../../scripts/web-page';
import { peopleOf } from './people';
import type { Handle, World } from './world';

export const NOOR = 'noor.haddad@contoso.example';
export const PROOF = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' } as const;

/** What happened on the way, beside what the onlooker saw. */
export interface Driven {
  /** Who saw a number before the employee had done anything. */
  readonly numberAtFirst: readonly Where[];
  /** Groups of which one each has to approve. */
  readonly approvers: readonly string[];
}
export type Drive = (latchkey: World, onlooker: Onlooker) => Promise<Driven>;

/** Somebody who signs, and how they recognised the employee. */
type Signs = readonly [approver: Handle, verifiedBy: VerifiedBy];

async function groupsOf(latchkey: World, who: Handle): Promise<readonly string[]> {
  return (await latchkey.request(who)).slots.map(({ group }) => group);
}

/** Everybody of the row signs with the number that the employee says to them. Resolves with what they say to her. */
async function codeSaidBy(latchkey: World, signers: readonly Signs[], numbers: readonly string[]): Promise<string> {
  const people = peopleOf(latchkey);
  for (const [at, [who, verifiedBy]] of signers.entries()) await people[who].signs(numbers[at] ?? '', verifiedBy);
  const said: string[] = [];
  for (const [who] of signers) said.push(await people[who].looksUpCode());
  return said.join('');
}

/** From the number on, where the pass appears in the employee's own chat. */
async function onInTheChat(
  ...[latchkey, onlooker, who, signers]: readonly [World, Onlooker, Handle, readonly Signs[]]
): Promise<Omit<Driven, 'numberAtFirst'>> {
  const { [who]: employee } = peopleOf(latchkey);
  const numbers = [await employee.looksUp('matchNumber')];
  if (signers.length > 1) numbers.push(await employee.looksUp('matchNumber2'));
  await onlooker.everybodyLooks(who);
  const approvers = await groupsOf(latchkey, who);
  const code = await codeSaidBy(latchkey, signers, numbers);
  await onlooker.everybodyLooks(who);
  await employee.reveals(code);
  await onlooker.everybodyLooks(who);
  return { approvers };
}

/** A: the employee can use Teams, and opens it. D, where two sign. */
export const opensAlone =
  (who: Handle, ...signers: readonly Signs[]): Drive =>
  async (latchkey, onlooker) => {
    const { [who]: employee } = peopleOf(latchkey);
    await employee.says('I lost my phone');
    const numberAtFirst = onlooker.whoSaw('matchNumber');
    await employee.presses('request.confirm');
    return { numberAtFirst, ...(await onInTheChat(latchkey, onlooker, who, signers)) };
  };

/** A2: she can use Teams, and somebody else opens it. */
export const opensForAda =
  (opener: Handle, ...signers: readonly Signs[]): Drive =>
  async (latchkey, onlooker) => {
    await latchkey.cloud.teams.install(opener);
    const { ada, [opener]: asks } = peopleOf(latchkey);
    await asks.says(`open for ${ADA}, lost phone`);
    if (opener === 'hana') await asks.presses('helpdesk.openFor', PROOF);
    await asks.presses('request.confirm');
    await ada.seesButton('request.itsMe');
    await onlooker.everybodyLooks('ada');
    const numberAtFirst = onlooker.whoSaw('matchNumber');
    await ada.presses('request.itsMe');
    return { numberAtFirst, ...(await onInTheChat(latchkey, onlooker, 'ada', signers)) };
  };

/** The one-time link that Hana has sent to a private mail address of long standing. */
export async function linkFor(latchkey: World, address: string, mail: string): Promise<string> {
  const { hana } = peopleOf(latchkey);
  await hana.says(`open for ${address}`);
  await hana.presses('helpdesk.openFor', PROOF);
  const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
  await hana.presses('request.confirm', { delivery });
  return linkIn((await nextMail(latchkey.cloud.outbox, mail)).body.content);
}

/** B: no Teams, and a private mail address. D, where two sign. */
export const overALink =
  (who: 'ada' | 'noor', ...signers: readonly Signs[]): Drive =>
  async (latchkey, onlooker) => {
    const mail = who === 'ada' ? 'ada.lindqvist@post.example' : 'noor@post.example';
    if (who === 'noor') givesOldMethod(latchkey, 'noor', email(mail));
    const link = await linkFor(latchkey, who === 'ada' ? ADA : NOOR, mail);
    onlooker.page(await opensPage(link));
    await onlooker.everybodyLooks(who);
    const numberAtFirst = onlooker.whoSaw('matchNumber');
    const { matchNumber = '', matchNumber2 = '' } = onlooker.page(await sendsForm(link, 'confirm'));
    await onlooker.everybodyLooks(who);
    const approvers = await groupsOf(latchkey, who);
    const code = await codeSaidBy(latchkey, signers, [matchNumber, matchNumber2]);
    onlooker.page(await opensPage(link));
    await onlooker.everybodyLooks(who);
    onlooker.page(await sendsForm(link, 'code', code));
    await onlooker.everybodyLooks(who);
    return { numberAtFirst, approvers };
  };

/** C: neither, and she comes to a counter. D, where nobody is entered as her manager. */
export const atTheCounter =
  (who: 'ada' | 'noor', ...signers: readonly Signs[]): Drive =>
  async (latchkey, onlooker) => {
    await tomasAttends(latchkey, who === 'ada' ? ADA : NOOR, who);
    await onlooker.everybodyLooks(who);
    const numberAtFirst = onlooker.whoSaw('matchNumber');
    const numbers = await tomasChecksHerBadge(peopleOf(latchkey));
    await onlooker.everybodyLooks(who);
    const approvers = await groupsOf(latchkey, who);
    const code = await codeSaidBy(latchkey, signers, numbers);
    await onlooker.everybodyLooks(who);
    const qr = await tomasShowsTheQr(latchkey);
    onlooker.page(await opensPage(qr));
    const device = onlooker.page(await sendsForm(qr, 'here'));
    onlooker.page(await sendsForm(device.url, 'code', code));
    await onlooker.everybodyLooks(who);
    return { numberAtFirst, approvers };
  };

/** E: a code to a number of long standing does in place of an approver. */
export const byTextMessage: Drive = async (latchkey, onlooker) => {
  const { ada } = peopleOf(latchkey);
  await numberKnownSinceYesterday(latchkey);
  await ada.says('my authenticator app is broken');
  await ada.presses('request.confirmWithCode');
  const numberAtFirst = onlooker.whoSaw('matchNumber');
  const { text } = await nextSms(latchkey.cloud.outbox, '+4740055312', (sms) => sms.text.includes(' code '));
  const code = / code (\d{6}) /.exec(text)?.[1] ?? '';
  onlooker.sms(code);
  await onlooker.everybodyLooks('ada');
  await ada.reveals(code);
  await onlooker.everybodyLooks('ada');
  return { numberAtFirst, approvers: await groupsOf(latchkey, 'ada') };
};

/** Ada wrote to Latchkey a day ago. */
export async function numberKnownSinceYesterday(latchkey: World): Promise<void> {
  const { ada } = peopleOf(latchkey);
  await ada.says('my authenticator app is broken');
  await ada.presses('request.cancel');
  await latchkey.lets(DAY + HOUR);
}
