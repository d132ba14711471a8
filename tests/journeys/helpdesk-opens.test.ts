import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import { writesOn } from './support/account';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const FORM = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' };

async function opensFor(agent: Person, address: string, form: Readonly<Record<string, string>> = FORM): Promise<void> {
  await agent.says(`open for ${address}`);
  await agent.presses('helpdesk.openFor', form);
  await agent.presses('request.confirm');
}

describe('when the helpdesk opens for Ada (T16, T17)', () => {
  it('shows the number to her alone, and only after she said that it is her', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await opensFor(hana, 'ada.lindqvist@contoso.example');
    await ada.seesButton('request.itsMe');
    await marcus.sees('has not confirmed yet that they asked for this');
    expect(JSON.stringify(latchkey.cloud.teams.chat('ada'))).not.toContain('"matchNumber"');
    await expect(marcus.presses('approval.approve')).rejects.toThrow();
    await ada.presses('request.itsMe');
    await marcus.sees('INC0012345');
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await hana.sees('Ada Lindqvist is back in.');
    await expectSound(latchkey);
  });

  it('shows her what to try first, and “That worked” ends it without a reset, counted once', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    await hana.presses('helpdesk.openFor', FORM);
    await hana.sees('Ask them first what still works');
    await hana.presses('request.confirm');
    await ada.seesButton('request.itsMe');
    expect(ada.reads()).not.toContain('Try first');
    await ada.presses('request.itsMe');
    await ada.sees('Windows Hello: on that computer choose');
    expect(hana.reads()).not.toContain('Windows Hello: on that computer');
    const again = ada.keeps('request.solved');
    await ada.presses('request.solved');
    await ada.sees('Glad that you are back in');
    await again();
    expect(await latchkey.request('ada')).toMatchObject({ state: 'cancelled', ended: { reason: 'solved' } });
    const metrics = await (await fetch(`${latchkey.url}/metrics`)).text();
    expect(metrics).toContain('latchkey_solved_without_reset_total 1\n');
    await hana.sees('The employee got in with another method.');
    expect(() => marcus.holds('approval.approve')).toThrow();
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('never shows the agent a number, a code or a pass', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await opensFor(hana, 'ada.lindqvist@contoso.example');
    await ada.presses('request.itsMe');
    const code = await marcus.approves(await ada.looksUpNumber());
    const { shortCode } = await latchkey.request('ada');
    await hana.says(`status ${shortCode}`);
    const pass = await ada.reveals(code);
    await hana.says('status');
    const seen = JSON.stringify(latchkey.cloud.teams.chat('hana'));
    for (const id of ['"matchNumber"', '"releaseCode"', '"pass"']) expect(seen).not.toContain(`"id":${id}`);
    for (const secret of [code, pass]) expect(hana.reads()).not.toContain(secret);
  });

  it.each([
    ['proof', { proof: '' }],
    ['proof from the list', { proof: 'we chatted, and he knew the birthday' }],
    ['ticket', { ticket: '  ' }],
  ])('refuses politely without a %s', async (_what, missing) => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    const { token, messageId } = hana.holds('helpdesk.openFor');
    const data = { token, person: 'ada.lindqvist@contoso.example', ...FORM, ...missing };
    expect(await hana.forges(messageId, 'helpdesk.openFor', data)).toContain(refusalText('proofMissing'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });

  it('stops when Ada knows nothing about it', async () => {
    const latchkey = await world();
    const { ada, hana, priya } = peopleOf(latchkey);
    await opensFor(hana, 'ada.lindqvist@contoso.example');
    await ada.seesButton('request.itsMe');
    await ada.presses('request.fraud');
    await priya.sees('Security incident');
    expect((await latchkey.request('ada')).state).toBe('incident');
    await expectSound(latchkey);
  });

  it('becomes Ada’s own when she asks herself', async () => {
    const latchkey = await world();
    const { ada, hana } = peopleOf(latchkey);
    await opensFor(hana, 'ada.lindqvist@contoso.example');
    const { shortCode } = await latchkey.request('ada');
    await ada.says('I lost my phone');
    await ada.seesButton('request.itsMe');
    expect((await latchkey.request('ada')).shortCode).toBe(shortCode);
  });

  it('is joined by a second agent, who sees how it goes', async () => {
    const latchkey = await world();
    const { ada, hana, tomas } = peopleOf(latchkey);
    await opensFor(hana, 'ada.lindqvist@contoso.example');
    await ada.seesButton('request.itsMe');
    const { shortCode } = await latchkey.request('ada');
    await tomas.says('open for ada.lindqvist@contoso.example');
    const answer = await tomas.tries('helpdesk.openFor', FORM);
    expect(answer).toContain(shortCode);
  });
});

describe('when people ask how far it is', () => {
  it('answers each of them with what they may see', async () => {
    const latchkey = await world();
    const { ada, marcus, hana } = peopleOf(latchkey);
    await ada.opens();
    const { shortCode } = await latchkey.request('ada');
    await ada.says('status');
    await ada.sees('Waiting for approval');
    await marcus.says('status');
    await marcus.sees('Your decision is needed');
    await hana.says(`status ${shortCode}`);
    await hana.sees('Waiting for approval');
    await hana.sees('ada.lindqvist@contoso.example');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });

  it('answers alike about what is unknown and what is not theirs', async () => {
    const latchkey = await world();
    const { ada, elias } = peopleOf(latchkey);
    await ada.opens();
    const { shortCode } = await latchkey.request('ada');
    const answers = [];
    for (const code of [shortCode, 'LK-0000ZZ']) {
      await elias.says(`status ${code}`);
      answers.push(latchkey.cloud.teams.chat('elias').at(-1)?.text);
    }
    expect(answers).toEqual([refusalText('notFound'), refusalText('notFound')]);
  });
});
