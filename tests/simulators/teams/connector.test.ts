import type { ConnectorDeps } from '../../../simulators/teams/connector';
import { deleteActivity, sendActivity, updateActivity } from '../../../simulators/teams/connector';
import { createConversation } from '../../../simulators/teams/create-conversation';
import { getMember } from '../../../simulators/teams/members';
import { channelIdOf, personalConversationId } from '../../../simulators/teams/persona';
import { createRoster } from '../../../simulators/teams/roster';
import { createTranscript, listMessages } from '../../../simulators/teams/transcript';
import { BOT_ID, TENANT_ID } from './echo-bot';
import { ADA, MARCUS, PEOPLE, TEAM } from './people';

const ADA_CHAT = personalConversationId(ADA, BOT_ID);

function connector(): ConnectorDeps & { readonly typed: string[] } {
  let last = 0;
  const typed: string[] = [];
  return {
    roster: createRoster({ botId: BOT_ID, tenantId: TENANT_ID, personas: PEOPLE, team: TEAM }),
    transcript: createTranscript({ now: () => 1_000 }),
    nextId: () => String(++last),
    serviceUrl: () => 'http://127.0.0.1:1',
    onTyping: (conversationId) => typed.push(conversationId),
    typed,
  };
}

const refused = (code: string) => ({ body: { error: { code } } });

describe('when the bot sends', () => {
  it.each([
    ['an unknown conversation', 'a:unknown', { type: 'message' }, 404, 'ConversationNotFound'],
    ['something without a type', ADA_CHAT, { text: 'x' }, 400, 'BadSyntax'],
    ['no body', ADA_CHAT, undefined, 400, 'BadSyntax'],
    ['a message over 100 KB', ADA_CHAT, { type: 'message', text: 'x'.repeat(102_400) }, 413, 'MessageSizeTooBig'],
    [
      'a card that is no object',
      ADA_CHAT,
      { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: '{}' }] },
      ...([400, 'BadSyntax'] as const),
    ],
  ])('refuses %s', (_name, conversationId, body, status, code) => {
    const deps = connector();
    expect(sendActivity(deps, conversationId, body)).toMatchObject({ status, ...refused(code) });
    expect(listMessages(deps.transcript, ADA_CHAT, 'ada')).toEqual([]);
  });

  it('keeps text, format, cards and suggestions', () => {
    const deps = connector();
    const content = { type: 'AdaptiveCard', body: [] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }, { contentType: 'x/y' }];
    const suggestedActions = {
      to: [],
      actions: [{ type: 'imBack', title: 'Help', value: 'help' }, { title: 'Status' }],
    };
    const body = { type: 'message', text: '**hi**', attachments, suggestedActions, textFormat: null };
    expect(sendActivity(deps, ADA_CHAT, body)).toEqual({ status: 201, body: { id: '1' } });
    expect(listMessages(deps.transcript, ADA_CHAT, 'ada')).toMatchObject([
      { text: '**hi**', format: 'markdown', cards: [content], suggestions: ['help', 'Status'], sentAt: 1_000 },
    ]);
  });

  it('passes typing on without keeping it', () => {
    const deps = connector();
    expect(sendActivity(deps, ADA_CHAT, { type: 'typing' })).toMatchObject({ status: 202 });
    expect(deps.typed).toEqual([ADA_CHAT]);
    expect(listMessages(deps.transcript, ADA_CHAT, 'ada')).toEqual([]);
  });
});

describe('when the bot changes a message', () => {
  const act = {
    update: (deps: ConnectorDeps, id: string) =>
      updateActivity(deps, { conversationId: ADA_CHAT, id }, { type: 'message', text: 'new' }),
    delete: (deps: ConnectorDeps, id: string) => deleteActivity(deps, { conversationId: ADA_CHAT, id }),
  };

  it.each(['update', 'delete'] as const)('%ss one that stands, and answers 404 for others', (name) => {
    const deps = connector();
    sendActivity(deps, ADA_CHAT, { type: 'message', text: 'old' });
    expect(act[name](deps, '2')).toMatchObject({ status: 404, ...refused('ActivityNotFoundInConversation') });
    expect(act[name](deps, '1')).toEqual({ status: 200, body: { id: '1' } });
    const texts = listMessages(deps.transcript, ADA_CHAT, 'ada').map(({ text }) => text);
    expect(texts).toEqual(name === 'update' ? ['new'] : []);
  });

  it.each(['update', 'delete'] as const)('may not %s where the app was removed', (name) => {
    const deps = connector();
    sendActivity(deps, ADA_CHAT, { type: 'message', text: 'old' });
    deps.roster.installed.delete('ada');
    expect(act[name](deps, '1')).toMatchObject({ status: 403, ...refused('BotNotInConversationRoster') });
    expect(listMessages(deps.transcript, ADA_CHAT, 'ada')).toMatchObject([{ text: 'old' }]);
  });
});

describe('when the bot opens a conversation', () => {
  const member = { id: MARCUS.objectId };
  const good = { members: [member], tenantId: TENANT_ID };

  it('finds the one chat with that person, however she is named', () => {
    const deps = connector();
    const id = personalConversationId(MARCUS, BOT_ID);
    const answer = { status: 201, body: { id, serviceUrl: 'http://127.0.0.1:1' } };
    expect(createConversation(deps, good)).toEqual(answer);
    expect(createConversation(deps, { ...good, members: [{ id: channelIdOf(MARCUS, BOT_ID) }] })).toEqual(answer);
  });

  it('sends the activity that comes with it', () => {
    const deps = connector();
    const activity = { type: 'message', text: 'hello' };
    expect(createConversation(deps, { ...good, activity })).toMatchObject({ body: { activityId: '1' } });
    expect(createConversation(deps, { ...good, activity: {} })).toMatchObject({ status: 400 });
  });

  it('takes the tenant from channelData too', () => {
    const inChannelData = { members: [member], channelData: { tenant: { id: TENANT_ID } } };
    expect(createConversation(connector(), inChannelData)).toMatchObject({ status: 201 });
  });

  it.each([
    ['nobody', { ...good, members: [] }, 400, 'BadSyntax'],
    ['two people', { ...good, members: [member, { id: ADA.objectId }] }, 400, 'BadSyntax'],
    ['another tenant', { ...good, tenantId: 'other' }, 400, 'BadSyntax'],
    ['no tenant', { members: [member] }, 400, 'BadSyntax'],
    ['a stranger', { ...good, members: [{ id: '29:nobody' }] }, 403, 'Forbidden'],
    ['an unknown channel', { channelData: { channel: { id: '19:other' } } }, 404, 'ConversationNotFound'],
    ['a thread without its first message', { channelData: { channel: { id: TEAM.channelId } } }, 400, 'BadSyntax'],
    ['no object', 'x', 400, 'BadSyntax'],
  ])('refuses %s', (_name, body, status, code) => {
    expect(createConversation(connector(), body)).toMatchObject({ status, ...refused(code) });
  });

  it('refuses a person without the app', () => {
    const deps = connector();
    deps.roster.installed.delete('marcus');
    expect(createConversation(deps, good)).toMatchObject({ status: 403, ...refused('Forbidden') });
  });

  it('starts a thread in the channel', () => {
    const deps = connector();
    const activity = { type: 'message', text: 'New request' };
    const answer = createConversation(deps, {
      isGroup: true,
      channelData: { channel: { id: TEAM.channelId } },
      activity,
    });
    const threadId = `${TEAM.channelId};messageid=1`;
    expect(answer).toMatchObject({ status: 201, body: { id: threadId, activityId: '1' } });
    sendActivity(deps, threadId, { type: 'message', text: 'more' });
    const thread = listMessages(deps.transcript, TEAM.channelId, 'hana');
    expect(thread.map(({ text, threadId: at }) => [text, at])).toEqual([
      ['New request', '1'],
      ['more', '1'],
    ]);
  });
});

describe('when the bot asks for a member', () => {
  it('knows the channel as well, and only who is in it', () => {
    const deps = connector();
    expect(getMember(deps, TEAM.channelId, MARCUS.objectId)).toMatchObject({ body: { userRole: 'user' } });
    expect(getMember(deps, TEAM.channelId, ADA.objectId)).toMatchObject({ status: 404 });
    expect(getMember(deps, ADA_CHAT, MARCUS.objectId)).toMatchObject(refused('MemberNotFoundInConversation'));
  });
});
