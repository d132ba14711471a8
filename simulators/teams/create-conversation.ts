import { z } from 'zod';
import type { ConnectorDeps } from './connector';
import { badSyntax, CONVERSATION_NOT_FOUND, post, sendActivity } from './connector';
import type { ConnectorAnswer } from './connector-answer';
import { connectorError } from './connector-answer';
import { personaByMemberId, personalPlace, placeOf, teamChannel } from './roster';

const conversationSchema = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  activity: z.unknown().optional(),
  tenantId: z.string().nullish(),
  channelData: z
    .looseObject({
      channel: z.looseObject({ id: z.string() }).nullish(),
      tenant: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
});
type ConversationRequest = z.infer<typeof conversationSchema>;

/** A thread in the channel: the activity that starts it is required, and its id names the thread. */
function createThread(deps: ConnectorDeps, request: ConversationRequest): ConnectorAnswer {
  const { conversationId } = teamChannel(deps.roster);
  const sent = sendActivity(deps, conversationId, request.activity);
  const started = z.object({ id: z.string() }).safeParse(sent.body);
  if (!started.success) return sent;
  const { id } = started.data;
  const body = { id: `${conversationId};messageid=${id}`, activityId: id, serviceUrl: deps.serviceUrl() };
  return { status: 201, body };
}

function createPersonal(deps: ConnectorDeps, request: ConversationRequest): ConnectorAnswer {
  const [member, ...others] = request.members ?? [];
  if (member === undefined || others.length > 0) return badSyntax('Exactly one member is needed.');
  const tenantId = request.tenantId ?? request.channelData?.tenant?.id;
  if (tenantId !== deps.roster.tenantId) return badSyntax('Invalid tenant id.');
  const persona = personaByMemberId(deps.roster, member.id);
  if (persona === undefined) return connectorError(403, 'Forbidden', 'User not found or not in this tenant.');
  if (!deps.roster.installed.has(persona.id)) {
    return connectorError(403, 'Forbidden', "The bot is not installed in the user's personal scope.");
  }
  const place = personalPlace(deps.roster, persona);
  const { activity } = request;
  const sent = activity === undefined || activity === null ? undefined : post(deps, place, activity);
  if (sent && sent.status >= 400) return sent;
  const activityId = z.object({ id: z.string() }).safeParse(sent?.body).data?.id;
  const body = { id: place.conversationId, serviceUrl: deps.serviceUrl(), ...(activityId && { activityId }) };
  return { status: 201, body };
}

/** Opens (or finds again) a personal chat with one person, or starts a thread in the channel. */
export function createConversation(deps: ConnectorDeps, body: unknown): ConnectorAnswer {
  const request = conversationSchema.safeParse(body);
  if (!request.success) return badSyntax('The conversation parameters cannot be read.');
  const channelId = request.data.channelData?.channel?.id;
  if (channelId === undefined) return createPersonal(deps, request.data);
  return placeOf(deps.roster, channelId)?.kind === 'channel'
    ? createThread(deps, request.data)
    : CONVERSATION_NOT_FOUND;
}
