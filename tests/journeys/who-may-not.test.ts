import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { setRisk } from '../../simulators/entra/people';
import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import { writesOn } from './support/account';
import { mustShow } from '../../scripts/story';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when Noor, who has no manager, loses her phone (T27)', () => {
  it('needs duty and security, each with a number of their own and half of the code', async () => {
    const latchkey = await world();
    const { noor, beatriz, samuel, priya } = peopleOf(latchkey);
    const [first, second] = await noor.opensForTwo();
    expect((await latchkey.request('noor')).slots.map(({ group }) => group)).toEqual(['duty', 'security']);
    const half = await beatriz.signs(first);
    expect(JSON.stringify(half)).not.toContain('releaseCode');
    await samuel.sees('has already answered for this step');
    const other = mustShow(await priya.signs(second), 'releaseCode');
    const mine = await beatriz.looksUpCode();
    expect([mine, other]).toEqual([expect.stringMatching(/^\d{3}$/), expect.stringMatching(/^\d{3}$/)]);
    await noor.enrols(await noor.reveals(`${mine}${other}`));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('noor')).state).toBe('completed');
    await expectSound(latchkey);
  });

  it('is not let in by one half, nor by the halves in the wrong order', async () => {
    const latchkey = await world();
    const { noor, beatriz, priya } = peopleOf(latchkey);
    const [first, second] = await noor.opensForTwo();
    await beatriz.signs(first);
    const other = mustShow(await priya.signs(second), 'releaseCode');
    const mine = await beatriz.looksUpCode();
    await noor.seesButton('pass.reveal');
    if (mine !== other) {
      const swapped = await noor.tries('pass.reveal', { releaseCode: `${other}${mine}` });
      expect(swapped).toContain('That is not the code');
    }
    expect(writesOn(latchkey, 'noor')).toEqual([]);
  });

  it('does not count the same number for both', async () => {
    const latchkey = await world();
    const { noor, beatriz, priya } = peopleOf(latchkey);
    const [first, second] = await noor.opensForTwo();
    await beatriz.signs(first);
    await priya.presses('approval.approve');
    const answer = await priya.tries('approval.confirmApprove', { matchNumber: first, verifiedBy: 'videoCall' });
    if (first !== second) expect(answer).toContain('That is not the number on their screen');
    expect((await latchkey.request('noor')).slots[1]?.approval).toBeUndefined();
  });
});

describe('when Yusuf, who holds a directory role, loses his phone (T14)', () => {
  it('needs his manager and security; a duty agent cannot stand in', async () => {
    const latchkey = await world();
    const { yusuf, greta, oskar } = peopleOf(latchkey);
    const [first, second] = await yusuf.opensForTwo();
    expect((await latchkey.request('yusuf')).slots.map(({ group }) => group)).toEqual(['manager', 'security']);
    await greta.signs(first, 'inPerson');
    expect((await latchkey.request('yusuf')).state).toBe('awaitingApproval');
    await oskar.signs(second, 'videoCall');
    const halves = [await greta.looksUpCode(), await oskar.looksUpCode()];
    expect(await yusuf.reveals(halves.join(''))).not.toBe('');
    await expectSound(latchkey);
  });
});

describe('when somebody may not be recovered here (T14)', () => {
  it('refuses a Global Administrator politely', async () => {
    const latchkey = await world();
    const { greta } = peopleOf(latchkey);
    await greta.says('I lost my phone');
    expect(greta.reads()).toContain(refusalText('globalAdministrator'));
    await expect(latchkey.request('greta')).rejects.toThrow('there is no request');
  });

  it.each([
    ['a guest', 'lena.fischer@fabrikam.example', 'employeeGuest'],
    ['a disabled account', 'victor.blanc@contoso.example', 'employeeDisabled'],
    ['nobody', 'nobody@contoso.example', 'personNotFound'],
  ] as const)('refuses %s, opened by the helpdesk', async (_who, address, code) => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${address}`);
    const form = { scenario: 'lostPhone', proof: 'proof.video', ticket: 'INC0012345' };
    expect(await hana.tries('helpdesk.openFor', form)).toContain(refusalText(code));
    expect(latchkey.cloud.tenant.writes).toEqual([]);
  });

  it('touches nothing where passes are switched off, and says so', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    latchkey.cloud.tenant.passPolicy.state = 'disabled';
    await marcus.signs(await ada.opens());
    expect(await latchkey.request('ada')).toMatchObject({ state: 'refused', ended: { reason: 'passPolicyOff' } });
    await ada.sees(refusalText('passPolicyOff'));
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when Entra sees a risk', () => {
  it('holds a high one until people have looked', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    setRisk(latchkey.cloud.tenant, PEOPLE.ada, { level: 'high', state: 'atRisk' });
    await ada.says('I lost my phone');
    await ada.presses('request.confirm');
    expect(await latchkey.request('ada')).toMatchObject({ state: 'held', held: { reason: 'risk.user' } });
    await ada.sees('We look at this more closely before anything happens');
    await expect(marcus.presses('approval.approve')).rejects.toThrow();
    await expectSound(latchkey);
  });

  it.each([
    ['a medium risk', { level: 'medium', state: 'atRisk' } as const, undefined],
    ['a risk that cannot be read', undefined, 403],
  ])('asks a second person for %s', async (_what, risk, status) => {
    const latchkey = await world();
    const { ada, priya } = peopleOf(latchkey);
    const { tenant } = latchkey.cloud;
    if (risk !== undefined) setRisk(tenant, PEOPLE.ada, risk);
    if (status !== undefined) tenant.switches.faults.push({ path: /riskyUsers/, status, times: Infinity });
    await ada.opensForTwo();
    await priya.seesButton('approval.approve');
  });

  it('goes on with one person where the tenant has no licence for it', async () => {
    const latchkey = await world({ switches: { licence: 'none' } });
    const { ada, marcus } = peopleOf(latchkey);
    expect(await marcus.approves(await ada.opens())).toMatch(/^\d{6}$/);
    expect((await latchkey.request('ada')).reasons).toContainEqual(
      expect.objectContaining({ rule: 'risk.user', outcome: 'notAvailable' }),
    );
  });
});
