import { HOUR, MINUTE } from '../support/fake-clock';
import { refusalText } from '../../words/replies';
import { account, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound, expectWhole } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when the manager says no', () => {
  it('tells Ada who decided and why, and touches nothing', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await marcus.denies('denied.couldNotReach');
    const request = await latchkey.request('ada');
    expect(request).toMatchObject({ state: 'denied', ended: { reason: 'denied.couldNotReach' } });
    await ada.sees('Your approver could not reach you');
    await ada.sees('Marcus Oyelaran, ');
    await ada.sees('Your recovery ended before a pass was shown');
    await marcus.sees('Not approved');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('lets her ask again', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await marcus.denies();
    const number = await ada.opens();
    expect(await marcus.approves(number)).toMatch(/^\d{6}$/);
  });
});

describe('when nobody answers (T27)', () => {
  it('reminds after ten minutes, asks the next level after thirty, and ends without approving', async () => {
    const latchkey = await world({ policy: { timers: { expireMinutes: 45 } } });
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    await ada.opens();
    await latchkey.lets(9 * MINUTE);
    expect(marcus.reads()).not.toContain('Please open the card');
    await latchkey.lets(1 * MINUTE);
    await marcus.sees('An account recovery for Ada Lindqvist is waiting. Please open the card.');
    expect(ingrid.reads()).toBe('');
    await latchkey.lets(20 * MINUTE);
    await ingrid.seesButton('approval.approve');
    await latchkey.lets(15 * MINUTE);
    expect((await latchkey.request('ada')).state).toBe('expired');
    await ada.sees('The time ran out before a pass was shown');
    await marcus.sees('The time ran out');
    expect(await latchkey.trail('ada')).toEqual(expect.arrayContaining(['reminded', 'escalated', 'expired']));
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('ends after four hours, though the product was away all the time', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    const approve = marcus.keeps('approval.approve');
    await latchkey.lets(4 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    expect(await approve()).toContain('The time ran out');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });

  it('lets the next level decide with the number that Ada sees', async () => {
    const latchkey = await world();
    const { ada, ingrid } = peopleOf(latchkey);
    const number = await ada.opens();
    await latchkey.lets(30 * MINUTE);
    expect(await ingrid.approves(number)).toMatch(/^\d{6}$/);
    expect((await latchkey.request('ada')).state).toBe('approved');
  });
});

describe('when the manager cannot be reached in Teams', () => {
  it('asks the next level at once, and says why in the trail', async () => {
    const latchkey = await world();
    const { switches } = latchkey.cloud.tenant;
    const { ada, ingrid } = peopleOf(latchkey);
    const path = /\/users\/a0da0002[^/]*\/teamwork\/installedApps/;
    switches.faults.push({ method: 'POST', path, status: 403, times: Infinity });
    await ada.opens();
    await ingrid.seesButton('approval.approve');
    expect(await latchkey.trail('ada')).toEqual(
      expect.arrayContaining(['approverUnreachable', 'approversReplaced', 'approverAsked']),
    );
    expect(await ingrid.approves(await ada.looksUpNumber())).toMatch(/^\d{6}$/);
    await expectSound(latchkey);
  });

  it('gets the card as soon as Teams works again', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    latchkey.cloud.teams.faults.connector({ status: 503, times: 2, operation: 'create' });
    const number = await ada.opens();
    await latchkey.lets(1 * MINUTE);
    await latchkey.lets(1 * MINUTE);
    expect(await marcus.approves(number)).toMatch(/^\d{6}$/);
    await expectWhole(latchkey);
  });
});

describe('when Ada sends a reminder herself', () => {
  it('reaches the manager once, and again only after two minutes', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await latchkey.lets(2 * MINUTE);
    await ada.says('remind');
    await ada.says('remind');
    const reminders = marcus.reads().split('Please open the card').length - 1;
    expect(reminders).toBe(1);
    expect(ada.reads()).toContain('A reminder went out a short while ago');
  });
});

describe('when Ada finds her phone again', () => {
  it('cancels, and the buttons of the manager are gone', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await marcus.seesButton('approval.approve');
    await ada.presses('request.cancel');
    expect((await latchkey.request('ada')).state).toBe('cancelled');
    await marcus.sees('Cancelled');
    await expect(marcus.presses('approval.approve')).rejects.toThrow();
    await expectSound(latchkey);
  });

  it('cancels after the approval too, as long as no pass was shown', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    await ada.presses('request.cancel');
    expect((await latchkey.request('ada')).state).toBe('cancelled');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });

  it('cannot cancel once the pass was shown', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens()));
    await ada.says('cancel');
    expect(ada.reads()).toContain(refusalText('tooLateToCancel'));
    expect((await latchkey.request('ada')).state).toBe('revealed');
  });
});

describe('when the manager has second thoughts', () => {
  it('takes the approval back: the code is dead and nothing was touched', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    await marcus.presses('approval.withdraw');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'denied', ended: { reason: 'withdrawn' } });
    await ada.sees('The approval was taken back before the pass was shown');
    await expect(ada.presses('pass.reveal')).rejects.toThrow();
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('leaves the case to people where methods are gone already', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await marcus.approves(await ada.opens('My phone was stolen'));
    await marcus.presses('approval.withdraw');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'withdrawn' } });
    await hana.sees('could not be finished');
    expect(account(latchkey, 'ada').pass).toBeDefined();
    await expectSound(latchkey);
  });
});

describe('when the manager is not sure', () => {
  it('holds the request, tells the helpdesk, and ends after a day', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await ada.opens();
    await marcus.seesButton('approval.unsure');
    await marcus.presses('approval.unsure');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'held', held: { reason: 'approverUnsure' } });
    await ada.sees('We look at this more closely before anything happens');
    await hana.sees('is on hold until it has been checked');
    await latchkey.lets(24 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when it is not the manager’s to decide', () => {
  it('goes to the next approver, and the old card says so', async () => {
    const latchkey = await world();
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    await ada.opens();
    await marcus.seesButton('approval.notMine');
    await marcus.presses('approval.notMine');
    await marcus.sees('This request has gone to somebody else');
    await ingrid.seesButton('approval.approve');
    await ada.sees('Ingrid Solberg');
    expect((await latchkey.request('ada')).round).toBe(2);
    const number = await ada.looksUpNumber();
    expect(await ingrid.approves(number)).toMatch(/^\d{6}$/);
    await expectSound(latchkey);
  });
});
