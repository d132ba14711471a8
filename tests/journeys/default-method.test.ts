import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { futureMethod } from '../../simulators/entra/new-methods';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { account, hasLivePass, PASS, standing, TAKE_PASS, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const APP = 'DELETE microsoftAuthenticatorMethods';

describe('when a pass keeps Entra from removing the default method', () => {
  it('takes one gap of two calls; Ada is told, and gets a new pass', async () => {
    const latchkey = await world({ switches: { passCountsAsOtherMethod: true } });
    const { zeroMoments } = latchkey.cloud.tenant;
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('I am locked out'));
    const dead = await ada.reveals(code);
    const writes = writesOn(latchkey, 'ada');
    const gap = writes.indexOf(TAKE_PASS);
    expect(writes.slice(gap, gap + 3)).toEqual([TAKE_PASS, APP, PASS]);
    expect(zeroMoments.map(({ after }) => after.path)).toEqual([expect.stringContaining('microsoftAuthenticator')]);
    expect(await latchkey.trail('ada')).toEqual(expect.arrayContaining(['gapOpened', 'gapClosed']));
    expect(standing(latchkey, 'ada')).toEqual(['email']);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await ada.seesButton('pass.revealAgain');
    expect(ada.reads()).not.toContain(dead);
    await ada.enrols(await ada.revealsBy('pass.revealAgain', code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey, 1);
  });

  it('opens no gap while another method stands that may be what is in the way', async () => {
    const latchkey = await world({ switches: { passCountsAsOtherMethod: true } });
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(5 * SECOND);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'stillRegistered' } });
    expect(writesOn(latchkey, 'ada')).not.toContain(TAKE_PASS);
    await expectSound(latchkey);
  });

  it('keeps the default where policy says so, and calls the case unfinished', async () => {
    const latchkey = await world({ policy: { defaultMethod: 'keep' }, switches: { passCountsAsOtherMethod: true } });
    const { ada, marcus, hana } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('I am locked out'))));
    await latchkey.lets(5 * SECOND);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'stillRegistered' } });
    expect(writesOn(latchkey, 'ada')).not.toContain(TAKE_PASS);
    await ada.sees('Still registered: Microsoft Authenticator on Pixel 8');
    await hana.sees('could not be finished');
    await expectSound(latchkey);
  });
});

describe('when other methods keep Entra from removing the default', () => {
  it('says that it is still registered, and never claims to be done', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('My authenticator app is not working'))));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('failed');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS]);
    expect(standing(latchkey, 'ada')).toContain('microsoftAuthenticator');
    await ada.sees('Still registered: Microsoft Authenticator');
    await expectSound(latchkey);
  });

  it('closes by itself once Ada has removed it and added another', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const old = account(latchkey, 'ada').defaultMethodId;
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('My authenticator app is not working'))));
    await latchkey.lets(5 * SECOND);
    const user = account(latchkey, 'ada');
    user.methods = user.methods.filter(({ id }) => id !== old);
    await latchkey.lets(5 * MINUTE);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when Entra is slow to forget', () => {
  it('does not call it done before the methods are gone from its lists', async () => {
    const latchkey = await world({ switches: { replicationLagMs: 2 * MINUTE } });
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(30 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('revealed');
    expect(await latchkey.trail('ada')).not.toContain('removalVerified');
    await latchkey.lets(2 * MINUTE);
    await latchkey.lets(20 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(writesOn(latchkey, 'ada').filter((write) => write.startsWith('DELETE'))).toHaveLength(3);
    await expectSound(latchkey);
  });

  it('reports what is listed for ever as still registered', async () => {
    const latchkey = await world({ switches: { replicationLagMs: 100 * HOUR } });
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(11 * MINUTE);
    await latchkey.lets(1 * MINUTE);
    expect((await latchkey.request('ada')).state).toBe('failed');
    await ada.sees('Microsoft Entra still lists it');
    await expectSound(latchkey);
  });
});

describe('when a method of a kind that nobody knows is registered', () => {
  it('leaves it alone and shows it as staying', async () => {
    const latchkey = await world();
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, futureMethod('Hologram'));
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says('I am locked out');
    await ada.sees('Stays as it is');
    await ada.sees('A method of a kind that is not known yet: Hologram');
    const code = await marcus.approves(await ada.opens('I am locked out'));
    await ada.reveals(code);
    expect(standing(latchkey, 'ada')).toEqual(['email', 'future']);
    await expectSound(latchkey);
  });
});
