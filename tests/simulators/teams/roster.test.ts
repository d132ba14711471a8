import { channelIdOf, memberOf, personalConversationId } from '../../../simulators/teams/persona';
import { createRoster, personaByMemberId, personaOf, placeOf, teamChannel } from '../../../simulators/teams/roster';
import { BOT_ID, TENANT_ID } from './echo-bot';
import { ADA, HANA, MARCUS, PEOPLE, TEAM } from './people';

const without = { ...HANA, installed: false };
const roster = createRoster({ botId: BOT_ID, tenantId: TENANT_ID, personas: [ADA, MARCUS, without], team: TEAM });

describe('when ids are made', () => {
  it('gives each person one id and one chat per bot, and another bot others', () => {
    expect(channelIdOf(ADA, BOT_ID)).toMatch(/^29:1[\w-]{40}$/);
    expect(personalConversationId(ADA, BOT_ID)).toMatch(/^a:1[\w-]{40}$/);
    const ids = PEOPLE.flatMap((each) => [channelIdOf(each, BOT_ID), channelIdOf(each, 'other')]);
    expect(new Set(ids).size).toBe(6);
  });

  it('writes a member as Teams does', () => {
    const member = memberOf(ADA, { botId: BOT_ID, tenantId: TENANT_ID });
    expect(member).toMatchObject({ id: channelIdOf(ADA, BOT_ID), aadObjectId: ADA.objectId, userRole: 'user' });
    expect(member).toMatchObject({ email: ADA.mail, givenName: 'Ada', surname: 'Berg', tenantId: TENANT_ID });
  });
});

describe('when somebody is looked up', () => {
  it.each([
    ['handle', 'ada', ADA],
    ['object id', MARCUS.objectId, MARCUS],
    ['object id in capitals', MARCUS.objectId.toUpperCase(), MARCUS],
  ])('is found by %s', (_name, id, persona) => {
    expect(personaOf(roster, id)).toBe(persona);
  });

  it('is found by the ids that the connector knows, and by no handle', () => {
    expect(personaByMemberId(roster, channelIdOf(ADA, BOT_ID))).toBe(ADA);
    expect(personaByMemberId(roster, ADA.objectId)).toBe(ADA);
    expect(personaByMemberId(roster, 'ada')).toBeUndefined();
  });

  it('has the app from the start unless told otherwise', () => {
    expect([...roster.installed]).toEqual(['ada', 'marcus']);
  });
});

describe('when a conversation is looked up', () => {
  it.each([
    ['a chat', personalConversationId(ADA, BOT_ID), { kind: 'personal', members: [ADA] }],
    ['the channel', TEAM.channelId, { kind: 'channel', members: [without, MARCUS] }],
    ['a thread', `${TEAM.channelId};messageid=7`, { kind: 'channel', conversationId: TEAM.channelId, threadId: '7' }],
  ])('finds %s', (_name, id, place) => {
    expect(placeOf(roster, id)).toMatchObject(place);
  });

  it('finds nothing else', () => {
    expect(placeOf(roster, 'a:unknown')).toBeUndefined();
    const alone = createRoster({ botId: BOT_ID, tenantId: TENANT_ID, personas: [ADA] });
    expect(placeOf(alone, TEAM.channelId)).toBeUndefined();
    expect(() => teamChannel(alone)).toThrow(expect.objectContaining({ code: 'noTeam' }));
  });
});
