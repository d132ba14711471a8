import { createOutbox } from '../../../simulators/outbox';
import type { AccountActions } from '../../../simulators/panes/account-actions';
import { paneRoutes } from '../../../simulators/panes/pane-routes';
import type { Harness } from '../teams/harness';
import { answerInvoke, card, startHarness } from '../teams/harness';
import { ADA } from '../teams/people';

const GROUP = { id: '19:everybody@thread.v2', name: 'Everybody' };
const COMMAND = { id: 'openFor', title: 'Open…', description: 'Opens', context: ['message', 'compose'] } as const;
const unused = (): never => {
  throw new Error('nobody looks at accounts here');
};
const account: AccountActions = { methods: unused, pass: unused, enrolWithPass: unused, giveMethod: unused };

let harness: Harness;
beforeEach(async () => {
  const people = { employee: 'ada', manager: 'marcus', helpdesk: 'hana' };
  const pane = paneRoutes({ outbox: createOutbox(), account, people, commands: [COMMAND] });
  harness = await startHarness({ group: GROUP, extend: [pane] });
});
afterEach(() => harness.stop());

const getJson = async (address: string): Promise<unknown> =>
  (await fetch(`${harness.teams.url}/panes/api${address}`)).json();
const post = (address: string, body: unknown): Promise<Response> => {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${harness.teams.url}/panes/api${address}`, { method: 'POST', headers, body: JSON.stringify(body) });
};

const DIALOG = {
  task: {
    type: 'continue',
    value: { title: 'Whom?', card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card('form') } },
  },
};

describe('when the page offers what the app offers', () => {
  it('knows its commands and the chat of everybody', async () => {
    expect(await getJson('/world')).toMatchObject({ commands: [COMMAND], groupName: 'Everybody' });
  });

  it('shows everybody what somebody wrote there, and tells the bot nothing', async () => {
    await post('/people/ada/group/messages', { text: 'lunch?' });
    expect(await getJson('/people/hana/group')).toMatchObject({ messages: [{ author: 'ada', text: 'lunch?' }] });
    expect(harness.heard).toEqual([]);
  });
});

describe('when a dialog is opened on the page', () => {
  it('is asked for and sent by the way that it was opened', async () => {
    harness.bot.onTurn = (context) => answerInvoke(context, DIALOG);
    harness.teams.group.say('ada', 'I lost my phone');
    const messageId = harness.teams.group.messages('hana')[0]?.id;
    const launch = { commandId: 'openFor', context: 'message', messageId };
    const opened = await post('/people/hana/group/dialogs', { launch });
    await expect(opened.json()).resolves.toEqual({ kind: 'card', title: 'Whom?', card: card('form') });
    await post('/people/hana/group/dialogs/sent', { launch, data: { verb: 'go' } });
    expect(harness.heard).toMatchObject([
      { name: 'composeExtension/fetchTask', value: { messagePayload: { from: { user: { id: ADA.objectId } } } } },
      { name: 'composeExtension/submitAction', value: { commandId: 'openFor', data: { verb: 'go' } } },
    ]);
  });

  it('below a compose box it belongs to the conversation in view', async () => {
    harness.bot.onTurn = (context) => answerInvoke(context, DIALOG);
    for (const place of ['group', 'chat', 'channel'])
      await post(`/people/hana/${place}/dialogs`, { launch: { commandId: 'openFor', context: 'compose' } });
    const { teams } = harness;
    const places = [GROUP.id, teams.conversationIdOf('hana'), teams.team?.channelId];
    expect(harness.heard.map(({ conversation }) => conversation?.id)).toEqual(places);
  });

  it.each([
    ['no way', {}, 400],
    ['another conversation', { launch: { commandId: 'x', context: 'compose', conversationId: GROUP.id } }, 400],
    ['a place that apps have not', { launch: { commandId: 'x', context: 'tab' } }, 400],
    ['a message that is not there', { launch: { commandId: 'x', context: 'message', messageId: '1' } }, 404],
  ])('is refused for %s', async (_what, body, status) => {
    expect((await post('/people/ada/chat/dialogs', body)).status).toBe(status);
  });
});
