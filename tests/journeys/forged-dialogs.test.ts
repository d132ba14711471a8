import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { COMMAND } from './support/dialog';
import { peopleOf } from './support/people';
import type { RawActivity } from './support/raw-activity';
import { activityOf, channelToken, posts } from './support/raw-activity';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ADA = 'ada.lindqvist@contoso.example';
const STRANGER = '00000000-0000-4000-8000-0000000000aa';
const FORM = { verb: 'helpdesk.openFor', person: ADA, scenario: 'lostPhone' };

const invoke = (name: string, value: unknown): RawActivity => ({ type: 'invoke', name, value });
const fetching = (more: object = {}): RawActivity =>
  invoke('composeExtension/fetchTask', { commandId: COMMAND, commandContext: 'message', ...more });
const sending = (data: unknown, more: object = {}): RawActivity =>
  invoke('composeExtension/submitAction', { commandId: COMMAND, data, ...more });

const post = (latchkey: World, who: Handle, changes: RawActivity) =>
  posts(latchkey, activityOf(latchkey, who, changes), channelToken(latchkey));

/** What the dialog shows, as one text. Fails where Teams would show an error. */
async function shown(latchkey: World, who: Handle, changes: RawActivity): Promise<string> {
  const { status, text } = await post(latchkey, who, changes);
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ task: { type: 'continue', value: { card: { content: {} } } } });
  return text;
}

describe('when a dialog is asked for by nobody whom we know', () => {
  it.each([
    ['no object id', { from: { id: '29:x', name: 'Ada Lindqvist' } }, 'identityMissing'],
    [
      'an organisation that is not served',
      { channelData: { tenant: { id: STRANGER } }, conversation: { id: 'a:1', tenantId: STRANGER } },
      'notSetUp',
    ],
    ['two organisations', { channelData: { tenant: { id: STRANGER } } }, 'notSetUp'],
  ] as const)('%s: told so in a dialog, and nothing is read', async (_what, changes, code) => {
    const latchkey = await world();
    for (const asked of [fetching(), sending({ ...FORM, proof: 'proof.video', ticket: 'INC1' })]) {
      const text = await shown(latchkey, 'hana', { ...asked, ...changes });
      expect(text).toContain(refusalText(code));
      expect(text).not.toContain('ada.lindqvist');
    }
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });
});

describe('when what a dialog sends was made up (T6, T16)', () => {
  it('who presses, for whom and as what comes from the activity and the directory, never from the data', async () => {
    const latchkey = await world();
    const claimed = { presser: PEOPLE.hana, requester: PEOPLE.hana, tenantId: STRANGER, helpdesk: true, own: true };
    const data = { ...FORM, ...claimed, proof: 'proof.video', ticket: 'INC1', place: 'inPerson' };
    const draft = await shown(latchkey, 'elias', sending(data, { from: { aadObjectId: PEOPLE.hana } }));
    const token = /"token":"([^"]+)"/.exec(draft)?.[1] ?? '';
    await shown(latchkey, 'elias', sending({ verb: 'request.confirm', token, ...claimed, methods: 'm1' }));
    await latchkey.settle();
    const request = await latchkey.request('ada');
    expect(request).toMatchObject({ requester: PEOPLE.elias, employeeConfirmed: false, slots: [] });
    expect(request.proof).toBeUndefined();
    expect(request.delivery.place).toBe('teams');
  });

  it('somebody else’s draft is an outdated card', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    await elias.says(`open for ${ADA}`);
    const { token } = elias.holds('request.confirm');
    const text = await shown(latchkey, 'ingrid', sending({ verb: 'request.confirm', token }));
    expect(text).toContain(refusalText('cardOutdated'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });

  it('no other verb goes by a dialog, with the right token neither', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.seesButton('approval.approve');
    const his = marcus.holds('approval.approve').token;
    const hers = ada.holds('request.cancel').token;
    const approve = { verb: 'approval.confirmApprove', matchNumber: number, verifiedBy: 'inPerson' };
    for (const name of ['task/submit', 'composeExtension/submitAction']) {
      const value = (data: object) => invoke(name, { commandId: COMMAND, data });
      await shown(latchkey, 'marcus', value({ ...approve, token: his }));
      await shown(latchkey, 'ada', value({ verb: 'request.refresh', token: hers }));
      await shown(latchkey, 'ada', value({ action: { verb: 'request.fraud', data: { token: hers } } }));
    }
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(await marcus.approves(number)).toMatch(/^\d{6}$/);
  });

  it('deep, huge and missing things are refused in words, and the next one works', async () => {
    const latchkey = await world();
    const deep: unknown = JSON.parse('['.repeat(900) + ']'.repeat(900));
    const odd: readonly RawActivity[] = [
      ...[fetching({ messagePayload: deep }), fetching({ messagePayload: { from: deep, body: { content: deep } } })],
      fetching({ messagePayload: { body: { content: '<div '.repeat(20_000) } } }),
      ...[sending(deep), sending(undefined), sending({ ...FORM, person: deep }), sending({ verb: deep })],
      ...[sending({ ...FORM, person: 'x'.repeat(50_000) }), sending({ ...FORM, scenario: '__proto__' })],
      ...['task/fetch', 'task/submit', 'composeExtension/fetchTask'].map((name) => invoke(name, deep)),
      ...['task/fetch', 'task/submit', 'composeExtension/submitAction'].map((name) => invoke(name, null)),
    ];
    for (const one of odd) await shown(latchkey, 'elias', one);
    expect(latchkey.log.filter((line) => line.includes('bot.turn.failed'))).toEqual([]);
    expect(await shown(latchkey, 'elias', sending(FORM))).toContain('request.confirm');
  });
});

describe('when a dialog is opened in a chat of two people', () => {
  it('that chat does not become the one with the bot, whatever it is called', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    const between = { id: '19:elias_ada@unq.gbl.spaces', conversationType: 'personal' };
    const { tenantId } = latchkey.cloud.settings;
    const draft = await shown(latchkey, 'elias', { ...sending(FORM), conversation: { ...between, tenantId } });
    const token = /"token":"([^"]+)"/.exec(draft)?.[1] ?? '';
    const confirm = sending({ verb: 'request.confirm', token });
    await shown(latchkey, 'elias', { ...confirm, conversation: { ...between, tenantId } });
    await latchkey.settle();
    await elias.sees('was asked in their own chat');
    const kept = await latchkey.latchkey.storage.conversations.reference(tenantId, PEOPLE.elias);
    expect(kept?.conversationId).toBe(latchkey.cloud.teams.conversationIdOf('elias'));
  });
});
