import { refusalText } from '../../words/replies';
import { HOUR } from '../support/fake-clock';
import { writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const other = (number: string): string => String((Number(number) + 1) % 1_000).padStart(3, '0');

describe('when the manager types a wrong number (T4)', () => {
  it('asks again, and the right one counts', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await marcus.presses('approval.approve');
    const wrong = { matchNumber: other(matchNumber), verifiedBy: 'knownNumber' };
    const answer = await marcus.tries('approval.confirmApprove', wrong);
    expect(answer).toContain(refusalText('matchNumberWrong', { left: 2 }));
    const right = await marcus.tries('approval.confirmApprove', { ...wrong, matchNumber });
    expect(right).toContain('Read this code out now');
    expect(await latchkey.trail('ada')).toContain('matchFailed');
    await expectSound(latchkey);
  });

  it('holds the request after the third and tells security; even the right one does nothing then', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar, hana } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await marcus.presses('approval.approve');
    const press = marcus.keeps('approval.confirmApprove', { matchNumber, verifiedBy: 'inPerson' });
    const wrong = { matchNumber: other(matchNumber), verifiedBy: 'inPerson' };
    await marcus.tries('approval.confirmApprove', wrong);
    await marcus.tries('approval.confirmApprove', wrong);
    expect(await marcus.tries('approval.confirmApprove', wrong)).toContain(refusalText('matchNumberLocked'));
    expect(await latchkey.request('ada')).toMatchObject({ state: 'held', held: { reason: 'matchNumberLocked' } });
    await priya.sees('The number for Ada Lindqvist was typed wrongly too often');
    await oskar.sees('The number for Ada Lindqvist was typed wrongly too often');
    await hana.sees('is on hold until it has been checked');
    expect(await press()).toContain('On hold');
    expect((await latchkey.request('ada')).state).toBe('held');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('can be released by security, and then starts over with another number', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const first = await ada.opens();
    await marcus.presses('approval.approve');
    const old = marcus.keeps('approval.confirmApprove', { matchNumber: first, verifiedBy: 'inPerson' });
    const wrong = { matchNumber: other(first), verifiedBy: 'inPerson' };
    for (let tries = 0; tries < 3; tries += 1) await marcus.tries('approval.confirmApprove', wrong);
    const { shortCode } = await latchkey.request('ada');
    await priya.says(`status ${shortCode}`);
    await priya.presses('helpdesk.release');
    await priya.presses('helpdesk.release', { reason: 'Called her at home' });
    expect(await latchkey.request('ada')).toMatchObject({ state: 'awaitingApproval', round: 2 });
    expect(await old()).toContain(refusalText('cardOutdated'));
    expect(await marcus.approves(await ada.looksUpNumber())).toMatch(/^\d{6}$/);
    await expectSound(latchkey);
  });

  it('does not stay held for ever', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const wrong = { matchNumber: other(await ada.opens()), verifiedBy: 'inPerson' };
    await marcus.presses('approval.approve');
    for (let tries = 0; tries < 3; tries += 1) await marcus.tries('approval.confirmApprove', wrong);
    await latchkey.lets(24 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    expect(await ada.opens()).toMatch(/^\d{3}$/);
  });
});

describe('when the manager writes the number as a message', () => {
  it('still has to type it on the card, and say how they recognised her', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.seesButton('approval.approve');
    await marcus.says(number);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await marcus.presses('approval.confirmApprove', { matchNumber: number, verifiedBy: 'videoCall' });
    expect(await latchkey.request('ada')).toMatchObject({
      state: 'approved',
      slots: [{ approval: { verifiedBy: 'videoCall' } }],
    });
    await expectSound(latchkey);
  });
});
