import type { TurnContext } from 'botbuilder';
import { filledDialog } from '../../../simulators/teams/dialog';
import type { Harness } from './harness';
import { answerInvoke, card, cardMessage, execute, startHarness } from './harness';
import { ADA, HANA } from './people';

const GROUP = { id: '19:everybody@thread.v2', name: 'Everybody' };

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ group: GROUP });
});
afterEach(() => harness.stop());

const shows = (content: object, title = 'Hello') => ({
  task: {
    type: 'continue',
    value: { title, card: { contentType: 'application/vnd.microsoft.card.adaptive', content } },
  },
});
const answering = (body: object, status = 200): void => {
  harness.bot.onTurn = (context: TurnContext) => answerInvoke(context, body, status);
};

const COMMAND = { commandId: 'openFor' };

describe('when somebody chooses an action of the app from a message', () => {
  it('sends the message as Teams does, from the chat in which it stands', async () => {
    const { teams, heard } = harness;
    answering(shows(card('Whom?')));
    teams.group.say('ada', 'I <lost> my phone & cry');
    const [message] = teams.group.messages('hana');
    const messageId = message?.id ?? '';
    const opened = await teams.dialogs.open('hana', { ...COMMAND, context: 'message', messageId });
    expect(opened).toEqual({ kind: 'card', title: 'Hello', card: card('Whom?') });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      ...{ type: 'invoke', name: 'composeExtension/fetchTask' },
      from: { aadObjectId: HANA.objectId },
      conversation: { id: GROUP.id, conversationType: 'groupChat', isGroup: true },
      value: {
        ...{ commandId: 'openFor', commandContext: 'message', context: { theme: 'default' } },
        messagePayload: {
          id: messageId,
          from: { user: { userIdentityType: 'aadUser', id: ADA.objectId, displayName: 'Ada Berg' }, application: null },
          body: { contentType: 'html', content: '<div><div>I &lt;lost&gt; my phone &amp; cry</div></div>' },
        },
      },
    });
  });

  it('sends what is filled in by the same way', async () => {
    const { teams, heard } = harness;
    answering({});
    const sent = await teams.dialogs.send('ada', { ...COMMAND, context: 'commandBox' }, { verb: 'go', person: 'x' });
    expect(sent).toEqual({ kind: 'closed' });
    expect(heard[0]).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { commandId: 'openFor', commandContext: 'commandbox', data: { verb: 'go', person: 'x' } },
      conversation: { id: teams.conversationIdOf('ada') },
    });
  });

  it('opens it below the compose box of a chat that the person is in, and of no other', async () => {
    const { teams, heard } = harness;
    answering(shows(card('Whom?')));
    await teams.dialogs.open('ada', { ...COMMAND, context: 'compose', conversationId: GROUP.id });
    expect(heard[0]?.conversation?.id).toBe(GROUP.id);
    const conversationId = teams.conversationIdOf('hana');
    await expect(teams.dialogs.open('ada', { ...COMMAND, context: 'compose', conversationId })).rejects.toThrow();
  });
});

describe('when a button of a card opens a dialog', () => {
  it('names the message of the card and its data', async () => {
    const { teams, heard, bot } = harness;
    bot.onTurn = async (context) => {
      if (context.activity.type === 'invoke') return answerInvoke(context, shows(card('Whom?')));
      await context.sendActivity(cardMessage(card('For somebody else')));
    };
    await teams.say('ada', 'hi');
    const { id } = await teams.nextMessage('ada');
    const launch = { messageId: id, data: { msteams: { type: 'task/fetch' }, dialog: 'x' } };
    await teams.dialogs.open('ada', launch);
    await teams.dialogs.send('ada', launch, { verb: 'go' });
    expect(heard.slice(1)).toMatchObject([
      { name: 'task/fetch', replyToId: id, value: { data: { dialog: 'x' }, context: { theme: 'default' } } },
      { name: 'task/submit', replyToId: id, value: { data: { verb: 'go' } } },
    ]);
  });
});

describe('when such a button is pressed as any other', () => {
  it('is refused: no client sends it', async () => {
    const { teams, heard, bot } = harness;
    const submit = { type: 'Action.Submit', title: 'Go', data: { msteams: { type: 'task/fetch' } } };
    bot.onTurn = async (context) => void (await context.sendActivity(cardMessage(card('x', [submit]))));
    await teams.say('ada', 'hi');
    const { id } = await teams.nextMessage('ada');
    await expect(teams.press('ada', id, 'Go')).rejects.toThrow('opens a dialog');
    expect(heard).toHaveLength(1);
  });
});

describe('when the bot answers a dialog otherwise', () => {
  const EXTENSION = { ...COMMAND, context: 'compose' } as const;
  const answers: readonly (readonly [string, object, number, string])[] = [
    ['with a plain message', { task: { type: 'message', value: 'Done' } }, 200, 'Something went wrong.'],
    ['as to a button', { statusCode: 200, type: 'x', value: 'y' }, 200, 'does not know'],
    ['with HTTP 400', {}, 400, 'HTTP 400'],
    ['with nothing', {}, 200, 'gave no dialog'],
  ];
  it.each(answers)('%s, the person sees an error', async (_how, body, status, reason) => {
    answering(body, status);
    const opened = await harness.teams.dialogs.open('ada', EXTENSION);
    expect(opened).toMatchObject({ kind: 'error', reason: expect.stringContaining(reason) });
  });

  it('and where the answer is lost on its way', async () => {
    answering(shows(card('Whom?')));
    harness.teams.faults.dropInvokeAnswers(1);
    expect(await harness.teams.dialogs.open('ada', EXTENSION)).toMatchObject({ kind: 'error' });
  });

  it('a plain message is shown after a dialog of a card alone', async () => {
    answering({ task: { type: 'message', value: 'Done' } });
    harness.teams.group.say('ada', 'hi');
    const messageId = harness.teams.group.messages('ada')[0]?.id ?? '';
    const sent = await harness.teams.dialogs.send('ada', { messageId, data: {} }, {});
    expect(sent).toEqual({ kind: 'message', text: 'Done' });
  });
});

describe('when a button of a dialog is pressed', () => {
  it('merges the inputs into its data', () => {
    const submit = { type: 'Action.Submit', title: 'Go', data: { verb: 'go', token: 't' } };
    const form = { ...card('Whom?', [submit]), body: [{ type: 'Input.Text', id: 'person', isRequired: true }] };
    expect(filledDialog(form, 'go', { person: 'ada' })).toEqual({ verb: 'go', token: 't', person: 'ada' });
    expect(() => filledDialog(form, 'go', {})).toThrow('required');
  });

  it('knows no Execute', () => {
    expect(() => filledDialog(card('Whom?', [execute('go')]), 'go', {})).toThrow('Action.Execute');
  });
});

describe('when people write to each other', () => {
  it('the bot hears nothing of it, and may not write there', async () => {
    const { teams, heard } = harness;
    teams.group.say('ada', 'lunch?');
    expect(teams.group.messages('hana')).toMatchObject([{ author: 'ada', text: 'lunch?' }]);
    expect(heard).toEqual([]);
    expect(teams.group.about).toEqual(GROUP);
  });
});
