import { setManager } from '../../simulators/entra/people';
import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { account, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { Handle } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when Ada tries to approve her own request (T1)', () => {
  it('gets no card for it, and words decide nothing', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    const number = await ada.opens();
    await ada.says('approve');
    await ada.says(number);
    await expect(ada.presses('approval.approve')).rejects.toThrow();
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
  });

  it('is refused when she presses the manager’s buttons with her own token', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    const { token, messageId } = ada.holds('request.cancel');
    const presses: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['approval.confirmApprove', { matchNumber, verifiedBy: 'inPerson' }],
      ['approval.confirmDeny', { reason: 'denied.other' }],
      ['approval.unsure', {}],
      ['approval.notMine', {}],
    ];
    for (const [verb, inputs] of presses) {
      expect(await ada.forges(messageId, verb, { token, ...inputs })).toContain(refusalText('ownRequest'));
    }
    expect(await latchkey.trail('ada')).toEqual(['opened', 'approverAsked', 'notified', 'notified']);
    await expectSound(latchkey);
  });
});

describe('when the manager tries to take the pass for themselves (T3)', () => {
  it('gets none: code and card are not enough for anybody but Ada', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    const { token, messageId } = marcus.holds('approval.newCode');
    for (const verb of ['pass.reveal', 'pass.revealAgain']) {
      expect(await marcus.forges(messageId, verb, { token, releaseCode })).toContain(refusalText('notFound'));
    }
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await expectSound(latchkey);
  });
});

describe('when the directory names Ada as her own manager', () => {
  it('asks the manager before, and never herself', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    setManager(latchkey.cloud.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.ada });
    await ada.opens();
    await marcus.seesButton('approval.approve');
    expect((await latchkey.request('ada')).slots.flatMap(({ candidates }) => candidates)).toEqual([PEOPLE.marcus]);
  });
});

describe('when a fresh manager is entered for Ada (T5)', () => {
  it('does not let them vouch: the manager before him is asked', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    setManager(latchkey.cloud.tenant, PEOPLE.ada, { kind: 'user', id: PEOPLE.elias });
    await ada.opens();
    await marcus.seesButton('approval.approve');
    const asked = (await latchkey.request('ada')).slots.flatMap(({ candidates }) => candidates);
    expect(asked).toEqual([PEOPLE.marcus]);
  });
});

describe('when the helpdesk opens for somebody and would also decide (T16)', () => {
  it('does not let the agent who opened it answer for duty or security', async () => {
    const latchkey = await world();
    const { tenant } = latchkey.cloud;
    const { hana, noor } = peopleOf(latchkey);
    tenant.groups.get(GROUPS.duty)?.members.add(PEOPLE.hana);
    await hana.says('open for noor.haddad@contoso.example');
    await hana.presses('helpdesk.openFor', {
      ...{ proof: 'proof.video', ticket: 'INC0010001', scenario: 'lostPhone' },
    });
    await hana.presses('request.confirm');
    await noor.seesButton('request.itsMe');
    const { slots } = await latchkey.request('noor');
    expect(slots).toHaveLength(2);
    expect(slots.flatMap(({ candidates }) => candidates)).not.toContain(PEOPLE.hana);
  });
});

describe('when something changed between the approval and the reveal (T10)', () => {
  it('asks duty and security once the manager has left: the approval no longer counts', async () => {
    const latchkey = await world();
    const { ada, marcus, beatriz, priya } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    account(latchkey, 'marcus').accountEnabled = false;
    await ada.seesButton('pass.reveal');
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('notApprovedYet'));
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await beatriz.seesButton('approval.approve');
    await priya.seesButton('approval.approve');
    await expectSound(latchkey);
  });

  it('asks a second person when Ada got a directory role meanwhile', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    latchkey.cloud.tenant.roles.at(-1)?.assigned.add(PEOPLE.ada);
    await ada.seesButton('pass.reveal');
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('notApprovedYet'));
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await priya.seesButton('approval.approve');
    await marcus.seesButton('approval.approve');
  });

  it('does not give out a pass when the account was disabled meanwhile', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    account(latchkey, 'ada').accountEnabled = false;
    await ada.seesButton('pass.reveal');
    expect(await ada.tries('pass.reveal', { releaseCode: code })).toContain('Not possible');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when a press comes from somebody who has no part in the request', () => {
  it.each(['elias', 'hana', 'priya', 'ingrid'] as const satisfies readonly Handle[])(
    'tells %s nothing and changes nothing, whatever the verb',
    async (who) => {
      const latchkey = await world();
      const { ada, marcus, [who]: stranger } = peopleOf(latchkey);
      const matchNumber = await ada.opens();
      await marcus.seesButton('approval.approve');
      const { token } = marcus.holds('approval.approve');
      await stranger.says('help');
      const { id } = latchkey.cloud.teams.chat(who).at(-1) ?? { id: '' };
      for (const verb of ['approval.confirmApprove', 'approval.confirmDeny', 'approval.confirmFraud', 'pass.reveal']) {
        const inputs = { matchNumber, verifiedBy: 'inPerson', reason: 'fraud.other', releaseCode: '123456' };
        expect(await stranger.forges(id, verb, { token, ...inputs })).toBe(refusalText('cardOutdated'));
      }
      expect(await latchkey.trail('ada')).toEqual(['opened', 'approverAsked', 'notified', 'notified']);
    },
  );
});
