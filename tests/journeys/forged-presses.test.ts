import { createSigningKey } from '../../simulators/entra/signing-key';
import { CHANNEL_ISSUER } from '../../simulators/teams/channel-token';
import { refusalText } from '../../words/replies';
import { DAY } from '../support/fake-clock';
import { writesOn } from './support/account';
import { peopleOf } from './support/people';
import { activityOf, channelToken, posts, pressOf } from './support/raw-activity';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const TRAIL = ['opened', 'approverAsked', 'notified', 'notified'];

/** Ada has asked; somebody has read her number off the screen and Marcus's token off the wire. */
async function asked(): Promise<{ readonly latchkey: World; readonly press: ReturnType<typeof pressOf> }> {
  const latchkey = await world();
  const { ada, marcus } = peopleOf(latchkey);
  const matchNumber = await ada.opens();
  await marcus.seesButton('approval.approve');
  const { token } = marcus.holds('approval.approve');
  return { latchkey, press: pressOf('approval.confirmApprove', { token, matchNumber, verifiedBy: 'inPerson' }) };
}

describe('when a press does not come from Teams (T7)', () => {
  it('would have counted if it had', async () => {
    const { latchkey, press } = await asked();
    const good = await posts(latchkey, activityOf(latchkey, 'marcus', press), channelToken(latchkey));
    expect(good.status).toBe(200);
    await latchkey.settle();
    expect((await latchkey.request('ada')).state).toBe('approved');
  });

  const tokens: readonly (readonly [string, (latchkey: World) => string | undefined])[] = [
    ['without a token', () => undefined],
    ['with a token that is none', () => 'not.a.token'],
    ['with a token for another bot', (one) => channelToken(one, { botId: 'd0da0009-0000-4000-8000-000000000000' })],
    ['with a token of yesterday', (one) => channelToken(one, { age: 86_400 })],
    ['with a token for another service address', (one) => channelToken(one, { serviceUrl: 'http://127.0.0.1:9' })],
    [
      'with a token that somebody else signed',
      ({ cloud }) => {
        const now = Math.floor(Date.now() / 1000);
        const { serviceUrl } = cloud.teams;
        const claims = { serviceurl: serviceUrl, nbf: now, exp: now + 3_600, iss: CHANNEL_ISSUER };
        return createSigningKey().mintToken({ ...claims, aud: cloud.settings.bot.id });
      },
    ],
  ];

  it.each(tokens)('answers 401 and leaves no trace: %s', async (_how, tokenOf) => {
    const { latchkey, press } = await asked();
    const before = await latchkey.stored('ada');
    const answer = await posts(latchkey, activityOf(latchkey, 'marcus', press), tokenOf(latchkey));
    expect(answer).toEqual({ status: 401, text: '' });
    await latchkey.settle();
    const after = await latchkey.stored('ada');
    expect({ seq: after.seq, etag: after.etag }).toEqual({ seq: before.seq, etag: before.etag });
    await expectSound(latchkey);
  });
});

describe('when a press comes through Teams and is not what it seems (T6)', () => {
  it('is nobody’s without an object id, whatever the name says', async () => {
    const { latchkey, press } = await asked();
    const activity = activityOf(latchkey, 'marcus', press);
    const { id, name } = latchkey.cloud.teams.persona('marcus');
    const answer = await posts(latchkey, { ...activity, from: { id, name } }, channelToken(latchkey));
    expect(answer.text).toContain(refusalText('identityMissing'));
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
  });

  it.each(['ada', 'elias', 'hana', 'ingrid'] as const)(
    'opens nothing for %s, to whom it was forwarded',
    async (who) => {
      const { latchkey, press } = await asked();
      const answer = await posts(latchkey, activityOf(latchkey, who, press), channelToken(latchkey));
      expect(answer.text).toContain(refusalText('cardOutdated'));
      expect(await latchkey.trail('ada')).toEqual(TRAIL);
      await expectSound(latchkey);
    },
  );

  it('opens nothing when the token was changed by one character', async () => {
    const { latchkey } = await asked();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.looksUpNumber();
    const { token, messageId } = marcus.holds('approval.approve');
    const places = [0, 2, 10, token.indexOf('.1.') + 1, token.length - 10];
    for (const place of places) {
      const other = token[place] === 'A' ? 'B' : 'A';
      const tampered = token.slice(0, place) + other + token.slice(place + 1);
      const data = { token: tampered, matchNumber, verifiedBy: 'inPerson' };
      expect(await marcus.forges(messageId, 'approval.confirmApprove', data)).toBe(refusalText('cardOutdated'));
    }
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
  });

  it('decides nothing by what the card claims: other ids in its data are not even read', async () => {
    const { latchkey } = await asked();
    const { elias, marcus } = peopleOf(latchkey);
    await elias.says('help');
    const { token } = marcus.holds('approval.approve');
    const claims = {
      presser: 'a0da0002-22d5-4e4b-9b62-1e7c601f2b02',
      approver: 'marcus',
      round: '1',
      state: 'approved',
    };
    const { id } = latchkey.cloud.teams.chat('elias').at(-1) ?? { id: '' };
    const answer = await elias.forges(id, 'approval.confirmDeny', { token, reason: 'denied.other', ...claims });
    expect(answer).toBe(refusalText('cardOutdated'));
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
  });

  it('answers a verb that no card has, and does nothing', async () => {
    const { latchkey } = await asked();
    const { ada } = peopleOf(latchkey);
    const { token, messageId } = ada.holds('request.cancel');
    for (const verb of ['request.destroy', 'helpdesk.pause', '', '__proto__']) {
      expect(await ada.forges(messageId, verb, { token })).not.toBe('');
    }
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
  });
});

describe('when a card is old (T8)', () => {
  it('of yesterday: the answer is how it ended', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await marcus.presses('approval.approve');
    const press = marcus.keeps('approval.confirmApprove', { matchNumber, verifiedBy: 'inPerson' });
    await latchkey.lets(DAY);
    expect(await press()).toContain('The time ran out');
    expect((await latchkey.request('ada')).state).toBe('expired');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });

  it('a draft of an hour ago opens nothing', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    await latchkey.lets(31 * 60_000);
    expect(await ada.tries('request.confirm')).toContain(refusalText('draftExpired'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });

  it('of a request before: it says nothing about the new one', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const first = await ada.opens();
    await marcus.presses('approval.approve');
    const press = marcus.keeps('approval.confirmApprove', { matchNumber: first, verifiedBy: 'inPerson' });
    await ada.presses('request.cancel');
    await ada.opens();
    expect(await press()).toContain('Cancelled');
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await expectSound(latchkey);
  });
});

describe('when another organisation writes (T15)', () => {
  const OTHER = 'c0a7050c-1111-4a7e-9c0d-5a1e7e4a9999';

  it('is told that Latchkey is not set up there, and reaches nothing of this one', async () => {
    const { latchkey, press } = await asked();
    const conversation = { tenantId: OTHER, conversationType: 'personal', id: 'a:1other' };
    const there = { conversation, channelData: { tenant: { id: OTHER } } };
    const activity = { ...activityOf(latchkey, 'marcus', press), ...there };
    const answer = await posts(latchkey, activity, channelToken(latchkey));
    expect(answer.text).toContain(refusalText('notSetUp'));
    await latchkey.settle();
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
    await expectSound(latchkey);
  });

  it('does not get in by naming two organisations', async () => {
    const { latchkey, press } = await asked();
    const activity = { ...activityOf(latchkey, 'marcus', press), channelData: { tenant: { id: OTHER } } };
    await posts(latchkey, activity, channelToken(latchkey));
    await latchkey.settle();
    expect(await latchkey.trail('ada')).toEqual(TRAIL);
  });
});
