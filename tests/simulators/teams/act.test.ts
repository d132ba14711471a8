import type { TurnContext } from 'botbuilder';
import type { Harness } from './harness';
import { answerInvoke, card, cardAnswer, cardMessage, execute, startHarness } from './harness';
import { ADA, MARCUS } from './people';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const APPROVE = execute('approval.approve', { data: { token: 't1' } });

/** Posts a card at every message and answers every press by `answer`. */
function botWith(content: object, answer: (context: TurnContext) => Promise<void>): void {
  harness.bot.onTurn = async (context) => {
    if (context.activity.type === 'invoke') return answer(context);
    await context.sendActivity(cardMessage(content));
  };
}

const invokes = () => harness.heard.filter(({ type }) => type === 'invoke');

describe('when a person presses a button', () => {
  it('sends the invoke as Teams does, and the card that comes back replaces hers', async () => {
    const { teams, heard } = harness;
    botWith(card('Approve?', [APPROVE]), (context) => answerInvoke(context, cardAnswer(card('Done'))));
    await teams.say('marcus', 'mine');
    const { id } = await teams.nextMessage('marcus');
    await expect(teams.press('marcus', id, 'approval.approve')).resolves.toMatchObject({ kind: 'card' });
    expect(heard[1]).toMatchObject({
      ...{ type: 'invoke', name: 'adaptiveCard/action', replyToId: id, channelId: 'msteams' },
      from: { id: teams.channelIdOf('marcus'), aadObjectId: MARCUS.objectId, name: 'Marcus Lind' },
      conversation: { conversationType: 'personal', id: teams.conversationIdOf('marcus') },
      channelData: { source: { name: 'message' }, tenant: { id: expect.any(String) } },
      value: { action: { ...APPROVE, data: { token: 't1' } }, trigger: 'manual' },
    });
    expect(teams.chat('marcus').at(-1)?.card).toEqual(card('Done'));
  });

  it('gives every viewer her own card until the message is edited', async () => {
    const { teams, bot } = harness;
    let posted = '';
    bot.onTurn = async (context) => {
      const { type, from, text } = context.activity;
      if (type === 'invoke') return answerInvoke(context, cardAnswer(card(`only ${from.name}`)));
      if (text.endsWith('edit'))
        return void (await context.updateActivity({ ...cardMessage(card('new')), id: posted }));
      posted = (await context.sendActivity(cardMessage(card('base', [APPROVE]))))?.id ?? '';
    };
    await teams.sayInChannel('hana', 'show');
    const { id } = await teams.nextInChannel();
    await teams.press('hana', id, 'approval.approve');
    expect(teams.find('hana', id).card).toEqual(card('only Hana Sato'));
    expect(teams.find('marcus', id).card).toEqual(card('base', [APPROVE]));
    await teams.sayInChannel('hana', 'edit');
    expect(teams.find('hana', id).card).toEqual(card('new'));
  });

  it('lets the newer card answer the next press', async () => {
    const { teams } = harness;
    botWith(card('1', [APPROVE]), (context) =>
      answerInvoke(context, cardAnswer(card('2', [execute('approval.confirmApprove')]))),
    );
    await teams.say('marcus', 'go');
    const { id } = await teams.nextMessage('marcus');
    await teams.press('marcus', id, 'approval.approve');
    await expect(teams.press('marcus', id, 'approval.approve')).rejects.toThrow('Buttons: approval.confirmApprove');
    await expect(teams.press('marcus', id, 'approval.confirmApprove')).resolves.toMatchObject({ kind: 'card' });
  });
});

describe('when the answer is no card', () => {
  const UNREACHABLE = { kind: 'error', text: 'Unable to reach app. Please try again.' };
  const message = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Already decided' };
  const error = {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'Late', message: 'Too late' },
  };

  it.each([
    [
      'a message',
      message,
      200,
      { kind: 'message', text: 'Already decided' },
      { kind: 'info', text: 'Already decided' },
    ],
    ['an error', error, 200, { kind: 'error', statusCode: 400, code: 'Late' }, { kind: 'error', text: 'Too late' }],
    ['HTTP 501', {}, 501, { kind: 'unreachable', reason: 'The app answered HTTP 501.' }, UNREACHABLE],
    ['HTTP 400 with a card', cardAnswer(card('x')), 400, { kind: 'unreachable' }, UNREACHABLE],
    ['an unknown shape', { statusCode: 200, type: 'x' }, 200, { kind: 'unreachable' }, UNREACHABLE],
  ])('shows %s under the card, which stays', async (_name, body, status, outcome, notice) => {
    const { teams } = harness;
    botWith(card('x', [APPROVE]), (context) => answerInvoke(context, body, status));
    await teams.say('marcus', 'go');
    const { id } = await teams.nextMessage('marcus');
    await expect(teams.press('marcus', id, 'approval.approve')).resolves.toMatchObject(outcome);
    expect(teams.find('marcus', id)).toMatchObject({ notice, card: card('x', [APPROVE]) });
  });

  it('gives up on a bot that does not answer in time', async () => {
    await harness.stop();
    harness = await startHarness({ botTimeoutMs: 50 });
    const { teams } = harness;
    const never = Promise.withResolvers<void>();
    botWith(card('x', [APPROVE]), () => never.promise);
    void teams.say('marcus', 'go');
    const { id } = await teams.shows('marcus', (message) => message.card !== undefined);
    const outcome = await teams.press('marcus', id, 'approval.approve');
    expect(outcome).toEqual({ kind: 'unreachable', reason: 'The app did not answer in time.' });
    never.resolve();
  });

  it('can lose an answer whose work was done', async () => {
    const { teams } = harness;
    botWith(card('x', [APPROVE]), (context) => answerInvoke(context, cardAnswer(card('Done'))));
    await teams.say('marcus', 'go');
    teams.faults.dropInvokeAnswers(1);
    await expect(teams.press('marcus', () => true, 'approval.approve')).resolves.toMatchObject({ kind: 'unreachable' });
    expect(invokes()).toHaveLength(1);
    await expect(teams.press('marcus', () => true, 'approval.approve')).resolves.toMatchObject({ kind: 'card' });
  });
});

describe('when a press arrives twice', () => {
  it.each([
    ['doubleClick', 2],
    ['retry', 1],
  ] as const)('sends two invokes for a %s, with %i different ids', async (mode, ids) => {
    const { teams } = harness;
    let count = 0;
    botWith(card('x', [APPROVE]), (context) => answerInvoke(context, cardAnswer(card(`answer ${++count}`))));
    await teams.say('marcus', 'go');
    const second = teams.duplicateNextInvoke(mode);
    const first = await teams.press('marcus', () => true, 'approval.approve');
    const seen = [first, await second].map((outcome) => outcome.kind === 'card' && outcome.card);
    expect(seen).toEqual(expect.arrayContaining([card('answer 1'), card('answer 2')]));
    expect(new Set(invokes().map(({ id }) => id)).size).toBe(ids);
    await teams.press('marcus', () => true, 'approval.approve').catch(() => undefined);
    expect(count).toBe(2);
  });
});

describe('when the client does not know Action.Execute', () => {
  it('sends the fallback as a message without text', async () => {
    const { teams, heard } = harness;
    const fallback = { type: 'Action.Submit', title: 'Approve', data: { verb: 'approval.approve', token: 't1' } };
    botWith(card('x', [{ ...APPROVE, fallback }]), () => Promise.reject(new Error('no invoke expected')));
    await teams.say('marcus', 'go');
    const { id } = await teams.nextMessage('marcus');
    const outcome = await teams.press('marcus', id, 'approval.approve', {}, { oldClient: true });
    expect(outcome).toMatchObject({ kind: 'sent', delivered: true });
    expect(heard.at(-1)).toMatchObject({ type: 'message', replyToId: id, value: fallback.data });
    expect(heard.at(-1)?.text).toBeUndefined();
  });
});

describe('when a button speaks for the person', () => {
  const submit = (msteams: object) => ({ type: 'Action.Submit', title: 'Say it', data: { msteams } });

  it.each([
    ['imBack', { type: 'imBack', value: 'help' }, 'help', { text: 'help' }],
    ['messageBack', { type: 'messageBack', text: 'help', displayText: 'Help!' }, 'Help!', { text: 'help' }],
  ])('says it by %s', async (_name, msteams, shown, sent) => {
    const { teams, heard } = harness;
    botWith(card('x', [submit(msteams)]), () => Promise.reject(new Error('no invoke expected')));
    await teams.say('ada', 'go');
    await teams.press('ada', () => true, 'Say it');
    expect(heard.at(-1)).toMatchObject({ type: 'message', ...sent });
    expect(teams.chat('ada').map(({ text }) => text)).toEqual(['go', '', shown, '']);
  });
});

describe('when somebody forges a press', () => {
  it('sends what no card offers', async () => {
    const { teams, heard } = harness;
    botWith(card('x', []), (context) => answerInvoke(context, cardAnswer(card('refused'))));
    const value = { action: { type: 'Action.Execute', verb: 'pass.reveal', data: { token: 'stolen' } } };
    await expect(teams.invoke('ada', 'adaptiveCard/action', value, '123')).resolves.toMatchObject({ status: 200 });
    expect(heard[0]).toMatchObject({ value, replyToId: '123', from: { aadObjectId: ADA.objectId } });
    expect(() => teams.find('ada', '123')).toThrow('ada sees no message 123');
  });
});
