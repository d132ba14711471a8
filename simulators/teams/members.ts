import type { ConnectorDeps } from './connector';
import { CONVERSATION_NOT_FOUND, refusal } from './connector';
import type { ConnectorAnswer } from './connector-answer';
import { connectorError } from './connector-answer';
import type { Member } from './persona';
import { memberOf } from './persona';
import { placeOf } from './roster';

function membersIn(deps: ConnectorDeps, conversationId: string): ConnectorAnswer | readonly Member[] {
  const place = placeOf(deps.roster, conversationId);
  if (place === undefined) return CONVERSATION_NOT_FOUND;
  return refusal(deps, place) ?? place.members.map((persona) => memberOf(persona, deps.roster));
}

export function listMembers(deps: ConnectorDeps, conversationId: string): ConnectorAnswer {
  const members = membersIn(deps, conversationId);
  return 'status' in members ? members : { status: 200, body: members };
}

export function pagedMembers(deps: ConnectorDeps, conversationId: string): ConnectorAnswer {
  const members = membersIn(deps, conversationId);
  return 'status' in members ? members : { status: 200, body: { members } };
}

export function getMember(deps: ConnectorDeps, conversationId: string, memberId: string): ConnectorAnswer {
  const members = membersIn(deps, conversationId);
  if ('status' in members) return members;
  const found = members.find(({ id, objectId }) => id === memberId || objectId === memberId.toLowerCase());
  return found
    ? { status: 200, body: found }
    : connectorError(404, 'MemberNotFoundInConversation', 'The member is not in the conversation.');
}

/** The team, or its channels. */
export function getTeam(deps: ConnectorDeps, teamId: string, part: 'channels' | 'details'): ConnectorAnswer {
  const { team } = deps.roster;
  if (team?.id !== teamId) return connectorError(404, 'NotFound', 'Team not found.');
  if (part === 'channels') {
    return { status: 200, body: { conversations: [{ id: team.channelId, name: team.channelName }] } };
  }
  return { status: 200, body: { id: team.id, name: team.name, channelCount: 1, memberCount: team.memberIds.length } };
}
