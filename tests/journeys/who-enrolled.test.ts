import { APPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { authenticatorApp, phone } from '../../simulators/entra/new-methods';
import { registerFor } from '../../simulators/entra/register-for';
import { signInAndEnrol } from '../../simulators/entra/sign-in';
import { addSignIn } from '../../simulators/entra/sign-in-log';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account, hasLivePass, PASS, strongMethods, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();
const INTRUDERS = phone('+40 721000000', 'alternateMobile');

/** She takes a moment to type it: what was read of the logs at the reveal is old by then. */
async function passShown(latchkey: World): Promise<string> {
  const { ada, marcus } = peopleOf(latchkey);
  const pass = await ada.reveals(await marcus.approves(await ada.opens()));
  await latchkey.lets(20 * SECOND);
  return pass;
}

/** Time passes as the product's own timers would see it. */
async function passes(latchkey: World, ms: number, step = 30 * SECOND): Promise<void> {
  for (let left = ms; left > 0; left -= step) await latchkey.lets(Math.min(step, left));
}

async function expectIncident(latchkey: World, why: string, from: string): Promise<void> {
  const request = await latchkey.request('ada');
  expect(request).toMatchObject({ state: 'incident', incident: { noticed: true, why, from } });
  expect(request).toMatchObject({ incident: { containedAt: expect.any(Number) } });
  expect(account(latchkey, 'ada').methods.map(({ properties }) => properties['phoneNumber'])).not.toContain(
    '+40 721000000',
  );
  expect(hasLivePass(latchkey, 'ada')).toBe(false);
  await expectSound(latchkey);
}

async function checkOf(latchkey: World): Promise<unknown> {
  const request = await latchkey.request('ada');
  return request.state === 'completed' ? request.decided.enrolled?.check?.outcome : request.state;
}

describe('when Ada adds her new phone herself', () => {
  it('the case closes within seconds, and the log has said that it was her', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    addSignIn(latchkey.cloud.tenant, PEOPLE.ada);
    await latchkey.lets(MINUTE);
    await ada.enrols(await passShown(latchkey));
    await latchkey.lets(5 * SECOND);
    expect(await checkOf(latchkey)).toBe('ok');
    await ada.sees('Your new method works');
    await expectSound(latchkey);
  });

  it('and says so: it is looked for at once', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.enrols(await passShown(latchkey));
    await ada.presses('pass.done');
    await ada.sees('Your new method works');
    expect((await latchkey.request('ada')).state).toBe('completed');
  });

  it('and the log is six minutes late: the case closes all the same, and the log is asked until it says so', async () => {
    const latchkey = await world();
    const { ada, hana } = peopleOf(latchkey);
    latchkey.cloud.tenant.switches.auditLagMs = 6 * MINUTE;
    addSignIn(latchkey.cloud.tenant, PEOPLE.ada);
    await latchkey.lets(MINUTE);
    await ada.enrols(await passShown(latchkey));
    await latchkey.lets(5 * SECOND);
    expect(await checkOf(latchkey)).toBe('open');
    await passes(latchkey, 12 * MINUTE);
    expect(await checkOf(latchkey)).toBe('ok');
    expect(hana.reads()).not.toContain('do not show that it was them');
    await expectSound(latchkey);
  });
});

describe('when somebody else registers a method while Ada has her pass (T24)', () => {
  it.each([
    ['an administrator', { admin: PEOPLE.yusuf }],
    ['an app', { app: APPS.automation.appId }],
  ] as const)('%s: it is an incident, and what they registered is gone', async (_who, by) => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar } = peopleOf(latchkey);
    await passShown(latchkey);
    await latchkey.lets(MINUTE);
    registerFor(latchkey.cloud.tenant, PEOPLE.ada, INTRUDERS, by);
    await latchkey.lets(5 * SECOND);
    await expectIncident(latchkey, 'otherRegistrant', 'revealed');
    expect(account(latchkey, 'ada').accountEnabled).toBe(false);
    await priya.sees('Security incident');
    await priya.sees('registered a sign-in method for the employee after the approval');
    await oskar.sees('Security incident');
    await ada.sees('did not fit, so everything stopped to protect you');
    await marcus.sees('Something about a new sign-in method did not fit');
    expect(await latchkey.trail('ada')).not.toContain('completed');
  });

  it('and the log comes after the case has closed: it is an incident then', async () => {
    const latchkey = await world();
    const { priya } = peopleOf(latchkey);
    latchkey.cloud.tenant.switches.auditLagMs = 6 * MINUTE;
    await passShown(latchkey);
    await latchkey.lets(MINUTE);
    registerFor(latchkey.cloud.tenant, PEOPLE.ada, INTRUDERS, { admin: PEOPLE.yusuf });
    await latchkey.lets(5 * SECOND);
    expect(await checkOf(latchkey)).toBe('open');
    await passes(latchkey, 12 * MINUTE);
    await expectIncident(latchkey, 'otherRegistrant', 'completed');
    await priya.sees('Security incident');
  });

  it('also where the product was started anew meanwhile, and the queue was lost', async () => {
    const latchkey = await world();
    latchkey.cloud.tenant.switches.auditLagMs = 6 * MINUTE;
    await passShown(latchkey);
    await latchkey.lets(MINUTE);
    registerFor(latchkey.cloud.tenant, PEOPLE.ada, INTRUDERS, { admin: PEOPLE.yusuf });
    await latchkey.lets(5 * SECOND);
    await latchkey.restart();
    await passes(latchkey, 15 * MINUTE);
    await expectIncident(latchkey, 'otherRegistrant', 'completed');
  });

  it('and the policy lists them: the case closes', async () => {
    const latchkey = await world({ policy: { enrolment: { registrars: [PEOPLE.yusuf] } } });
    await passShown(latchkey);
    await latchkey.lets(MINUTE);
    registerFor(latchkey.cloud.tenant, PEOPLE.ada, INTRUDERS, { admin: PEOPLE.yusuf });
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
  });
});

describe('when somebody registers a method before Ada was shown a pass (T24)', () => {
  it('it is an incident while the code is waited for, and no pass is ever made', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    await passes(latchkey, 2 * MINUTE);
    signInAndEnrol(latchkey.cloud.tenant, PEOPLE.ada, authenticatorApp('Other phone'));
    await passes(latchkey, MINUTE);
    await expectIncident(latchkey, 'beforeThePass', 'approved');
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    expect(strongMethods(latchkey, 'ada').filter((type) => type === 'microsoftAuthenticator')).toHaveLength(1);
    await priya.sees('registered before a pass was shown');
  });

  it('and she types her code first: she is shown none', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    await passes(latchkey, 2 * MINUTE);
    signInAndEnrol(latchkey.cloud.tenant, PEOPLE.ada, authenticatorApp('Other phone'));
    await ada.tries('pass.reveal', { releaseCode });
    await latchkey.lets(5 * SECOND);
    await expectIncident(latchkey, 'beforeThePass', 'approved');
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
  });
});

describe('when the pass is used in another country (T24)', () => {
  async function usedIn(countryOrRegion: string, policy = {}): Promise<World> {
    const latchkey = await world({ policy });
    addSignIn(latchkey.cloud.tenant, PEOPLE.ada);
    await latchkey.lets(MINUTE);
    const pass = await passShown(latchkey);
    addSignIn(latchkey.cloud.tenant, PEOPLE.ada, { location: { city: '', state: '', countryOrRegion } });
    await peopleOf(latchkey).ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    return latchkey;
  }

  it('it is an incident', async () => {
    const latchkey = await usedIn('RO');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'incident', incident: { why: 'otherCountry' } });
    await peopleOf(latchkey).priya.sees('from a country (RO)');
    await expectSound(latchkey);
  });

  it('or only an alarm, where the policy says so', async () => {
    const latchkey = await usedIn('RO', { enrolment: { otherCountry: 'alarm' } });
    expect(await checkOf(latchkey)).toBe('raised');
    await peopleOf(latchkey).priya.sees('do not show that it was them');
  });
});

describe('when the log cannot be read', () => {
  it.each([
    ['because the permission is missing', 403, 40 * MINUTE],
    ['because Graph is busy for hours', 429, 150 * MINUTE],
  ])('%s: the case closes, and helpdesk and security are told that nobody checked it', async (_why, status, after) => {
    const latchkey = await world();
    const { ada, hana, priya } = peopleOf(latchkey);
    const pass = await passShown(latchkey);
    latchkey.cloud.tenant.switches.faults.push({ path: /auditLogs\/directoryAudits/, status, times: Infinity });
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect(await checkOf(latchkey)).toBe('open');
    expect(hana.reads()).not.toContain('do not show that it was them');
    await passes(latchkey, after, 5 * MINUTE);
    expect(await checkOf(latchkey)).toBe('unknown');
    await hana.sees('do not show that it was them');
    await priya.sees('do not show that it was them');
    expect(account(latchkey, 'ada').accountEnabled).toBe(true);
    await expectSound(latchkey);
  });

  it('because there is no licence for sign-ins: who is known, from where is said to be unknown, and nobody is told', async () => {
    const latchkey = await world();
    const { ada, hana } = peopleOf(latchkey);
    latchkey.cloud.tenant.switches.licence = 'none';
    await ada.enrols(await passShown(latchkey));
    await latchkey.lets(5 * SECOND);
    expect(await checkOf(latchkey)).toBe('notAvailable');
    expect(hana.reads()).not.toContain('do not show that it was them');
  });
});
