import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { endingText } from '../../words/endings';
import { refusalText } from '../../words/replies';
import { HOUR, SECOND } from '../support/fake-clock';
import { peopleOf, type Person } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const opensAndCancels = async (who: Person): Promise<void> => {
  await who.opens();
  await who.presses('request.cancel');
};

describe('when Ada opens one request after another (T13)', () => {
  const caps = { perRequester: { count: 2, window: 'PT1H' } };

  it('is asked to come again, and when; security hears of it once; Elias is served as ever', async () => {
    const latchkey = await world({ policy: { caps } });
    const { ada, elias, priya } = peopleOf(latchkey);
    await opensAndCancels(ada);
    await opensAndCancels(ada);
    for (let presses = 0; presses < 10; presses += 1) await ada.says('I lost my phone');
    await ada.sees(refusalText('tooManyOpened', { minutes: 60 }));
    await priya.sees('has opened as many requests as one person may for now');
    expect(
      latchkey.cloud.teams.chat('priya').filter((one) => JSON.stringify(one).includes('as many requests')),
    ).toHaveLength(1);
    expect(await elias.opens()).toMatch(/^\d{3}$/);
    await latchkey.lets(HOUR);
    expect(await ada.opens()).toMatch(/^\d{3}$/);
    await expectSound(latchkey);
  });

  it('gets no further one through drafts that she has kept', async () => {
    const latchkey = await world({ policy: { caps } });
    const { ada } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    const kept = ada.keeps('request.confirm');
    await opensAndCancels(ada);
    await opensAndCancels(ada);
    expect(await kept()).toContain(refusalText('tooManyOpened', { minutes: 60 }));
    expect(await latchkey.trail('ada')).toContain('cancelled');
  });
});

describe('when Marcus gets card after card (T4, T13)', () => {
  it('the fourth within an hour about Ada goes to duty and security, and says why; he is left in peace', async () => {
    const latchkey = await world();
    const { ada, beatriz, priya } = peopleOf(latchkey);
    for (let count = 0; count < 3; count += 1) await opensAndCancels(ada);
    await ada.opensForTwo();
    await beatriz.seesButton('approval.approve');
    await priya.seesButton('approval.approve');
    await priya.sees('has caused more approval cards for');
    const { slots, reasons } = await latchkey.request('ada');
    expect(slots.flatMap(({ candidates }) => candidates)).not.toContain(PEOPLE.marcus);
    expect(reasons.map(({ rule }) => rule)).toContain('approver.cause');
    await beatriz.sees('several requests of the same people within an hour');
    await expectSound(latchkey);
  });
});

describe('when a tenant is flooded (T13)', () => {
  it('new requests are held for security, and go on when a senior releases them', async () => {
    const latchkey = await world({ policy: { caps: { perTenant: { count: 1, window: 'PT1H' } } } });
    const { ada, noor, marcus, priya } = peopleOf(latchkey);
    await noor.opensForTwo();
    await ada.says('I lost my phone');
    await ada.presses('request.confirm');
    await priya.sees('more requests were opened in your organisation');
    const request = await latchkey.request('ada');
    expect(request).toMatchObject({ state: 'held', held: { reason: 'tenantFlood' } });
    expect(endingText('held', 'tenantFlood', 'others')).toContain('More requests came at once than usual');
    expect(marcus.reads()).not.toContain('Ada Lindqvist');
    await priya.says(`status ${request.shortCode}`);
    await priya.presses('helpdesk.release');
    await priya.presses('helpdesk.release', { reason: 'Called her back' });
    const pass = await ada.reveals(await marcus.approves(await ada.looksUpNumber()));
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when people keep saying no to Ada', () => {
  it('the fourth request is held for security before anybody is asked', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    for (let count = 0; count < 3; count += 1) {
      await ada.opens();
      await marcus.denies();
    }
    await ada.says('I lost my phone');
    await ada.presses('request.confirm');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'held', held: { reason: 'history.denied' } });
    await expectSound(latchkey);
  });
});
