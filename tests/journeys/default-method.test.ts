import { GRAPH_RESOURCE } from '../../simulators/entra/app-token';
import { APPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { setDefaultMethod } from '../../simulators/entra/methods';
import { futureMethod, phone } from '../../simulators/entra/new-methods';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { account, givesOldMethod, hasLivePass, PASS, standing, TAKE_PASS, writesOn } from './support/account';
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

describe('when the app may choose another default', () => {
  /** What an administrator may grant: nothing in the product needs it. */
  async function granted(options: Parameters<typeof world>[0] = {}): Promise<Awaited<ReturnType<typeof world>>> {
    const latchkey = await world(options);
    const executor = latchkey.cloud.tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
    if (executor === undefined) throw new Error('there is no executor');
    const held = executor.roles[GRAPH_RESOURCE] ?? [];
    executor.roles[GRAPH_RESOURCE] = [...held, 'UserAuthenticationMethod.ReadWrite.All'];
    // Rights are in the token.
    await latchkey.restart();
    return latchkey;
  }

  it('a method that stays takes its place, the broken app goes, and the case closes', async () => {
    const latchkey = await granted();
    const { ada, marcus } = peopleOf(latchkey);
    const old = account(latchkey, 'ada').defaultMethodId;
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('My authenticator app is not working'))));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, 'PATCH signInPreferences', APP]);
    expect(account(latchkey, 'ada').methods.map(({ id }) => id)).not.toContain(old);
    expect(await latchkey.trail('ada')).toContain('defaultSwitched');
    await expectSound(latchkey);
  });

  it('an alternate number that is the default does not keep the mobile one for ever', async () => {
    const latchkey = await granted();
    const { tenant } = latchkey.cloud;
    const alternate = givesOldMethod(latchkey, 'ada', phone('+47 40055399', 'alternateMobile'));
    setDefaultMethod(tenant, PEOPLE.ada, alternate.id);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens('I am locked out')));
    expect(standing(latchkey, 'ada')).toEqual(['email']);
    await expectSound(latchkey);
  });

  it('where the tenant does not have it, nothing is different from not being allowed', async () => {
    const latchkey = await granted({ switches: { signInPreferences: false } });
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('My authenticator app is not working'))));
    await latchkey.lets(5 * SECOND);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'stillRegistered' } });
    expect(writesOn(latchkey, 'ada')).toEqual([PASS]);
    await expectSound(latchkey);
  });
});

describe('when an alternate number is the default and the app may not choose another', () => {
  it('both numbers are reported as still registered, each with what Graph said of it', async () => {
    const latchkey = await world();
    const { tenant } = latchkey.cloud;
    const alternate = givesOldMethod(latchkey, 'ada', phone('+47 40055399', 'alternateMobile'));
    setDefaultMethod(tenant, PEOPLE.ada, alternate.id);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('I am locked out'))));
    await latchkey.lets(5 * SECOND);
    const { request } = await latchkey.stored('ada');
    const plan = 'decided' in request ? (request.decided?.plan ?? []) : [];
    expect(plan.filter(({ outcome }) => outcome === 'kept')).toMatchObject([
      { kind: 'alternateMobilePhone', keptBecause: 'defaultMethod' },
      { kind: 'mobilePhone', keptBecause: 'orderRequired' },
    ]);
    await ada.sees('Still registered: Alternate mobile phone');
    await ada.sees('Still registered: Mobile phone');
    await expectSound(latchkey);
  });
});

describe('when the mobile number is to go and an alternate one stays', () => {
  it('it is reported as still registered, with what helps', async () => {
    const latchkey = await world();
    givesOldMethod(latchkey, 'ada', phone('+47 40055399', 'alternateMobile'));
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('I have a new phone'))));
    await latchkey.lets(5 * SECOND);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'failed', failure: { reason: 'stillRegistered' } });
    await ada.sees('Microsoft Entra removes no mobile number while an alternate one stands.');
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
    givesOldMethod(latchkey, 'ada', futureMethod('Hologram'));
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
