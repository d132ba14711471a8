import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { signInWithPass } from '../../simulators/entra/sign-in';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { hasLivePass, PASS, standing, strongMethods, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when Ada does not use her pass (T24)', () => {
  it('puts one that nobody knows in its place and hands the case to people', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens('I am locked out')));
    expect(strongMethods(latchkey, 'ada')).toEqual([]);
    await latchkey.lets(29 * MINUTE);
    await latchkey.lets(1 * MINUTE);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    expect(signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass)).toMatchObject({ ok: false });
    await latchkey.lets(10 * MINUTE);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'passEndedUnused' } });
    await ada.sees('Your pass ran out before a new method was added');
    await hana.sees('could not be finished');
    await expectSound(latchkey);
  });

  it('keeps the account covered for days, until she tries again with a new approval', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens('I am locked out')));
    await latchkey.lets(30 * MINUTE);
    for (let hours = 0; hours < 24; hours += 4) {
      await latchkey.lets(4 * HOUR);
      expect(hasLivePass(latchkey, 'ada')).toBe(true);
    }
    expect((await latchkey.request('ada')).state).toBe('failed');
    await ada.presses('request.again');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'awaitingApproval', round: 2 });
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(standing(latchkey, 'ada')).toEqual(['email', 'microsoftAuthenticator']);
    await expectSound(latchkey);
  });

  it('mints no placeholder where another method still stands', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens()));
    await latchkey.lets(30 * MINUTE);
    await latchkey.lets(10 * MINUTE);
    expect((await latchkey.request('ada')).state).toBe('failed');
    expect(writesOn(latchkey, 'ada').filter((write) => write === PASS)).toHaveLength(1);
    await expectSound(latchkey);
  });

  it('closes the case when she enrols after all', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await ada.reveals(code);
    await latchkey.lets(35 * MINUTE);
    const fresh = await marcus.renewsCode();
    await ada.says('status');
    await ada.enrols(await ada.revealsBy('pass.revealAgain', fresh));
    await latchkey.lets(5 * MINUTE);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when Ada presses “Start again” on a card of a request that ended', () => {
  it('brings a new draft for the same, and a request of its own', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    const { id } = await latchkey.request('ada');
    await ada.presses('request.cancel');
    await latchkey.lets(1 * SECOND);
    await ada.presses('request.again');
    expect((await latchkey.request('ada')).id).toBe(id);
    await ada.presses('request.confirm');
    const anew = await latchkey.request('ada');
    expect(anew).toMatchObject({ state: 'awaitingApproval', scenario: 'lostPhone', round: 1 });
    expect(anew.id).not.toBe(id);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.looksUpNumber())));
    await latchkey.lets(5 * SECOND);
    await ada.sees('Thank you. Your new method works');
    await expectSound(latchkey);
  });
});

describe('when Ada loses another phone next week', () => {
  it('goes through the same again, and the first case stays as it was', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const { tenantId } = latchkey.cloud.settings;
    for (let round = 0; round < 2; round += 1) {
      await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
      await latchkey.lets(5 * SECOND);
      expect((await latchkey.request('ada')).state).toBe('completed');
      await latchkey.lets(7 * 24 * HOUR);
    }
    expect(await latchkey.latchkey.storage.ledger.listByEmployee(tenantId, PEOPLE.ada, 5)).toHaveLength(2);
    expect(standing(latchkey, 'ada')).toEqual(['windowsHelloForBusiness', 'email', 'microsoftAuthenticator']);
    await expectSound(latchkey);
  });
});
