import { APPS } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { MINUTE, SECOND } from '../support/fake-clock';
import { PASS, standing, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

async function approved(): Promise<{ readonly latchkey: World; readonly releaseCode: string }> {
  const latchkey = await world();
  const { ada, marcus } = peopleOf(latchkey);
  const releaseCode = await marcus.approves(await ada.opens());
  await ada.seesButton('pass.reveal');
  return { latchkey, releaseCode };
}

/** What the policy for passes may have become since the approval, and how it is put right. */
const CHANGES: readonly (readonly [string, (world: World) => () => void])[] = [
  [
    'was switched off',
    ({ cloud }) => {
      cloud.tenant.passPolicy.state = 'disabled';
      return () => void (cloud.tenant.passPolicy.state = 'enabled');
    },
  ],
  [
    'does not include her any more',
    ({ cloud }) => {
      const { includeTargets } = cloud.tenant.passPolicy;
      cloud.tenant.passPolicy.includeTargets = [];
      return () => void (cloud.tenant.passPolicy.includeTargets = includeTargets);
    },
  ],
];

describe('when the policy for passes changed between the approval and the reveal', () => {
  it.each(CHANGES)('%s: everybody is told, nothing is removed, and it goes on when put right', async (_how, change) => {
    const { latchkey, releaseCode } = await approved();
    const { ada, marcus, hana } = peopleOf(latchkey);
    const before = standing(latchkey, 'ada');
    const putRight = change(latchkey);
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('passNotAllowed'));
    await latchkey.lets(15 * SECOND);
    for (const who of [ada, marcus]) await who.sees('No pass could be made: the organisation’s policy allows no');
    await hana.sees('Latchkey cannot make a pass right now');
    await hana.sees('it has to be switched on and to include this account');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect(standing(latchkey, 'ada')).toEqual(before);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await latchkey.lets(30 * MINUTE);
    putRight();
    await ada.enrols(await ada.reveals(await marcus.renewsCode()));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await hana.sees('You need do nothing for it');
    expect(hana.reads()).not.toContain('Latchkey cannot make a pass');
    await expectSound(latchkey);
  });

  it('other lifetimes: the pass comes in the same press, as long as the policy of today allows', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    latchkey.cloud.tenant.passPolicy.minimumLifetimeInMinutes = 60;
    await ada.reveals(releaseCode);
    expect(writesOn(latchkey, 'ada').filter((write) => write === PASS)).toHaveLength(1);
    const { decided } = (await latchkey.request('ada')) as {
      readonly decided?: { readonly lifetimeInMinutes: number };
    };
    expect(decided?.lifetimeInMinutes).toBe(60);
    expect(await latchkey.trail('ada')).toContain('passTermsChanged');
    await expectSound(latchkey);
  });

  it('a refusal in words that nobody knows, as of a pass for one use: told, nothing removed, the next press works', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada, hana } = peopleOf(latchkey);
    const path = /temporaryAccessPassMethods$/;
    const message = 'One-time use Temporary Access Pass is not allowed by policy.';
    const fault = { method: 'POST', path, status: 400, code: 'badRequest', message, times: 1 };
    latchkey.cloud.tenant.switches.faults.push(fault);
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('graphUnavailable'));
    await hana.sees('Latchkey cannot make a pass right now: Microsoft Graph refuses it.');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await ada.reveals(releaseCode);
    await hana.sees('It has got on again');
    await expectSound(latchkey);
  });
});

describe('when Microsoft ends the token of Latchkey before its time', () => {
  it('nobody notices: every call is made once more with a new one', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    const { switches } = latchkey.cloud.tenant;
    latchkey.clock.advance(2 * SECOND);
    switches.tokensRevokedAt = latchkey.clock.now();
    const pass = await ada.reveals(releaseCode);
    latchkey.clock.advance(2 * SECOND);
    switches.tokensRevokedAt = latchkey.clock.now();
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(writesOn(latchkey, 'ada').filter((write) => write === PASS)).toHaveLength(1);
    expect(await latchkey.trail('ada')).not.toContain('stepFailed');
    await expectSound(latchkey);
  });
});

describe('when the secret of Latchkey is not accepted any more', () => {
  it('the helpdesk is told once, though it cannot be looked up, and nobody is named', async () => {
    const latchkey = await world();
    const { ada, hana } = peopleOf(latchkey);
    await ada.opens();
    const { apps } = latchkey.cloud.tenant;
    const place = apps.findIndex(({ appId }) => appId === APPS.executor.appId);
    apps.splice(place, 1, ...apps.slice(place, place + 1).map((app) => ({ ...app, secret: 'another one' })));
    await latchkey.restart();
    await latchkey.restart();
    await hana.sees('Microsoft Entra does not accept the credential of Latchkey itself');
    const alarms = hana.reads().split('does not accept the credential').length - 1;
    expect(alarms).toBe(1);
    expect(hana.reads()).not.toContain('Ada');
  });

  it('in the middle of the deletes: no method is called kept, and it goes on with the new one', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    const { tenant } = latchkey.cloud;
    const place = tenant.apps.findIndex(({ appId }) => appId === APPS.executor.appId);
    const useSecret = (secret: string): void => {
      const [executor] = tenant.apps.splice(place, 1);
      if (executor !== undefined) tenant.apps.splice(place, 0, { ...executor, secret });
    };
    const end = ({ method }: { readonly method: string }): void => {
      if (method !== 'DELETE') return;
      tenant.observers.clear();
      useSecret('another one');
      latchkey.clock.advance(2 * SECOND);
      tenant.switches.tokensRevokedAt = latchkey.clock.now();
    };
    tenant.observers.add(end);
    await ada.reveals(releaseCode);
    for (let minute = 0; minute < 3; minute += 1) await latchkey.lets(MINUTE);
    expect(await latchkey.request('ada')).toMatchObject({
      ...{ state: 'revealed' },
      decided: { failure: { code: 'credentialRefused' } },
    });
    useSecret(APPS.executor.secret);
    await latchkey.lets(5 * MINUTE);
    await latchkey.lets(5 * SECOND);
    expect(writesOn(latchkey, 'ada').filter((write) => write.startsWith('DELETE'))).toHaveLength(3);
    expect(await latchkey.trail('ada')).not.toContain('methodKept');
  });
});

describe('when the organisation has no licence for user risk', () => {
  it('the card says so, and one person is enough', async () => {
    const latchkey = await world({ switches: { licence: 'none' } });
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.sees('User risk: not available with this licence');
    await ada.enrols(await ada.reveals(await marcus.approves(number)));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});
