import { connect } from 'node:net';
import { ActivityTypes, MessageFactory, TeamsInfo, TurnContext, type ConversationReference } from 'botbuilder';
import { LocalTeams } from '../../../simulators/teams/local-teams';
import { BOT_ID, TENANT_ID } from './echo-bot';
import type { Harness } from './harness';
import { card, cardMessage, execute, startHarness } from './harness';
import { ADA, MARCUS, PEOPLE } from './people';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

describe('when a person writes to the bot', () => {
  it('brings the message with a token the SDK accepts, and the answer back', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => void (await context.sendActivity(`echo: ${context.activity.text}`));
    await expect(teams.say('ada', 'I lost my phone')).resolves.toEqual({ delivered: true, status: 200 });
    await expect(teams.nextMessage('ada')).resolves.toMatchObject({ author: 'bot', text: 'echo: I lost my phone' });
    expect(teams.chat(ADA.objectId).map(({ author }) => author)).toEqual(['ada', 'bot']);
    expect(teams.chat('marcus')).toEqual([]);
  });

  it('shows that the app is unreachable when nobody listens, and keeps the message', async () => {
    const { teams, bot } = harness;
    await bot.stop();
    await expect(teams.say('ada', 'hello')).resolves.toEqual({ delivered: false, status: undefined });
    expect(teams.chat('ada')).toMatchObject([{ text: 'hello', notice: { kind: 'error' } }]);
  });

  it('shows typing for a moment only', async () => {
    const { teams, bot } = harness;
    const typing: string[] = [];
    teams.typing.subscribe((conversationId) => typing.push(conversationId));
    bot.onTurn = async (context) => void (await context.sendActivity({ type: ActivityTypes.Typing }));
    await teams.say('ada', 'hello');
    expect(typing).toEqual([teams.conversationIdOf('ada')]);
    expect(teams.chat('ada')).toHaveLength(1);
  });
});

describe('when the bot writes first', () => {
  const reference = async (member: string): Promise<Partial<ConversationReference>> => {
    const { teams, bot } = harness;
    let found: Partial<ConversationReference> = {};
    const parameters = { isGroup: false, tenantId: TENANT_ID, members: [{ id: member, name: '' }] };
    await bot.adapter.createConversationAsync(
      BOT_ID,
      'msteams',
      teams.serviceUrl,
      'https://api.botframework.com',
      // The SDK's type asks for fields that it fills itself.
      parameters as Parameters<typeof bot.adapter.createConversationAsync>[4],
      (context) => {
        found = TurnContext.getConversationReference(context.activity);
        return Promise.resolve();
      },
    );
    return found;
  };

  it.each([
    ['channel id', () => harness.teams.channelIdOf('marcus')],
    ['object id', () => MARCUS.objectId],
    ['object id in capitals', () => MARCUS.objectId.toUpperCase()],
  ])('reaches a person by %s', async (_name, member) => {
    const { teams, bot } = harness;
    await bot.adapter.continueConversationAsync(BOT_ID, await reference(member()), async (context) => {
      await context.sendActivity('Ada needs you');
    });
    await expect(teams.nextMessage('marcus')).resolves.toMatchObject({ text: 'Ada needs you' });
    expect(bot.turnErrors).toEqual([]);
  });

  it('refuses where the app is not installed, before and after a conversation exists', async () => {
    const { teams, bot } = harness;
    const known = await reference(MARCUS.objectId);
    await teams.uninstall('marcus');
    await expect(reference(MARCUS.objectId)).rejects.toMatchObject({ statusCode: 403 });
    await bot.adapter.continueConversationAsync(BOT_ID, known, async (context) => {
      await context.sendActivity('hello?');
    });
    expect(bot.turnErrors).toMatchObject([{ statusCode: 403, code: 'BotNotInConversationRoster' }]);
    await teams.install('marcus');
    await expect(reference(MARCUS.objectId)).resolves.toMatchObject({ channelId: 'msteams' });
  });

  it('edits and deletes what it wrote', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => {
      const sent = await context.sendActivity('one');
      await context.updateActivity({ ...MessageFactory.text('two'), id: sent?.id ?? '' });
      if (context.activity.text === 'and delete') await context.deleteActivity(sent?.id ?? '');
    };
    await teams.say('ada', 'edit');
    expect(teams.chat('ada').at(-1)).toMatchObject({ text: 'two', edits: 1 });
    await teams.say('ada', 'and delete');
    expect(teams.chat('ada').map(({ text }) => text)).toEqual(['edit', 'two', 'and delete']);
  });

  it('finds members by channel id and by object id', async () => {
    const { teams, bot } = harness;
    const found: unknown[] = [];
    bot.onTurn = async (context) => {
      found.push(await TeamsInfo.getMember(context, ADA.objectId));
      found.push(await TeamsInfo.getMember(context, teams.channelIdOf('ada')));
      found.push((await TeamsInfo.getPagedMembers(context)).members[0]);
    };
    await teams.say('ada', 'who am I');
    const member = { aadObjectId: ADA.objectId, userPrincipalName: ADA.userPrincipalName, tenantId: TENANT_ID };
    expect(found).toMatchObject([member, member, member]);
  });
});

describe('when the app is added and removed', () => {
  it('tells the bot as Teams does', async () => {
    const { teams, heard } = harness;
    await teams.install('ada');
    await teams.uninstall('ada');
    const members = [{ id: teams.channelIdOf('ada'), aadObjectId: ADA.objectId }, { id: `28:${BOT_ID}` }];
    expect(heard).toMatchObject([
      { type: 'conversationUpdate', membersAdded: members },
      { type: 'installationUpdate', action: 'add', from: { aadObjectId: ADA.objectId } },
      { type: 'conversationUpdate', membersRemoved: members },
      { type: 'installationUpdate', action: 'remove' },
    ]);
  });
});

describe('when a test waits for a message', () => {
  it('takes each message once, in order, whether it came before or after', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => void (await context.sendActivities([{ text: 'a' }, { text: 'b' }]));
    const early = teams.nextMessage('ada', ({ text }) => text === 'b');
    await teams.say('ada', 'go');
    await expect(early).resolves.toMatchObject({ text: 'b' });
    await expect(teams.nextMessage('ada')).resolves.toMatchObject({ text: 'a' });
  });

  it('says what was there when nothing came', async () => {
    await harness.stop();
    harness = await startHarness({ waitMs: 5 });
    const { teams, bot } = harness;
    bot.onTurn = async (context) => void (await context.sendActivity(cardMessage(card('x', [execute('a.verb')]))));
    await teams.say('ada', 'go');
    const waiting = teams.nextMessage('ada', ({ text }) => text === 'never');
    await expect(waiting).rejects.toMatchObject({ code: 'waitedTooLong', message: expect.stringContaining('a.verb') });
  });

  it('resolves `shows` as soon as the view matches', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => {
      const sent = await context.sendActivity('working');
      await context.updateActivity({ ...MessageFactory.text('done'), id: sent?.id ?? '' });
    };
    const shown = teams.shows('ada', ({ text }) => text === 'done');
    await teams.say('ada', 'go');
    await expect(shown).resolves.toMatchObject({ text: 'done' });
    await expect(teams.shows('ada', ({ text }) => text === 'done')).resolves.toMatchObject({ text: 'done' });
  });
});

describe('when it starts and stops', () => {
  it('names a busy port', async () => {
    const { port } = harness.teams;
    const options = { botId: BOT_ID, tenantId: TENANT_ID, personas: PEOPLE, verifyBotToken: () => Promise.resolve() };
    const starting = LocalTeams.start({ ...options, port });
    await expect(starting).rejects.toMatchObject({ code: 'portInUse', message: expect.stringContaining(String(port)) });
  });

  it('lets go of the port, and of streams that are open', async () => {
    const { teams } = harness;
    const socket = connect(teams.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    await teams.stop();
    await closed;
    const again = await startHarness({ port: teams.port });
    await again.stop();
  });

  it('refuses to send before it knows the bot', async () => {
    const options = { botId: BOT_ID, tenantId: TENANT_ID, personas: PEOPLE, verifyBotToken: () => Promise.resolve() };
    const lonely = await LocalTeams.start({ ...options, port: 0 });
    await expect(lonely.say('ada', 'hi')).rejects.toMatchObject({ code: 'noBot' });
    expect(() => lonely.persona('eve')).toThrow('ada, marcus, hana');
    expect(() => lonely.channel('ada')).toThrow('without a team');
    await lonely.stop();
  });
});

describe('when the team has a channel', () => {
  it('brings a mention, and the answer into the same thread', async () => {
    const { teams, bot, heard } = harness;
    bot.onTurn = async (context) => void (await context.sendActivity('3 open requests'));
    await teams.sayInChannel('hana', 'open');
    expect(heard[0]).toMatchObject({ text: '<at>Latchkey</at> open', conversation: { conversationType: 'channel' } });
    const answer = await teams.nextInChannel();
    const [question] = teams.channel('marcus');
    expect(answer).toMatchObject({ text: '3 open requests', threadId: question?.id });
    expect(teams.chat('hana')).toEqual([]);
  });

  it('tells the bot about the team and its channels', async () => {
    const { teams, bot } = harness;
    const found: unknown[] = [];
    bot.onTurn = async (context) => {
      found.push(await TeamsInfo.getTeamDetails(context), await TeamsInfo.getTeamChannels(context));
    };
    await teams.sayInChannel('hana', 'team?');
    expect(found).toMatchObject([{ name: 'IT Helpdesk' }, [{ name: 'Recovery' }]]);
  });
});
