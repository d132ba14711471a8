import { createRoster, personalPlace, teamChannel } from '../../../simulators/teams/roster';
import type { SentDeps } from '../../../simulators/teams/sent-activity';
import {
  executeActivity,
  installActivities,
  mentionActivity,
  messageActivity,
} from '../../../simulators/teams/sent-activity';
import { BOT_ID, TENANT_ID } from './echo-bot';
import { ADA, HANA, PEOPLE, TEAM } from './people';

const roster = createRoster({ botId: BOT_ID, tenantId: TENANT_ID, personas: PEOPLE, team: TEAM });
const deps: SentDeps = { roster, serviceUrl: () => 'http://127.0.0.1:1', nextId: () => '7', now: () => 0 };
const CHAT = personalPlace(roster, ADA);

describe('when Teams writes to the bot', () => {
  it('writes a message with everything that the real one has', () => {
    expect(messageActivity(deps, ADA, CHAT, 'hi')).toEqual({
      ...{ type: 'message', id: '7', text: 'hi', textFormat: 'plain', channelId: 'msteams', locale: 'en-US' },
      ...{ timestamp: '1970-01-01T00:00:00.000Z', localTimestamp: '1970-01-01T00:00:00.000Z' },
      ...{ localTimezone: 'Europe/Oslo', serviceUrl: 'http://127.0.0.1:1' },
      from: { id: expect.stringMatching(/^29:/), name: 'Ada Berg', aadObjectId: ADA.objectId },
      recipient: { id: `28:${BOT_ID}`, name: 'Latchkey' },
      conversation: { conversationType: 'personal', tenantId: TENANT_ID, id: CHAT.conversationId },
      channelData: { tenant: { id: TENANT_ID } },
      entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Oslo' }],
    });
  });

  it('speaks the language and the time zone of the person', () => {
    const berit = { ...ADA, locale: 'nb-NO', timezone: 'Europe/Berlin' };
    const [info] = [messageActivity(deps, berit, CHAT, 'hei')['entities']].flat();
    expect(info).toMatchObject({ locale: 'nb-NO', country: 'NO', timezone: 'Europe/Berlin' });
  });

  it('starts a thread in a channel with a mention', () => {
    expect(mentionActivity(deps, HANA, teamChannel(roster), 'open')).toMatchObject({
      text: '<at>Latchkey</at> open',
      conversation: { isGroup: true, conversationType: 'channel', id: `${TEAM.channelId};messageid=7` },
      channelData: { team: { id: TEAM.id }, channel: { id: TEAM.channelId }, tenant: { id: TENANT_ID } },
      entities: [{ type: 'mention', mentioned: { id: `28:${BOT_ID}` }, text: '<at>Latchkey</at>' }, {}],
    });
  });

  it.each(['automatic', 'manual'] as const)(
    'writes a %s press with nothing of the button but what Teams sends',
    (trigger) => {
      const action = { type: 'Action.Execute', title: 'Go', verb: 'go', data: { token: 't' }, style: 'positive' };
      const sent = executeActivity(deps, { from: ADA, place: CHAT, replyToId: '3', action }, trigger);
      expect(sent).toMatchObject({ type: 'invoke', name: 'adaptiveCard/action', replyToId: '3' });
      expect(sent['value']).toEqual({
        action: { type: 'Action.Execute', title: 'Go', verb: 'go', data: { token: 't' } },
        trigger,
      });
      expect(sent['channelData']).toEqual({ tenant: { id: TENANT_ID }, source: { name: 'message' } });
    },
  );

  it('tells of an installation in two activities', () => {
    const kinds = installActivities(deps, ADA, CHAT, 'remove').map(({ type }) => type);
    expect(kinds).toEqual(['conversationUpdate', 'installationUpdate']);
  });
});
