import { TableClient } from '@azure/data-tables';
import { nextMail } from '../../simulators/outbox';
import { setManager } from '../../simulators/entra/people';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { APPROVAL, STEP_UP } from '../../words/approval';
import { refusalText } from '../../words/replies';
import { DAY, MINUTE, SECOND } from '../support/fake-clock';
import { PASS, writesOn } from './support/account';
import { opensPage } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { stepsUp, stepUpLinkIn } from './support/step-up';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const dayAfter = ({ clock }: World, days: number): string =>
  new Date(clock.now() + days * DAY).toISOString().slice(0, 10);

const addressOf = ({ cloud }: World, who: Handle): string =>
  cloud.tenant.users.get(PEOPLE[who])?.userPrincipalName ?? '';

/** Marcus goes on leave and names somebody for a week; then so many minutes pass. */
async function onLeave(latchkey: World, standIn: Handle, minutes: number): Promise<void> {
  const { marcus } = peopleOf(latchkey);
  await latchkey.cloud.teams.install('marcus');
  await marcus.says(`stand-in ${addressOf(latchkey, standIn)} until ${dayAfter(latchkey, 7)}`);
  await marcus.sees('stands in for you from');
  await latchkey.lets(minutes * MINUTE);
}

const A_DAY = 24 * 60;

async function candidates(latchkey: World): Promise<readonly string[]> {
  return (await latchkey.request('ada')).slots.flatMap((slot) => slot.candidates);
}

describe('when Marcus is on leave and has named Tomas (T5)', () => {
  it('Tomas hears the number and approves, and Marcus is told by mail of both', async () => {
    const latchkey = await world();
    const { ada, marcus, tomas } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY);
    await tomas.sees('named you as stand-in');
    const { outbox } = latchkey.cloud;
    const toMarcus = (words: string) =>
      nextMail(outbox, addressOf(latchkey, 'marcus'), ({ subject, body }) =>
        `${subject} ${body.content}`.includes(words),
      );
    expect((await toMarcus('A stand-in for you was named')).body.content).toContain('stand-in off');
    const number = await ada.opens();
    expect(await candidates(latchkey)).toEqual([PEOPLE.tomas]);
    await tomas.sees('named a stand-in for their leave');
    await ada.reveals(await tomas.approves(number));
    await toMarcus('The recovery of the account of Ada Lindqvist was approved');
    expect(marcus.reads()).not.toContain('Ada Lindqvist');
    await latchkey.lets(5 * SECOND);
    expect(writesOn(latchkey, 'ada')[0]).toBe(PASS);
    await expectSound(latchkey);
  });

  it('it does not count before a day has passed', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY - 1);
    await ada.opens();
    await marcus.seesButton('approval.approve');
    expect(await candidates(latchkey)).toEqual([PEOPLE.marcus]);
  });

  it('one that was ended does not count, and an open card of the stand-in decides nothing', async () => {
    const latchkey = await world();
    const { ada, marcus, tomas } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY);
    const number = await ada.opens();
    await tomas.presses('approval.approve');
    await marcus.says('stand-in off');
    await tomas.sees('You no longer stand in for Marcus');
    await tomas.tries('approval.confirmApprove', { matchNumber: number, verifiedBy: 'knownNumber' });
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(await candidates(latchkey)).toEqual([PEOPLE.marcus]);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('one that was ended after the approval takes it back before anything is written', async () => {
    const latchkey = await world();
    const { ada, marcus, tomas } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY);
    const releaseCode = await tomas.approves(await ada.opens());
    await marcus.says('stand-in off');
    await ada.tries('pass.reveal', { releaseCode });
    await latchkey.lets(SECOND);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when the policy asks approvers to sign in anew, and Tomas stands in (T4, T5)', () => {
  const asked = async (latchkey: World): Promise<{ readonly number: string; readonly link: string }> => {
    const { ada, tomas } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY);
    const number = await ada.opens();
    await tomas.sees(APPROVAL.signInFirst);
    return { number, link: stepUpLinkIn(await tomas.presses('approval.approve')) };
  };

  it('nothing that he types counts before he signed in, and a sign-in of Marcus is not his', async () => {
    const latchkey = await world({ policy: { approver: { stepUp: 'always' } } });
    const { ada, tomas } = peopleOf(latchkey);
    const { number, link } = await asked(latchkey);
    const { token, messageId } = tomas.holds('approval.approve');
    const press = { token, matchNumber: number, verifiedBy: 'inPerson' };
    expect(await tomas.forges(messageId, 'approval.confirmApprove', press)).toContain(STEP_UP.title);
    const others = await stepsUp(link, 'marcus');
    expect(others).toMatchObject({ status: 400, face: 'stepUp' });
    expect(others.html).toContain(refusalText('stepUpOtherPerson'));
    expect(await tomas.forges(messageId, 'approval.confirmApprove', press)).toContain(STEP_UP.title);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(await stepsUp(link, 'tomas')).toMatchObject({ status: 200, face: 'stepUpDone' });
    await ada.reveals(await tomas.approves(number));
    const { stepUps } = await latchkey.request('ada');
    expect(stepUps?.map(({ approver }) => approver)).toEqual([PEOPLE.tomas]);
    await expectSound(latchkey);
  });

  it('his sign-in does not count for Marcus, who is asked when it ends', async () => {
    const latchkey = await world({ policy: { approver: { stepUp: 'always' } } });
    const { marcus, tomas } = peopleOf(latchkey);
    const { number, link } = await asked(latchkey);
    await stepsUp(link, 'tomas');
    const press = tomas.keeps('approval.approve');
    await press();
    await marcus.says('stand-in off');
    await tomas.tries('approval.confirmApprove', { matchNumber: number, verifiedBy: 'inPerson' });
    await marcus.seesButton('approval.approve');
    expect(await candidates(latchkey)).toEqual([PEOPLE.marcus]);
    expect(await opensPage(link)).toMatchObject({ status: 410, face: 'stepUpOver' });
    const own = stepUpLinkIn(await marcus.presses('approval.approve'));
    expect(await stepsUp(own, 'tomas')).toMatchObject({ status: 400, face: 'stepUp' });
    expect(await stepsUp(own, 'marcus')).toMatchObject({ status: 200, face: 'stepUpDone' });
    await expectSound(latchkey);
  });
});

describe('when the stand-in may not answer about Ada (T5)', () => {
  it.each<readonly [string, Handle, (latchkey: World) => void]>([
    ['is Ada herself', 'ada', () => undefined],
    [
      'reports to Ada',
      'elias',
      ({ cloud }) => setManager(cloud.tenant, PEOPLE.elias, { kind: 'user', id: PEOPLE.ada }),
    ],
  ])('one who %s is not asked: the next level is', async (_who, standIn, change) => {
    const latchkey = await world();
    const { ada, ingrid } = peopleOf(latchkey);
    change(latchkey);
    await onLeave(latchkey, standIn, A_DAY);
    await ada.opens();
    await ingrid.seesButton('approval.approve');
    expect(await candidates(latchkey)).toEqual([PEOPLE.ingrid]);
  });
});

describe('when the row of a stand-in was edited (T5)', () => {
  it('names nobody: Marcus is asked, and security is alarmed', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await onLeave(latchkey, 'tomas', A_DAY);
    const { connectionString, prefix, cloud } = latchkey;
    const options = { allowInsecureConnection: true };
    const active = TableClient.fromConnectionString(connectionString.reveal(), `${prefix}active`, options);
    const place = { partitionKey: `${cloud.settings.tenantId}|delegate`, rowKey: PEOPLE.marcus };
    const { bytes = '' } = await active.getEntity<{ bytes: string }>(place.partitionKey, place.rowKey);
    await active.updateEntity({ ...place, bytes: bytes.replace(PEOPLE.tomas, PEOPLE.elias) }, 'Merge');
    await ada.opens();
    await marcus.seesButton('approval.approve');
    expect(await candidates(latchkey)).toEqual([PEOPLE.marcus]);
    await priya.sees('a stored record of Latchkey does not hold');
  });
});
