import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { ADA, approvedAtCounter, FORM, tomasAttends, tomasChecksHerBadge, tomasShowsTheQr } from './support/counter';
import { joinedLongAgo, pressesEverything, writesOnAnybody } from './support/every-verb';
import { opensPage, sendsForm } from '../../scripts/web-page';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const PROOF = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' };

/** Nothing was written, and nothing that is not theirs stood in the agent's chat. */
async function expectNothing(latchkey: World, agent: Person, shown: readonly string[] = []): Promise<void> {
  await latchkey.settle();
  expect(writesOnAnybody(latchkey)).toEqual([]);
  const wire = JSON.stringify(latchkey.cloud.teams.chat(agent.handle));
  const ids = ['matchNumber', 'matchNumber2', 'releaseCode', 'pass'].filter((id) => !shown.includes(id));
  for (const id of ids) expect(wire).not.toMatch(new RegExp(`"type":"(TextBlock|RichTextBlock)"[^}]*"id":"${id}"`));
  expect(wire).not.toContain('"id":"pass"');
  await expectSound(latchkey);
}

async function hanaOpens(latchkey: World, address = ADA): Promise<Person> {
  const { hana } = peopleOf(latchkey);
  await hana.says(`open for ${address}`);
  await hana.presses('helpdesk.openFor', PROOF);
  await hana.presses('request.confirm');
  return hana;
}

describe('when an agent of the helpdesk, alone, opens for Ada (T16)', () => {
  it('every button there is, on the card of the request, is refused as the table of who may do what says', async () => {
    const latchkey = await world();
    const hana = await hanaOpens(latchkey);
    const sent = { matchNumber: '123', releaseCode: '123456' };
    const held = hana.holds('request.refresh');
    expect(await pressesEverything(hana, held, { someone: 'requester', situation: 'asked' }, sent)).toEqual([]);
    expect((await latchkey.request('ada')).slots.map(({ approval }) => approval)).toEqual([undefined]);
    await expectNothing(latchkey, hana);
  });

  it('with the number and the code that others were told, still nothing is hers', async () => {
    const latchkey = await world();
    const hana = await hanaOpens(latchkey);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.presses('request.itsMe');
    const matchNumber = await ada.looksUpNumber();
    const held = hana.holds('request.refresh');
    const half = { someone: 'requester', situation: 'halfSigned' } as const;
    expect(await pressesEverything(hana, held, half, { matchNumber, releaseCode: '123456' })).toEqual([]);
    const releaseCode = await marcus.approves(matchNumber);
    const approved = { someone: 'requester', situation: 'approved' } as const;
    expect(await pressesEverything(hana, held, approved, { matchNumber, releaseCode })).toEqual([]);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectNothing(latchkey, hana);
  });

  it('her own case is like anybody’s: her proof counts for nothing, and her manager is asked', async () => {
    const latchkey = await world();
    const { hana, beatriz } = peopleOf(latchkey);
    await hana.says('open for hana.kim@contoso.example');
    await hana.presses('helpdesk.openFor', PROOF);
    await hana.presses('request.confirm');
    const { requester, employee, proof, slots } = await latchkey.request('hana');
    expect({ requester, employee, proof }).toEqual({ requester: PEOPLE.hana, employee: PEOPLE.hana, proof: undefined });
    expect(slots.flatMap(({ candidates }) => candidates)).not.toContain(PEOPLE.hana);
    await beatriz.seesButton('approval.approve');
    const matchNumber = await hana.looksUpNumber();
    const part = { someone: 'employeeWhoOpened', situation: 'asked' } as const;
    const sent = { matchNumber, releaseCode: '123456' };
    const otherwise = await pressesEverything(hana, hana.holds('request.cancel'), part, sent);
    const asAgent = { verb: 'counter.attend', answer: expect.stringContaining(refusalText('notAtCounter')) as unknown };
    expect(otherwise).toEqual([asAgent]);
    await expectNothing(latchkey, hana, ['matchNumber', 'matchNumber2']);
  });
});

describe('when an agent is alone with a request at the counter (T16)', () => {
  it('who opened it does not attend, whatever the button', async () => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    await hana.presses('helpdesk.openFor', FORM);
    await hana.presses('request.confirm');
    const part = { someone: 'requesterAtCounter', situation: 'asked' } as const;
    const sent = { matchNumber: '123', releaseCode: '123456' };
    expect(await pressesEverything(hana, hana.holds('request.refresh'), part, sent)).toEqual([]);
    expect((await latchkey.request('ada')).attendance).toBeUndefined();
    await expectNothing(latchkey, hana);
  });

  it('who attends sees the numbers and approves with neither', async () => {
    const latchkey = await world();
    await tomasAttends(latchkey);
    const { tomas } = peopleOf(latchkey);
    const numbers = await tomasChecksHerBadge({ tomas });
    const part = { someone: 'attendant', situation: 'halfSigned' } as const;
    for (const matchNumber of numbers) {
      const sent = { matchNumber, releaseCode: '123456' };
      expect(await pressesEverything(tomas, tomas.holds('request.refresh'), part, sent)).toEqual([]);
    }
    expect((await latchkey.request('ada')).slots.map(({ approval }) => approval)).toEqual([undefined, undefined]);
    await expectNothing(latchkey, tomas, ['matchNumber', 'matchNumber2']);
  });

  it('who scans the QR code with a phone of their own has no code: five guesses end it, and security is told', async () => {
    const latchkey = await world();
    const code = (await approvedAtCounter(latchkey)).replaceAll(/\D/g, '');
    const { tomas, priya } = peopleOf(latchkey);
    const qr = await tomasShowsTheQr(latchkey);
    for (let times = 0; times < 3; times += 1) expect(await opensPage(qr)).toMatchObject({ face: 'qr' });
    const phone = await sendsForm(qr, 'here');
    expect(phone).toMatchObject({ face: 'code', matchNumber: undefined, pass: undefined });
    for (let by = 1; by <= 5; by += 1) {
      const guess = String((Number(code) + by) % 1_000_000).padStart(6, '0');
      expect(await sendsForm(phone.url, 'code', guess)).toMatchObject({ pass: undefined });
    }
    expect(await sendsForm(phone.url, 'code', code)).toMatchObject({ pass: undefined });
    await priya.sees('was typed wrongly too often');
    const held = tomas.holds('counter.showQr');
    const part = { someone: 'attendant', situation: 'approved' } as const;
    expect(await pressesEverything(tomas, held, part, { matchNumber: '123', releaseCode: code })).toEqual([]);
    await expectNothing(latchkey, tomas, ['matchNumber', 'matchNumber2']);
  });
});

describe('when the agent is a member of security as well (T16, T27)', () => {
  const SENT = { matchNumber: '123', releaseCode: '123456' };

  it('what they opened is not theirs to approve or to release', async () => {
    const latchkey = await world();
    await joinedLongAgo(latchkey, 'hana', GROUPS.security);
    const hana = await hanaOpens(latchkey);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.presses('request.itsMe');
    await marcus.presses('approval.unsure');
    expect((await latchkey.request('ada')).state).toBe('held');
    const part = { someone: 'requesterInSecurity', situation: 'held' } as const;
    expect(await pressesEverything(hana, hana.holds('request.refresh'), part, SENT)).toEqual([]);
    await hana.says(`release ${(await latchkey.request('ada')).shortCode}`);
    expect((await latchkey.request('ada')).state).toBe('held');
    await expectNothing(latchkey, hana);
  });

  it('the shield over who they opened for is not theirs to lift, nor the incident to see or close', async () => {
    const latchkey = await world();
    await joinedLongAgo(latchkey, 'hana', GROUPS.security);
    const hana = await hanaOpens(latchkey);
    await peopleOf(latchkey).ada.presses('request.fraud');
    const part = { someone: 'requesterInSecurity', situation: 'incident' } as const;
    expect(await pressesEverything(hana, hana.holds('request.refresh'), part, SENT)).toEqual([]);
    await hana.says(`lift ${(await latchkey.request('ada')).shortCode}`);
    expect(hana.reads()).toContain(refusalText('ownRequest'));
    expect(await latchkey.trail('ada')).not.toContain('shieldLifted');
    await expectNothing(latchkey, hana);
  });

  it('they do not attend where security was asked to approve', async () => {
    const latchkey = await world();
    await joinedLongAgo(latchkey, 'tomas', GROUPS.security);
    const { hana, tomas } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    await hana.presses('helpdesk.openFor', FORM);
    await hana.presses('request.confirm');
    await tomas.says(`attend ${(await latchkey.request('ada')).shortCode}`);
    expect((await latchkey.request('ada')).attendance).toBeUndefined();
    expect(tomas.reads()).toMatch(/have another part in this request|cannot attend as well/);
    await expectNothing(latchkey, tomas);
  });
});
