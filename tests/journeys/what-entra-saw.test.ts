import { setAutomaticReplies } from '../../simulators/entra/automatic-replies';
import { ADA_METHODS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { authenticatorApp } from '../../simulators/entra/new-methods';
import { setManager } from '../../simulators/entra/people';
import { addSignIn, answeredBy } from '../../simulators/entra/sign-in-log';
import { MINUTE } from '../support/fake-clock';
import { writesOn } from './support/account';
import { choiceLike } from './support/choices';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** Ada's phone, which is said to be lost, answers a sign-in now. */
function phoneAnswers({ cloud }: World): void {
  const authenticationDetails = [answeredBy('Mobile app notification', ADA_METHODS.phoneName)];
  addSignIn(cloud.tenant, PEOPLE.ada, { authenticationDetails });
}

async function expectHeld(latchkey: World): Promise<void> {
  const request = await latchkey.request('ada');
  expect(request).toMatchObject({ state: 'held', held: { reason: 'signIn.lostDevice' } });
  expect(writesOn(latchkey, 'ada')).toEqual([]);
  await expectSound(latchkey);
}

describe('when the phone that is said to be lost answers sign-ins (T1)', () => {
  it('a request is held as it is opened, where it answered after it was lost', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await latchkey.lets(MINUTE);
    phoneAnswers(latchkey);
    await latchkey.lets(MINUTE);
    await ada.says('I lost my phone');
    const lostAt = choiceLike(await ada.presses('request.review'), 'lostAt', /more than an hour ago/i);
    await ada.presses('request.confirm', { lostAt });
    await expectHeld(latchkey);
    expect((await latchkey.request('ada')).lostAt).toBe(Date.parse(lostAt));
    await ada.sees('We look at this more closely before anything happens');
    await expect(marcus.presses('approval.approve')).rejects.toThrow();
  });

  it('a request is held at the decision, where it answered since', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await latchkey.lets(MINUTE);
    phoneAnswers(latchkey);
    await latchkey.lets(MINUTE);
    await marcus.signs(number);
    await expectHeld(latchkey);
  });

  it('a request is held before the first write, where it answered after the approval', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    await latchkey.lets(MINUTE);
    phoneAnswers(latchkey);
    await latchkey.lets(MINUTE);
    await ada.tries('pass.reveal', { releaseCode });
    await expectHeld(latchkey);
  });

  it('nothing is held where it answered before it was lost', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    phoneAnswers(latchkey);
    await latchkey.lets(MINUTE);
    const number = await ada.opens();
    await marcus.sees('The sign-ins of the last 24 hours show nothing unusual');
    expect(await marcus.approves(number)).toMatch(/^\d{6}$/);
  });
});

describe('when Entra saw something that people should look at (T2)', () => {
  it.each<readonly [string, (latchkey: World) => unknown, string]>([
    [
      'a wrong password an hour ago',
      ({ cloud }) => addSignIn(cloud.tenant, PEOPLE.ada, { status: { errorCode: 50126 } }),
      'There were failed sign-ins',
    ],
    [
      'a risky sign-in',
      ({ cloud }) => addSignIn(cloud.tenant, PEOPLE.ada, { riskState: 'atRisk' }),
      'Microsoft Entra saw risky sign-ins',
    ],
    [
      'sign-ins that cannot be read',
      ({ cloud }) => cloud.tenant.switches.faults.push({ path: /auditLogs\/signIns/, status: 403, times: Infinity }),
      'Recent sign-ins could not be read',
    ],
    [
      'an app that was registered five minutes before',
      ({ cloud }) => giveMethod(cloud.tenant, PEOPLE.ada, authenticatorApp('Nokia 3310')),
      'A sign-in method was registered shortly before this request',
    ],
  ])('%s: the manager and security have to approve, and the card says why', async (_what, happens, says) => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    happens(latchkey);
    await latchkey.lets(5 * MINUTE);
    const [first, second] = await ada.opensForTwo();
    await marcus.sees(says);
    await marcus.signs(first);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await priya.signs(second);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectSound(latchkey);
  });

  it('a second approver is asked for at the decision, where a method was registered meanwhile', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const number = await ada.opens();
    await latchkey.lets(MINUTE);
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, authenticatorApp('Nokia 3310'));
    await marcus.signs(number);
    const { state, slots } = await latchkey.request('ada');
    expect([state, ...slots.map(({ group }) => group)]).toEqual(['awaitingApproval', 'manager', 'security']);
    await priya.seesButton('approval.approve');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when the manager was changed and put back before anybody looked (T5)', () => {
  it('two stand-ins are asked, and not the manager', async () => {
    const latchkey = await world();
    const { ada, beatriz, priya } = peopleOf(latchkey);
    setManager(latchkey.cloud.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.elias });
    setManager(latchkey.cloud.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.marcus });
    await latchkey.lets(5 * MINUTE);
    const [first, second] = await ada.opensForTwo();
    expect((await latchkey.request('ada')).slots.map(({ group }) => group)).toEqual(['duty', 'security']);
    await beatriz.sees('The directory’s log says that the manager was changed lately');
    await beatriz.signs(first);
    await priya.signs(second);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectSound(latchkey);
  });

  it('what was approved goes back to the next ones before the first write', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    await latchkey.lets(MINUTE);
    setManager(latchkey.cloud.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.marcus });
    await ada.tries('pass.reveal', { releaseCode });
    const { state, slots } = await latchkey.request('ada');
    expect([state, ...slots.map(({ group }) => group)]).toEqual(['awaitingApproval', 'duty', 'security']);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when the manager is on leave', () => {
  it('the next level is asked and decides alone, and the card says why', async () => {
    const latchkey = await world();
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    setAutomaticReplies(latchkey.cloud.tenant, PEOPLE.marcus, 'always');
    const number = await ada.opens();
    await ingrid.sees('The manager’s automatic replies are on, so somebody else is asked first');
    expect(marcus.reads()).toBe('');
    const code = await ingrid.approves(number);
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(MINUTE);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });

  it('is asked as usual where that cannot be read', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    setAutomaticReplies(latchkey.cloud.tenant, PEOPLE.marcus, 'always');
    latchkey.cloud.tenant.switches.faults.push({ path: /mailboxSettings/, status: 403, times: Infinity });
    expect(await marcus.approves(await ada.opens())).toMatch(/^\d{6}$/);
  });
});

describe('when the tenant has no licence for sign-in logs', () => {
  it('the card says so, one person is enough, and Graph is asked once a day', async () => {
    const latchkey = await world({ switches: { licence: 'none' } });
    const { ada, marcus } = peopleOf(latchkey);
    phoneAnswers(latchkey);
    const number = await ada.opens();
    await marcus.sees('Recent sign-ins: not available with this licence');
    await latchkey.lets(MINUTE);
    expect(await marcus.approves(number)).toMatch(/^\d{6}$/);
    const asked = latchkey.log.filter((line) => line.includes('"directory.signIns"'));
    expect(asked).toHaveLength(1);
  });
});
