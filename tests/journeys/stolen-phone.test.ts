import { changeInPortal } from '../../simulators/entra/methods';
import { email } from '../../simulators/entra/new-methods';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { nextMail } from '../../simulators/outbox';
import { mustShow } from '../../scripts/story';
import { refusalText } from '../../words/replies';
import { DAY, MINUTE, SECOND } from '../support/fake-clock';
import { PASS, writesOn } from './support/account';
import { bothApprove, tomasChecksHerBadge, tomasShowsTheQr } from './support/counter';
import { linkIn, opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const MAIL = 'ada.lindqvist@post.example';
const OVER = 'The time of this chat is over: you are signed out everywhere, because your phone was stolen.';

const revoked = ({ cloud: { tenant } }: World): boolean =>
  (tenant.users.get(PEOPLE.ada)?.sessionsValidFrom ?? 0) > tenant.clock.now() - 5 * MINUTE;

describe('when a phone was stolen and nobody types the code in Teams for half an hour (T1, T12)', () => {
  it('the sessions are gone, a link goes to the old contact, and the pass appears on its page', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('my phone was stolen'));
    await ada.sees('This chat can show your pass until');
    await latchkey.lets(29 * MINUTE);
    expect(revoked(latchkey)).toBe(false);
    const { token, messageId } = ada.holds('pass.reveal');
    await latchkey.lets(2 * MINUTE);
    expect(revoked(latchkey)).toBe(true);

    const link = linkIn(
      (await nextMail(latchkey.cloud.outbox, MAIL, ({ body }) => body.content.includes('/reveal/'))).body.content,
    );
    await ada.sees(`${OVER} Your pass now appears behind a link that goes to the e-mail address.`);
    await marcus.sees('It now appears behind a link that goes to the e-mail address; the code from before is dead.');
    await marcus.sees('Not by mail, either: who reads the mailbox that got a link');
    await hana.sees('It now appears behind a link that goes to the e-mail address');
    expect(await ada.forges(messageId, 'pass.reveal', { token, releaseCode: code })).toContain(
      refusalText('wrongPlace'),
    );
    expect(await opensPage(link)).toMatchObject({ status: 200, pass: undefined });
    expect((await sendsForm(link, 'code', code)).pass).toBeUndefined();

    const anew = mustShow(await marcus.presses('approval.newCode'), 'releaseCode');
    const shown = await sendsForm(link, 'code', anew);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    await latchkey.settle();
    await ada.enrols(shown.pass ?? '');
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const order = ['approved', 'removalVerified', 'sessionsRevoked', 'revealMoved', 'codeRenewed', 'passIssued'];
    expect((await latchkey.trail('ada')).filter((type) => order.includes(type))).toEqual(order);
    for (const person of [ada, marcus, hana]) expect(person.reads()).not.toContain(shown.pass ?? '-');
    expect(marcus.reads() + hana.reads()).not.toMatch(/post\.example/);
    await expectSound(latchkey);
  });

  it('whoever sits in her Teams gets nothing, not even in the moment in which the time is over', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens('my phone was stolen'));
    await latchkey.lets(20 * MINUTE);
    const releaseCode = mustShow(await marcus.presses('approval.newCode'), 'releaseCode');
    const { token, messageId } = ada.holds('pass.reveal');
    latchkey.clock.advance(10 * MINUTE);
    expect(await ada.forges(messageId, 'pass.reveal', { token, releaseCode })).toContain(refusalText('chatOver'));
    await latchkey.lets(MINUTE);
    expect(await ada.forges(messageId, 'pass.reveal', { token, releaseCode })).toContain(refusalText('wrongPlace'));
    expect((await latchkey.trail('ada')).filter((type) => type === 'passIssued')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when no contact of hers may carry a link (T12, T16)', () => {
  /** Her contacts were seen a day ago; the address in the only one that is not on the phone was changed five minutes before. */
  async function withoutContact(): Promise<World> {
    const latchkey = await world();
    await peopleOf(latchkey).ada.says('I lost my phone');
    await latchkey.lets(DAY);
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, email('mallory@post.example'));
    await latchkey.lets(5 * MINUTE);
    return latchkey;
  }

  it('the card says why not, and half an hour after the approval the pass appears at a counter', async () => {
    const latchkey = await withoutContact();
    const { ada, marcus, priya, tomas, hana } = peopleOf(latchkey);
    await ada.says('my phone was stolen');
    await ada.sees('the e-mail address m•••@post.example was changed after Latchkey looked 24 hours ago.');
    const card = await ada.presses('request.confirm');
    await marcus.signs(mustShow(card, 'matchNumber'));
    await priya.signs(mustShow(card, 'matchNumber2'));
    await latchkey.lets(31 * MINUTE);
    expect(revoked(latchkey)).toBe(true);
    const moved = await latchkey.request('ada');
    expect(latchkey.cloud.outbox.posted.flatMap(({ to }) => to)).not.toContain('mallory@post.example');
    expect(moved).toMatchObject({ state: 'awaitingApproval', delivery: { place: 'inPerson' }, route: 'dualApproval' });
    await ada.sees(`${OVER} No contact of yours can carry a link, so come to a counter of your helpdesk with an ID.`);
    await hana.sees('it now appears at a counter, and two people decide anew.');
    expect(ada.reads()).not.toContain('"matchNumber"');

    await tomas.says(`attend ${moved.shortCode}`);
    const code = await bothApprove(latchkey, await tomasChecksHerBadge({ tomas }));
    const device = await sendsForm(await tomasShowsTheQr(latchkey), 'here');
    const shown = await sendsForm(device.url, 'code', code);
    expect(shown).toMatchObject({ status: 200, face: 'shown' });
    await latchkey.settle();
    await ada.enrols(shown.pass ?? '');
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const order = ['movedToCounter', 'idChecked', 'sessionsRevoked', 'qrOpened', 'passIssued', 'completed'];
    const trail = (await latchkey.trail('ada')).filter((type) => order.includes(type));
    expect(trail).toEqual(['sessionsRevoked', ...order]);
    expect(writesOn(latchkey, 'ada')[0]).toBe(PASS);
    await expectSound(latchkey);
  });
});
