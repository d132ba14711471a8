import { LocalTeamsError } from './errors';
import type { GroupChat, Persona, Team } from './persona';
import { channelIdOf, personalConversationId } from './persona';

/** Who is in the tenant, who has the app, who looks at the chat with the bot. */
export interface Roster {
  readonly botId: string;
  readonly tenantId: string;
  readonly personas: readonly Persona[];
  readonly team?: Team;
  readonly group?: GroupChat;
  /** Handles of the personas for whom the app is installed. */
  readonly installed: Set<string>;
  /** Handles of the personas who do not look at their chat. */
  readonly away: Set<string>;
}

export function createRoster(input: Omit<Roster, 'away' | 'installed'>): Roster {
  const installed = input.personas.filter(({ installed: has }) => has !== false).map(({ id }) => id);
  return { ...input, installed: new Set(installed), away: new Set() };
}

/** By handle or by Entra object id. */
export function personaOf(roster: Roster, id: string): Persona {
  const found = roster.personas.find((each) => each.id === id || each.objectId === id.toLowerCase());
  if (found) return found;
  const known = roster.personas.map((each) => each.id).join(', ');
  throw new LocalTeamsError('unknownPersona', `There is no persona "${id}". Known: ${known}.`);
}

/** By channel id (29:...) or by Entra object id, as Teams accepts both. */
export function personaByMemberId(roster: Roster, memberId: string): Persona | undefined {
  return roster.personas.find(
    (each) => channelIdOf(each, roster.botId) === memberId || each.objectId === memberId.toLowerCase(),
  );
}

export interface Place {
  readonly kind: 'channel' | 'group' | 'personal';
  readonly conversationId: string;
  /** The thread of a channel that the address named. */
  readonly threadId?: string;
  readonly members: readonly Persona[];
}

export function personalPlace(roster: Roster, persona: Persona): Place {
  return {
    kind: 'personal',
    conversationId: personalConversationId(persona, roster.botId),
    members: [persona],
  };
}

function channelPlace(roster: Roster, threadId: string | undefined): Place | undefined {
  const { team } = roster;
  if (team === undefined) return undefined;
  const members = team.memberIds.map((id) => personaOf(roster, id));
  return { kind: 'channel', conversationId: team.channelId, members, ...(threadId !== undefined && { threadId }) };
}

export function groupPlace({ group, personas }: Roster): Place {
  if (group === undefined) throw new LocalTeamsError('noGroup', 'This local Teams was started without a group chat.');
  return { kind: 'group', conversationId: group.id, members: personas };
}

/** The conversation that an id names: a personal chat, the group, the channel, or a thread of it (`19:...;messageid=...`). */
export function placeOf(roster: Roster, conversationId: string): Place | undefined {
  const [root, threadId] = conversationId.split(';messageid=');
  if (root === roster.team?.channelId) return channelPlace(roster, threadId);
  if (conversationId === roster.group?.id) return groupPlace(roster);
  const persona = roster.personas.find((each) => personalConversationId(each, roster.botId) === conversationId);
  return persona && personalPlace(roster, persona);
}

export function teamChannel(roster: Roster): Place & { readonly team: Team } {
  const place = channelPlace(roster, undefined);
  if (place === undefined || roster.team === undefined) {
    throw new LocalTeamsError('noTeam', 'This local Teams was started without a team.');
  }
  return { ...place, team: roster.team };
}
