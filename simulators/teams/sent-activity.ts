import { randomUUID } from 'node:crypto';
import type { CardAction } from './card';
import type { Persona } from './persona';
import { channelIdOf } from './persona';
import type { Place, Roster } from './roster';

/** What Teams posts to the bot, as JSON. */
export type SentActivity = Readonly<Record<string, unknown>> & { readonly type: string; readonly id: string };

export interface SentDeps {
  readonly roster: Roster;
  readonly serviceUrl: () => string;
  readonly nextId: () => string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

const BOT_NAME = 'Latchkey';
/** A person's locale decides the language of the client; its country is only a hint. */
const countryOf = (locale: string): string => locale.split('-')[1] ?? 'US';

const botAccount = (roster: Roster) => ({ id: `28:${roster.botId}`, name: BOT_NAME });

function conversationOf(roster: Roster, place: Place) {
  const common = { tenantId: roster.tenantId };
  if (place.kind === 'personal') return { ...common, conversationType: 'personal', id: place.conversationId };
  if (place.kind === 'group')
    return { ...common, isGroup: true, conversationType: 'groupChat', id: place.conversationId };
  const thread = place.threadId === undefined ? '' : `;messageid=${place.threadId}`;
  return { ...common, isGroup: true, conversationType: 'channel', id: `${place.conversationId}${thread}` };
}

function channelDataOf(roster: Roster, place: Place) {
  const tenant = { id: roster.tenantId };
  const { team } = roster;
  if (place.kind !== 'channel' || team === undefined) return { tenant };
  const { id, name, channelId } = team;
  return { tenant, teamsChannelId: channelId, teamsTeamId: id, channel: { id: channelId }, team: { id, name } };
}

/** What every activity of a person carries. */
function envelope(deps: SentDeps, persona: Persona, place: Place) {
  const { locale = 'en-US', timezone = 'Europe/Oslo' } = persona;
  const timestamp = new Date(deps.now()).toISOString();
  return {
    ...{ timestamp, localTimestamp: timestamp, localTimezone: timezone, channelId: 'msteams' },
    serviceUrl: deps.serviceUrl(),
    from: { id: channelIdOf(persona, deps.roster.botId), name: persona.name, aadObjectId: persona.objectId },
    conversation: conversationOf(deps.roster, place),
    recipient: botAccount(deps.roster),
    entities: [{ type: 'clientInfo', locale, country: countryOf(locale), platform: 'Web', timezone }],
    channelData: channelDataOf(deps.roster, place),
    locale,
  };
}

export function messageActivity(deps: SentDeps, from: Persona, place: Place, text: string): SentActivity {
  return { type: 'message', id: deps.nextId(), ...envelope(deps, from, place), text, textFormat: 'plain' };
}

/** A message in a channel reaches the bot only when it mentions it. */
export function mentionActivity(deps: SentDeps, from: Persona, place: Place, text: string): SentActivity {
  const common = envelope(deps, from, place);
  const at = `<at>${BOT_NAME}</at>`;
  const mention = { type: 'mention', mentioned: botAccount(deps.roster), text: at };
  const id = deps.nextId();
  return {
    ...{ type: 'message', id, ...common, text: `${at} ${text}`, textFormat: 'plain' },
    conversation: conversationOf(deps.roster, { threadId: id, ...place }),
    entities: [mention, ...common.entities],
  };
}

export interface Pressed {
  readonly from: Persona;
  readonly place: Place;
  /** The activity that shows the card. */
  readonly replyToId: string;
  /** The button, its inputs already merged into `data`. */
  readonly action: CardAction;
}

/** `Action.Submit` arrives as a message without text, unless the card gave it one (`messageBack`). */
export function submitActivity(
  deps: SentDeps,
  { from, place, replyToId, action }: Pressed,
  text?: string,
): SentActivity {
  const said = text === undefined ? {} : { text };
  const value = action.data ?? {};
  return { type: 'message', id: deps.nextId(), ...envelope(deps, from, place), replyToId, value, ...said };
}

export interface Invoked {
  readonly from: Persona;
  readonly place: Place;
  readonly name: string;
  readonly value: unknown;
  readonly replyToId?: string;
}

export function invokeActivity(deps: SentDeps, { from, place, name, value, replyToId }: Invoked): SentActivity {
  const common = envelope(deps, from, place);
  return {
    ...{ type: 'invoke', name, id: `f:${randomUUID()}`, ...common, value },
    channelData: { ...common.channelData, source: { name: 'message' } },
    ...(replyToId !== undefined && { replyToId }),
  };
}

/** `Action.Execute` arrives as an invoke; `automatic` is the client's own refresh, nobody pressed. */
export function executeActivity(deps: SentDeps, pressed: Pressed, trigger: 'automatic' | 'manual'): SentActivity {
  const { from, place, replyToId, action } = pressed;
  const { type, id, title, verb, data = {} } = action;
  const named = { ...(id && { id }), ...(title && { title }), ...(verb && { verb }) };
  const value = { action: { type, ...named, data }, trigger };
  return invokeActivity(deps, { from, place, name: 'adaptiveCard/action', value, replyToId });
}

/** What the bot hears when the app is added for a person, or removed. */
export function installActivities(deps: SentDeps, from: Persona, place: Place, action: 'add' | 'remove') {
  const common = envelope(deps, from, place);
  const members = [{ id: common.from.id, aadObjectId: from.objectId }, { id: common.recipient.id }];
  const changed = action === 'add' ? { membersAdded: members } : { membersRemoved: members };
  const installation: SentActivity = { type: 'installationUpdate', action, id: `f:${randomUUID()}`, ...common };
  const update: SentActivity = { type: 'conversationUpdate', id: `f:${randomUUID()}`, ...common, ...changed };
  return [update, installation];
}
