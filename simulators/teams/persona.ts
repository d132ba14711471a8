import { createHash } from 'node:crypto';

/** A person of the local tenant who can use the local Teams. */
export interface Persona {
  /** Short handle for code and addresses: "ada". */
  readonly id: string;
  /** Entra object id, lower-case GUID. */
  readonly objectId: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  /** Who this is in the story, shown under the name: "Employee". */
  readonly role: string;
  /** BCP 47, default en-US. */
  readonly locale?: string;
  /** IANA name, default Europe/Oslo. */
  readonly timezone?: string;
  /** Whether the app is installed for this person from the start, without the bot being told. Default true. */
  readonly installed?: boolean;
}

/** A team with one channel, where the bot is a member. */
export interface Team {
  /** 19:...@thread.tacv2 */
  readonly id: string;
  readonly name: string;
  /** 19:...@thread.tacv2 */
  readonly channelId: string;
  readonly channelName: string;
  /** Handles of the personas who are in the team. */
  readonly memberIds: readonly string[];
}

/** A group chat of everybody, as any organisation has many: the bot is no member of it and hears nothing of it. */
export interface GroupChat {
  /** 19:...@thread.v2 */
  readonly id: string;
  readonly name: string;
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('/')).digest('base64url').slice(0, 40);

/** The person's id as this bot sees it (29:...): pairwise, so another bot would see another one. */
export const channelIdOf = (persona: Persona, botId: string): string => `29:1${digest(botId, persona.objectId)}`;

/** The one personal conversation of this person and this bot. */
export const personalConversationId = (persona: Persona, botId: string): string =>
  `a:1${digest('conversation', botId, persona.objectId)}`;

/** How Teams writes a member of a conversation. */
export function memberOf(persona: Persona, at: { readonly botId: string; readonly tenantId: string }) {
  const { objectId, name, givenName, surname, mail, userPrincipalName } = persona;
  return {
    id: channelIdOf(persona, at.botId),
    name,
    objectId,
    aadObjectId: objectId,
    givenName,
    surname,
    email: mail,
    userPrincipalName,
    tenantId: at.tenantId,
    userRole: 'user',
  };
}
export type Member = ReturnType<typeof memberOf>;
