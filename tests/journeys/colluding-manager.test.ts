import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { setRisk } from '../../simulators/entra/people';
import { refusalText } from '../../words/replies';
import { DAY, MINUTE } from '../support/fake-clock';
import { account } from './support/account';
import { ADA, FORM } from './support/counter';
import { joinedLongAgo, pressesEverything, writesOnAnybody } from './support/every-verb';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

async function expectNothing(latchkey: World): Promise<void> {
  await latchkey.settle();
  expect(writesOnAnybody(latchkey)).toEqual([]);
  expect(JSON.stringify(latchkey.cloud.teams.chat('marcus'))).not.toContain('"id":"pass"');
  await expectSound(latchkey);
}

async function marcusOpens(latchkey: World): Promise<Person> {
  const { marcus } = peopleOf(latchkey);
  await latchkey.cloud.teams.install('marcus');
  await marcus.says(`open for ${ADA}, lost phone`);
  await marcus.presses('request.confirm');
  return marcus;
}

const nextWeek = ({ clock }: World): string => new Date(clock.now() + 7 * DAY).toISOString().slice(0, 10);

describe('when Marcus, alone, opens for Ada what he would approve (T3, T16)', () => {
  it('before she answers he is asked nothing and can press nothing', async () => {
    const latchkey = await world();
    const marcus = await marcusOpens(latchkey);
    const part = { someone: 'colleagueWhoOpened', situation: 'asked' } as const;
    const sent = { matchNumber: '123', releaseCode: '123456' };
    expect(await pressesEverything(marcus, marcus.holds('request.refresh'), part, sent)).toEqual([]);
    expect(await latchkey.request('ada')).toMatchObject({ state: 'awaitingApproval', slots: [] });
    await expectNothing(latchkey);
  });

  it('after she said that it is her, Ingrid is asked, and her right number is worth nothing in his hand', async () => {
    const latchkey = await world();
    const marcus = await marcusOpens(latchkey);
    const { ada, ingrid } = peopleOf(latchkey);
    await ada.presses('request.itsMe');
    const matchNumber = await ada.looksUpNumber();
    const part = { someone: 'colleagueWhoOpened', situation: 'halfSigned' } as const;
    const sent = { matchNumber, releaseCode: '123456' };
    expect(await pressesEverything(marcus, marcus.holds('request.refresh'), part, sent)).toEqual([]);
    await ingrid.seesButton('approval.approve');
    expect(await latchkey.request('ada')).toMatchObject({ slots: [{ candidates: [PEOPLE.ingrid] }] });
    await expectNothing(latchkey);
  });

  it('whom he named as his stand-in is not asked either', async () => {
    const latchkey = await world();
    await latchkey.cloud.teams.install('marcus');
    const { ada, marcus, elias, ingrid } = peopleOf(latchkey);
    await marcus.says(`stand-in elias.berg@contoso.example until ${nextWeek(latchkey)}`);
    await latchkey.lets(DAY + MINUTE);
    await marcusOpens(latchkey);
    await ada.presses('request.itsMe');
    await ingrid.seesButton('approval.approve');
    expect(await latchkey.request('ada')).toMatchObject({ slots: [{ candidates: [PEOPLE.ingrid] }] });
    await expect(elias.presses('approval.approve')).rejects.toThrow();
    await expectNothing(latchkey);
  });

  it('number and pass go to no contact of his: the place is hers to choose', async () => {
    const latchkey = await world();
    await latchkey.cloud.teams.install('marcus');
    const { marcus } = peopleOf(latchkey);
    await marcus.says(`open for ${ADA}, lost phone`);
    const { token, messageId } = marcus.holds('request.confirm');
    const own = account(latchkey, 'marcus').methods.map(({ id }) => id);
    for (const delivery of [...own, 'marcus.oyelaran@contoso.example', '+47 40055320', 'inPerson'])
      await marcus.forges(messageId, 'request.confirm', { token, delivery });
    expect(await latchkey.request('ada')).toMatchObject({ delivery: { place: 'teams' }, slots: [] });
    expect(latchkey.cloud.outbox.posted).toEqual([]);
    await expectNothing(latchkey);
  });
});

describe('when Marcus was asked, and would be more than the approver (T3)', () => {
  it('with the code in his hand, no button there is shows him the pass', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    const releaseCode = await marcus.approves(matchNumber);
    const part = { someone: 'firstApprover', situation: 'approved' } as const;
    const sent = { matchNumber, releaseCode };
    expect(await pressesEverything(marcus, marcus.holds('approval.newCode'), part, sent)).toEqual([]);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectNothing(latchkey);
  });

  it('he does not attend at the counter as well, not even as a member of the helpdesk', async () => {
    const latchkey = await world();
    await joinedLongAgo(latchkey, 'marcus', GROUPS.helpdesk);
    const { hana, marcus } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    await hana.presses('helpdesk.openFor', FORM);
    await hana.presses('request.confirm');
    await marcus.sees('is to come to a counter of the helpdesk');
    const { token, messageId } = marcus.holds('request.refresh');
    const refusal = refusalText('attendantHasOtherPart');
    expect(await marcus.forges(messageId, 'counter.attend', { token })).toContain(refusal);
    for (const verb of ['counter.idCheck', 'counter.showQr'])
      expect(await marcus.forges(messageId, verb, { token, document: 'companyBadge' })).toContain(
        refusalText('notYours'),
      );
    expect((await latchkey.request('ada')).attendance).toBeUndefined();
    expect(JSON.stringify(latchkey.cloud.teams.chat('marcus'))).not.toContain('"id":"matchNumber2"');
    await expectNothing(latchkey);
  });

  it('where two have to approve he gives one half, also as a member of security', async () => {
    const latchkey = await world();
    await joinedLongAgo(latchkey, 'marcus', GROUPS.security);
    setRisk(latchkey.cloud.tenant, PEOPLE.ada, { level: 'medium', state: 'atRisk' });
    const { ada, marcus } = peopleOf(latchkey);
    const [first, second] = await ada.opensForTwo();
    const { slots } = await latchkey.request('ada');
    expect(slots.map(({ candidates }) => candidates.includes(PEOPLE.marcus))).toEqual([true, false]);
    await marcus.signs(first, 'inPerson');
    const { token, messageId } = marcus.holds('request.refresh');
    const again = { token, matchNumber: second, verifiedBy: 'inPerson' };
    await marcus.forges(messageId, 'approval.confirmApprove', again);
    const request = await latchkey.request('ada');
    expect(request.state).toBe('awaitingApproval');
    expect(request.slots.map(({ approval }) => approval?.approver)).toEqual([PEOPLE.marcus, undefined]);
    expect(JSON.stringify(latchkey.cloud.teams.chat('marcus'))).not.toContain('"id":"releaseCode"');
    await expectNothing(latchkey);
  });
});
