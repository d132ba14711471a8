import { ChatSender } from '../../bot/chat-sender';
import { RecoveryError } from '../../recovery/errors';
import { awaiting, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { startStory, type Story } from './bot-story';
import { FakeConversations } from './fake-conversations';
import { QuietLog } from './quiet-log';

let story: Story;
beforeEach(async () => {
  story = await startStory();
});
afterEach(() => story.stop());

const message = (text: string) => ({ type: 'message', text });

function sender(conversations = new FakeConversations()) {
  const log = new QuietLog();
  const { adapter } = story.connection;
  const serviceUrl = story.teams.serviceUrl;
  return { conversations, log, sender: new ChatSender({ adapter, conversations, log, serviceUrl }) };
}

const texts = (who: string): readonly string[] => story.teams.chat(who).map(({ text }) => text);

describe('when the bot writes to somebody who never wrote to it', () => {
  it('opens their chat, learns how Teams calls them, and remembers both', async () => {
    const { sender: to, conversations } = sender();
    const chat = await to.chatWith(TENANT, WHO.ada);
    expect(chat).toEqual({
      conversationId: story.teams.conversationIdOf('ada'),
      serviceUrl: story.teams.serviceUrl,
      channelUserId: story.teams.channelIdOf('ada'),
    });
    expect(await conversations.reference(TENANT, WHO.ada)).toEqual(chat);
    expect(await to.post(TENANT, chat, message('Hello'))).toMatch(/^\d+$/);
    expect(texts('ada')).toEqual(['Hello']);
  });

  it('goes on without their name in Teams when that cannot be read', async () => {
    story.teams.faults.connector({ status: 500, operation: 'members' });
    const { sender: to, log } = sender();
    expect(await to.chatWith(TENANT, WHO.ada)).toMatchObject({ channelUserId: '' });
    expect(log.events('warn')).toEqual(['bot.member.failed']);
  });

  it('tells its caller that they do not have the app', async () => {
    const failure = sender().sender.chatWith(TENANT, WHO.mona);
    await expect(failure).rejects.toMatchObject({ statusCode: 403 });
  });

  it('does not use a reference that leads away from Teams', async () => {
    const conversations = new FakeConversations();
    const away = { conversationId: 'a:ada', serviceUrl: 'https://evil.example/', channelUserId: '29:ada' };
    await conversations.saveReference(TENANT, WHO.ada, away);
    const { sender: to, log } = sender(conversations);
    expect(await to.chatWith(TENANT, WHO.ada)).toMatchObject({ serviceUrl: story.teams.serviceUrl });
    expect(log.events('error')).toEqual(['bot.reference.foreign']);
    const failure = to.post(TENANT, away, message('Hello'));
    await expect(failure).rejects.toMatchObject({ name: 'EffectError', code: 'rejected' });
  });

  it('does not use a reference that does not hold', async () => {
    const conversations = new FakeConversations();
    jest.spyOn(conversations, 'reference').mockRejectedValue(new RecoveryError('integrity', 'forged'));
    const { sender: to, log } = sender(conversations);
    expect(await to.chatWith(TENANT, WHO.ada)).toMatchObject({ serviceUrl: story.teams.serviceUrl });
    expect(log.events('error')).toEqual(['bot.reference.integrity']);
  });
});

describe('when the connector has a fault', () => {
  const faults = [403, 404, 412, 429, 500, 502, 504];

  it.each(faults)('tries a post once and tells its caller about HTTP %i', async (status) => {
    const { sender: to } = sender();
    const chat = await to.chatWith(TENANT, WHO.ada);
    story.teams.faults.connector({ status, times: 1, operation: 'send' });
    await expect(to.post(TENANT, chat, message('Hello'))).rejects.toMatchObject({ statusCode: status });
    expect(texts('ada')).toEqual([]);
  });

  it.each(faults)('tries an edit once and tells its caller about HTTP %i', async (status) => {
    const { sender: to } = sender();
    const chat = await to.chatWith(TENANT, WHO.ada);
    const ref = { conversationId: chat.conversationId, activityId: await to.post(TENANT, chat, message('Before')) };
    story.teams.faults.connector({ status, times: 1, operation: 'update' });
    await expect(to.update(TENANT, chat, ref, message('After'))).rejects.toMatchObject({ statusCode: status });
    await to.update(TENANT, chat, ref, message('After'));
    expect(texts('ada')).toEqual(['After']);
  });

  it('does not repeat a post whose answer was lost', async () => {
    const { sender: to } = sender();
    const chat = await to.chatWith(TENANT, WHO.ada);
    story.teams.faults.dropAnswers(1);
    await expect(to.post(TENANT, chat, message('Hello'))).rejects.toBeDefined();
    expect(texts('ada')).toEqual(['Hello']);
  });

  it('is not taken for a failed turn', async () => {
    story.teams.faults.connector({ status: 502 });
    const failure = story.connection.notifier.project(awaiting());
    await expect(failure).rejects.toMatchObject({ name: 'EffectError', code: 'unavailable' });
    expect(story.log.events('error')).toEqual([]);
  });
});
