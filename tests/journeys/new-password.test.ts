import { GRAPH_RESOURCE } from '../../simulators/entra/app-token';
import { APPS } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account, writesOn } from './support/account';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const BUTTON = 'helpdesk.password';
const ADA = 'ada.lindqvist@contoso.example';
const TOLD = { passwordReason: 'told', note: 'To a caller from “IT”' } as const;
const must = (latchkey: World) => account(latchkey, 'ada').mustChangePassword;

/** Looks at Ada's request as somebody who is no part of it. */
async function looks(latchkey: World, who: Person): Promise<void> {
  await who.says(`status ${(await latchkey.request('ada')).shortCode}`);
}

/** Security looks at it, and asks for a new password on the form. */
async function asks(latchkey: World, who: Person): Promise<void> {
  await looks(latchkey, who);
  await who.presses(BUTTON);
  await who.presses(BUTTON, TOLD);
}

/** Presses the button on a card of one's own that does not have it. */
async function forges({ cloud }: World, person: Person): Promise<string> {
  const last = cloud.teams.chat(person.handle).at(-1);
  const [, token] = /"token":"([^"]+)"/.exec(JSON.stringify(last)) ?? [];
  if (last === undefined || token === undefined) throw new Error('there is no card');
  return person.forges(last.id, BUTTON, { token, ...TOLD });
}

describe('when security asks for a new password (T24)', () => {
  it('Ada is back in first, then Entra asks for it, and everybody reads what is theirs', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, hana } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await looks(latchkey, priya);
    expect(JSON.stringify(await priya.presses(BUTTON))).toContain('A recovery alone is no reason');
    expect((await latchkey.trail('ada')).includes('passwordChangeAsked')).toBe(false);
    await priya.presses(BUTTON, TOLD);
    expect(priya.reads()).toContain('is done when they have a method to sign in with');
    const pass = await ada.reveals(code);
    await latchkey.lets(10 * SECOND);
    expect(must(latchkey)).toBeUndefined();
    await ada.enrols(pass);
    await latchkey.lets(10 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(must(latchkey)).toBe('afterMfa');
    await ada.sees('Microsoft asks you for a new one, because it was told to somebody');
    await ada.sees('A new password is needed');
    expect(JSON.stringify(latchkey.cloud.outbox.posted)).toContain('somebody else may know the present one');
    await looks(latchkey, hana);
    expect(hana.reads()).toContain('Microsoft asks for it at the next sign-in');
    expect(hana.reads()).toContain('Priya Raman');
    expect(marcus.reads()).toContain('A new password is asked for at the next sign-in');
    expect(marcus.reads()).not.toContain('caller from');
    await expectSound(latchkey);
  });

  it('without it no recovery brings one along, not even that of a stolen phone', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('My phone was stolen'));
    expect(marcus.reads()).toContain('Tell your security team');
    await looks(latchkey, priya);
    expect(priya.reads()).toContain('for a reason you can name');
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(10 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(must(latchkey)).toBeUndefined();
    await expectSound(latchkey);
  });

  it('where the password is kept on premises it is not offered, and says whom to ask', async () => {
    const latchkey = await world();
    account(latchkey, 'ada').onPremisesSyncEnabled = true;
    const { ada, marcus, priya } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    await looks(latchkey, priya);
    expect(priya.reads()).toContain('Ask whoever runs your Active Directory');
    expect(() => priya.holds(BUTTON)).toThrow();
    expect(await latchkey.trail('ada')).not.toContain('passwordChangeAsked');
  });

  it('where the permission is missing it is not offered, and says so', async () => {
    const latchkey = await world();
    const executor = latchkey.cloud.tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
    if (executor === undefined) throw new Error('there is no executor');
    const held = executor.roles[GRAPH_RESOURCE] ?? [];
    executor.roles[GRAPH_RESOURCE] = held.filter((name) => name !== 'User-PasswordProfile.ReadWrite.All');
    await latchkey.restart();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    await looks(latchkey, priya);
    expect(priya.reads()).toContain('was not given the permission for it');
    expect(() => priya.holds(BUTTON)).toThrow();
  });

  it('where Entra wants a directory role as well, the case closes and says that it was not done', async () => {
    const latchkey = await world({ switches: { passwordFlagNeedsRole: true } });
    const { ada, marcus, priya, hana } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await asks(latchkey, priya);
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(10 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(must(latchkey)).toBeUndefined();
    await looks(latchkey, hana);
    expect(hana.reads()).toContain('Microsoft Entra refused it. Do it there by hand');
    await expectSound(latchkey);
  });

  it('while security has paused everything it waits, also over a restart', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await asks(latchkey, priya);
    const pass = await ada.reveals(code);
    await latchkey.lets(10 * SECOND);
    await oskar.says('pause drill');
    await ada.enrols(pass);
    await latchkey.lets(2 * MINUTE);
    await latchkey.restart();
    expect(must(latchkey)).toBeUndefined();
    await oskar.says('resume drill over');
    await oskar.presses('helpdesk.resume', { reason: 'drill over' });
    await latchkey.lets(2 * MINUTE);
    expect(must(latchkey)).toBe('afterMfa');
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when somebody else would have a new password asked for', () => {
  it.each(['marcus', 'elias', 'hana', 'beatriz'] as const)(
    '%s is offered none, and a forged press comes to nothing',
    async (who) => {
      const latchkey = await world();
      const people = peopleOf(latchkey);
      const { ada, marcus, elias } = people;
      await elias.says(`open for ${ADA}, lost phone`);
      await elias.presses('request.confirm');
      await ada.presses('request.itsMe');
      await marcus.approves(await ada.looksUpNumber());
      const person = people[who];
      await looks(latchkey, person);
      expect(() => person.holds(BUTTON)).toThrow();
      const answer = await forges(latchkey, person);
      expect(answer).toContain(refusalText('notFound'));
      expect(await latchkey.trail('ada')).not.toContain('passwordChangeAsked');
    },
  );

  it('nor is somebody of security who opened it', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar } = peopleOf(latchkey);
    await priya.says(`open for ${ADA}, lost phone`);
    await priya.presses('request.confirm');
    await ada.presses('request.itsMe');
    await marcus.approves(await ada.looksUpNumber());
    await looks(latchkey, priya);
    expect(() => priya.holds(BUTTON)).toThrow();
    await looks(latchkey, oskar);
    expect(oskar.holds(BUTTON).token).not.toBe('');
  });
});

describe('when security works on an incident', () => {
  it('the task about the password has the step, where a method of hers stands, and stays to be filled', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens()));
    await latchkey.lets(10 * SECOND);
    await marcus.reportsFraud('fraud.notThem');
    await latchkey.lets(10 * SECOND);
    const before = writesOn(latchkey, 'ada').length;
    await priya.presses('incident.password');
    await priya.presses(BUTTON);
    await priya.presses(BUTTON, { passwordReason: 'inTheAccount' });
    await latchkey.lets(SECOND);
    expect(must(latchkey)).toBe('afterMfa');
    expect(writesOn(latchkey, 'ada')).toHaveLength(before + 1);
    await oskar.sees('Priya Raman asked that a new password be chosen');
    await oskar.sees('4 tasks are open');
    await expectSound(latchkey);
  });
});
