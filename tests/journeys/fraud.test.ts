import { enrol, signInWithPass } from '../../simulators/entra/sign-in';
import { authenticatorApp } from '../../simulators/entra/new-methods';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import {
  account,
  DISABLE,
  hasLivePass,
  PASS,
  SIGN_OUT,
  standing,
  strongMethods,
  TAKE_PASS,
  writesOn,
} from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

async function expectContained(latchkey: World): Promise<void> {
  const request = await latchkey.request('ada');
  expect(request).toMatchObject({ state: 'incident', incident: { containedAt: expect.any(Number) } });
}

describe('when the manager calls it fraud before anything was approved', () => {
  it('stops, tells security, and writes nothing on the account', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar, hana } = peopleOf(latchkey);
    await ada.opens();
    await marcus.reportsFraud('fraud.notThem');
    await expectContained(latchkey);
    await priya.sees('Nothing was ever approved, so nothing on the account was touched.');
    await oskar.sees('Security incident');
    await hana.sees('was stopped as possible fraud');
    await ada.sees('Somebody reported that this was not right');
    await marcus.sees('Thank you for telling us');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect(account(latchkey, 'ada').accountEnabled).toBe(true);
    await expectSound(latchkey);
  });
});

describe('when it is called fraud after the approval, before the reveal', () => {
  it('makes the code worthless', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    await ada.seesButton('pass.reveal');
    const reveal = ada.keeps('pass.reveal', { releaseCode });
    await marcus.reportsFraud();
    await expectContained(latchkey);
    expect(await reveal()).toContain('Stopped for safety');
    expect(writesOn(latchkey, 'ada')).not.toContain(PASS);
    expect(account(latchkey, 'ada').accountEnabled).toBe(true);
    await expectSound(latchkey);
  });
});

describe('when the manager notices after the pass was shown (T24)', () => {
  it('switches the account off before it takes the pass, and ends the sessions', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens()));
    const before = writesOn(latchkey, 'ada').length;
    await marcus.reportsFraud('fraud.notApproved');
    await expectContained(latchkey);
    expect(writesOn(latchkey, 'ada').slice(before)).toEqual([DISABLE, TAKE_PASS, SIGN_OUT]);
    expect(account(latchkey, 'ada').accountEnabled).toBe(false);
    expect(signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass)).toMatchObject({ ok: false });
    await ada.sees('The account is switched off until they have spoken with you');
    await expectSound(latchkey);
  });

  it('removes what the intruder registered meanwhile', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens('I am locked out'))));
    expect(strongMethods(latchkey, 'ada')).toEqual(['microsoftAuthenticator']);
    await marcus.reportsFraud('fraud.notThem');
    await expectContained(latchkey);
    expect(standing(latchkey, 'ada')).toEqual(['email']);
    expect(account(latchkey, 'ada').accountEnabled).toBe(false);
    await expectSound(latchkey);
  });

  it('still does so when the case had closed itself', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.enrols(await ada.reveals(await marcus.approves(await ada.opens())));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await marcus.reportsFraud('fraud.notApproved');
    await expectContained(latchkey);
    expect(standing(latchkey, 'ada')).toEqual(['windowsHelloForBusiness', 'email']);
    await expectSound(latchkey);
  });
});

describe('when Teams takes no messages while fraud is reported', () => {
  it('contains it at once and tells people later', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens()));
    await marcus.presses('approval.fraud');
    latchkey.cloud.teams.faults.connector({ status: 503, operation: 'update' });
    await marcus.presses('approval.confirmFraud', { reason: 'fraud.notThem' });
    await expectContained(latchkey);
    expect(account(latchkey, 'ada').accountEnabled).toBe(false);
    expect(priya.reads()).toBe('');
    await latchkey.lets(15 * SECOND);
    await priya.sees('Securing the account ended');
    await expectSound(latchkey);
  });
});

describe('when the account may not be switched off', () => {
  it('puts a pass that nobody knows in the place of the shown one', async () => {
    const latchkey = await world({ policy: { disableOnIncident: false } });
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens('I am locked out')));
    await marcus.reportsFraud();
    await latchkey.lets(60 * SECOND);
    await expectContained(latchkey);
    expect(account(latchkey, 'ada').accountEnabled).toBe(true);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    expect(signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass)).toEqual({ ok: false, why: 'wrongPass' });
    await expectSound(latchkey);
  });

  it('does the same where Entra refuses to switch it off', async () => {
    const latchkey = await world();
    const { switches } = latchkey.cloud.tenant;
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens('I am locked out')));
    switches.faults.push({ method: 'PATCH', path: /\/users\//, status: 403, times: Infinity });
    await marcus.reportsFraud();
    await latchkey.lets(60 * SECOND);
    await expectContained(latchkey);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    expect(signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass)).toMatchObject({ ok: false });
    await expectSound(latchkey);
  });
});

describe('when somebody in Ada’s chat opened it and she says “this was not me” (T1)', () => {
  it.each(['press', 'words'] as const)('stops everything, by %s', async (how) => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await ada.opens();
    await marcus.seesButton('approval.approve');
    if (how === 'press') await ada.presses('request.fraud');
    else await ada.says('This was not me');
    await expectContained(latchkey);
    await priya.sees('They say that it was not them');
    await marcus.sees('It was reported as fraud, so everything stopped');
    await expectSound(latchkey);
  });

  it('ends a session in which the pass was used', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens()));
    const signIn = signInWithPass(latchkey.cloud.tenant, PEOPLE.ada, pass);
    if (!signIn.ok) throw new Error(signIn.why);
    await ada.says('This was not me');
    await expectContained(latchkey);
    const late = enrol(latchkey.cloud.tenant, signIn.session, authenticatorApp('Other phone'));
    expect(late).toEqual({ ok: false, why: 'sessionEnded' });
    await expectSound(latchkey);
  });
});

describe('when a shield stands over somebody', () => {
  async function shielded(): Promise<World> {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await marcus.reportsFraud();
    return latchkey;
  }
  const code = async (latchkey: World): Promise<string> => (await latchkey.request('ada')).shortCode;

  it('opens nothing new', async () => {
    const latchkey = await shielded();
    const { ada } = peopleOf(latchkey);
    const { shortCode } = await latchkey.request('ada');
    await ada.says('I lost my phone');
    expect((await latchkey.request('ada')).shortCode).toBe(shortCode);
    await ada.sees('Stopped for safety');
  });

  it('is lifted by security, with a reason; then a new request can be opened', async () => {
    const latchkey = await shielded();
    const { ada, priya } = peopleOf(latchkey);
    await priya.says(`lift ${await code(latchkey)}`);
    await priya.presses('helpdesk.lift', { reason: 'Spoke with her at the counter' });
    expect(await latchkey.trail('ada')).toContain('shieldLifted');
    expect(await ada.opens()).toMatch(/^\d{3}$/);
    await expectSound(latchkey);
  });

  it.each(['ada', 'marcus', 'hana', 'elias'] as const)('is not lifted by %s', async (who) => {
    const latchkey = await shielded();
    const person = peopleOf(latchkey)[who];
    await person.says(`lift ${await code(latchkey)}`);
    expect(person.reads()).toContain(refusalText('notFound'));
    expect(await latchkey.trail('ada')).not.toContain('shieldLifted');
  });
});
