import { sharedSigningKey } from '../../../simulators/entra/signing-key';
import { mintChannelToken } from '../../../simulators/teams/channel-token';
import type { Handle, World } from './world';

export type RawActivity = Readonly<Record<string, unknown>>;

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** An activity as Teams would post it for this person, with whatever an attacker changes. */
export function activityOf({ cloud }: World, who: Handle, changes: RawActivity): RawActivity {
  const { teams, settings } = cloud;
  const { objectId, name } = teams.persona(who);
  const { tenantId } = settings;
  return {
    ...{ type: 'message', id: `f:${String(Math.random())}`, channelId: 'msteams', serviceUrl: teams.serviceUrl },
    from: { id: teams.channelIdOf(who), name, aadObjectId: objectId },
    conversation: { tenantId, conversationType: 'personal', id: teams.conversationIdOf(who) },
    recipient: { id: `28:${settings.bot.id}`, name: 'Latchkey' },
    channelData: { tenant: { id: tenantId } },
    ...changes,
  };
}

/** A press on a card, as an activity. */
export function pressOf(verb: string, data: RawActivity): RawActivity {
  return {
    ...{ type: 'invoke', name: 'adaptiveCard/action' },
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  };
}

/** A good token of the channel, or one with these changes. */
export function channelToken(
  { cloud }: World,
  changes: { botId?: string; serviceUrl?: string; age?: number } = {},
): string {
  const { botId = cloud.settings.bot.id, serviceUrl = cloud.teams.serviceUrl, age = 0 } = changes;
  const issuedAt = Math.floor(Date.now() / 1000) - age;
  return mintChannelToken(sharedSigningKey(), { botId, serviceUrl, issuedAt });
}

export async function posts({ url }: World, activity: RawActivity, token: string | undefined): Promise<RawAnswer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(new URL('/api/messages', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(activity),
  });
  return { status: response.status, text: await response.text() };
}
