import type { Server } from 'restify';
import { perform } from './act';
import type { BotAnswer } from './bot-client';
import type { VerifyBotToken } from './bot-token';
import type { CardAction } from './card';
import { connectorRoutes } from './connector-routes';
import type { Addresses, CreatedWorld } from './create-world';
import { createWorld } from './create-world';
import type { Dialogs } from './dialog';
import { dialogsIn } from './dialog';
import type { FaultSwitches } from './faults';
import { faultSwitches } from './faults';
import type { Target } from './find-message';
import { visibleMessage } from './find-message';
import type { Group } from './group';
import { groupIn } from './group';
import type { Inbox } from './inbox';
import { createInbox } from './inbox';
import type { PressOutcome } from './invoke-answer';
import type { ChatMessage, MessageRef } from './message';
import { openIdMetadataUrl, openIdRoutes } from './open-id-routes';
import type { WorldOptions } from './options';
import type { Persona, Team } from './persona';
import { channelIdOf } from './persona';
import type { PressInput, PressInputs } from './press';
import { filledAction } from './press';
import { personalPlace, personaOf, teamChannel } from './roster';
import { invokeActivity } from './sent-activity';
import { closeServer, createLoopbackServer, listenOnLoopback } from './server';
import type { Signal } from '../signal';
import { createSignal } from '../signal';
import { changeInstallation, say, sayInChannel } from './speak';
import type { TranscriptEvent } from './transcript';
import { findMessage, listMessages } from './transcript';
import type { Awaited, Matches } from './wait-in-chat';
import { takeNext, untilShown } from './wait-in-chat';
import { openChat, settled, watchChats } from './watch';
import type { Delivery, Duplicate, World } from './world';
import { post } from './world';

const PATIENCE_MS = 5_000;

export interface LocalTeamsOptions extends WorldOptions {
  /** On 127.0.0.1; 0 takes any free port. */
  readonly port: number;
  readonly verifyBotToken: VerifyBotToken;
  /** How long `nextMessage`, `shows` and their kin wait. Default 5 s. */
  readonly waitMs?: number;
  /** More routes on the same port: the panes, the outbox. */
  readonly extend?: readonly ((server: Server, teams: LocalTeams) => void)[];
}

/** Whether a person has the app from now on. */
export interface Installation {
  readonly personaId: string;
  readonly installed: boolean;
}

/**
 * A Microsoft Teams of its own on loopback: the Bot Connector and OpenID documents for the bot, and, in code, everything that
 * people do in Teams. Persons are named by handle ("ada") or by Entra object id. Waiting never polls.
 */
export class LocalTeams {
  readonly #world: World;
  readonly #addresses: Addresses;
  readonly #abort: AbortController;
  readonly #server: Server;
  readonly #inbox: Inbox;
  readonly #waitMs: number;
  /** Tells the conversation in which the bot is typing. */
  readonly typing: Signal<string> = createSignal();
  /** Tells for whom the app was added or removed, by handle. */
  readonly installations: Signal<Installation> = createSignal();
  readonly faults: FaultSwitches;
  readonly dialogs: Dialogs;
  readonly group: Group;

  private constructor(created: CreatedWorld, server: Server, options: LocalTeamsOptions) {
    this.#world = created.world;
    this.#addresses = created.addresses;
    this.#abort = created.abort;
    this.#server = server;
    this.#inbox = createInbox(created.world);
    this.faults = faultSwitches(created.world.faults);
    this.dialogs = dialogsIn(created.world);
    this.group = groupIn(created.world);
    this.#waitMs = options.waitMs ?? PATIENCE_MS;
    watchChats(created.world);
    const { roster, transcript, faults, sent } = created.world;
    const { nextId, serviceUrl } = sent;
    const onTyping = this.typing.emit;
    const { verifyBotToken } = options;
    connectorRoutes(server, { roster, transcript, faults, nextId, serviceUrl, onTyping, verifyBotToken });
    openIdRoutes(server, { key: created.key, url: serviceUrl });
    for (const extend of options.extend ?? []) extend(server, this);
  }

  /** Listens on 127.0.0.1. Rejects with code `portInUse` when the port is taken. */
  static async start(options: LocalTeamsOptions): Promise<LocalTeams> {
    const created = createWorld(options);
    const server = createLoopbackServer();
    const teams = new LocalTeams(created, server, options);
    created.addresses.own = `http://127.0.0.1:${await listenOnLoopback(server, options.port)}`;
    return teams;
  }

  get url(): string {
    return this.#addresses.own;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** What activities carry as `serviceUrl`. */
  get serviceUrl(): string {
    return this.#world.sent.serviceUrl();
  }

  get openIdMetadataUrl(): string {
    return openIdMetadataUrl(this.serviceUrl);
  }

  /** From now on the bot is told this address, of a proxy in front. */
  standBehind(url: string): void {
    this.#addresses.front = url;
  }

  get personas(): readonly Persona[] {
    return this.#world.roster.personas;
  }

  get team(): Team | undefined {
    return this.#world.roster.team;
  }

  /** Changes of any chat, as they happen. */
  get events(): Pick<Signal<TranscriptEvent>, 'subscribe'> {
    return this.#world.transcript.events;
  }

  /** Tells where the bot listens, when it starts after the local Teams. */
  pointAt(botUrl: string): void {
    this.#addresses.bot = botUrl;
  }

  /** By handle or object id; throws `unknownPersona`. */
  persona(personaId: string): Persona {
    return personaOf(this.#world.roster, personaId);
  }

  /** The person's id as the bot sees it: 29:... */
  channelIdOf(personaId: string): string {
    return channelIdOf(this.persona(personaId), this.#world.roster.botId);
  }

  /** The person's chat with the bot. */
  conversationIdOf(personaId: string): string {
    return personalPlace(this.#world.roster, this.persona(personaId)).conversationId;
  }

  isInstalled(personaId: string): boolean {
    return this.#world.roster.installed.has(this.persona(personaId).id);
  }

  /** Sends a message. Resolves when the bot has answered the request; what the bot says comes as messages. */
  say(personaId: string, text: string): Promise<Delivery> {
    return say(this.#world, this.persona(personaId), text);
  }

  /** Sends a message that mentions the bot to the team's channel. */
  sayInChannel(personaId: string, text: string): Promise<Delivery> {
    return sayInChannel(this.#world, this.persona(personaId), text);
  }

  /**
   * Presses the button with this verb on the person's current view. Of several buttons with one verb, the one whose data agrees
   * with `inputs`. Refuses what no client lets a person do: unknown inputs, required ones left empty, buttons that are not there.
   */
  async press(
    personaId: string,
    target: Target,
    verb: string,
    inputs: PressInputs = {},
    how: Pick<PressInput, 'oldClient'> = {},
  ): Promise<PressOutcome> {
    const message = this.find(personaId, target);
    return this.perform(personaId, message.id, filledAction(message, { verb, inputs, ...how }));
  }

  /** Sends this action for this message as it is, whether or not the card has it. */
  async perform(personaId: string, messageId: string, action: CardAction): Promise<PressOutcome> {
    return perform(this.#world, this.persona(personaId), this.find(personaId, messageId), action);
  }

  /** Sends any invoke from the person's own chat (message extension, dialog, a forged press) and returns the bot's HTTP answer. */
  invoke(personaId: string, name: string, value: unknown, replyToId?: string): Promise<BotAnswer> {
    const from = this.persona(personaId);
    const place = personalPlace(this.#world.roster, from);
    const reply = replyToId === undefined ? {} : { replyToId };
    return post(this.#world, invokeActivity(this.#world.sent, { from, place, name, value, ...reply }));
  }

  /** The person's chat with the bot, as she sees it now. */
  chat(personaId: string): readonly ChatMessage[] {
    return listMessages(this.#world.transcript, this.conversationIdOf(personaId), this.persona(personaId).id);
  }

  /** The team's channel, as this person sees it now. */
  channel(personaId: string): readonly ChatMessage[] {
    const { conversationId } = teamChannel(this.#world.roster);
    return listMessages(this.#world.transcript, conversationId, this.persona(personaId).id);
  }

  /** The message in the person's chat, the group, or in the channel if she is in the team; throws `unknownMessage`. */
  find(personaId: string, target: Target): ChatMessage {
    return visibleMessage(this.#world, this.persona(personaId), target);
  }

  /** The message as this person sees it now; nothing where it is gone. */
  seen(personaId: string, ref: MessageRef): ChatMessage | undefined {
    return findMessage(this.#world.transcript, ref, this.persona(personaId).id);
  }

  /** The next message or edit of the bot in the person's chat that no earlier call took; it may have come already. */
  nextMessage(personaId: string, matches: Matches = () => true): Promise<ChatMessage> {
    return takeNext(this.#world, this.#inbox, this.#awaited(personaId, matches));
  }

  /** As `nextMessage`, in the team's channel. */
  nextInChannel(matches: Matches = () => true): Promise<ChatMessage> {
    const { conversationId, team } = teamChannel(this.#world.roster);
    const waitMs = this.#waitMs;
    return takeNext(this.#world, this.#inbox, { conversationId, viewerId: team.channelName, matches, waitMs });
  }

  /** Resolves as soon as the person's chat shows a message that matches, in her current view; now or later. */
  shows(personaId: string, matches: Matches): Promise<ChatMessage> {
    return untilShown(this.#world, this.#awaited(personaId, matches));
  }

  /** Adds the app for the person and tells the bot. */
  install(personaId: string): Promise<void> {
    return this.#changeInstallation(personaId, 'add');
  }

  /** Removes the app for the person and tells the bot; from then on the connector answers 403 for her chat. */
  uninstall(personaId: string): Promise<void> {
    return this.#changeInstallation(personaId, 'remove');
  }

  /** The person looks at her chat: automatic refreshes are sent. Everybody does from the start. */
  open(personaId: string): Promise<void> {
    openChat(this.#world, this.persona(personaId));
    return settled(this.#world);
  }

  /** The person looks elsewhere: her chat is kept, and no automatic refresh is sent. */
  close(personaId: string): void {
    this.#world.roster.away.add(this.persona(personaId).id);
  }

  /** Resolves when no automatic refresh is under way. */
  settled(): Promise<void> {
    return settled(this.#world);
  }

  /** The next `Action.Execute` is sent twice at once. Resolves with the outcome of the second. */
  duplicateNextInvoke(mode: Duplicate['mode'] = 'doubleClick'): Promise<PressOutcome> {
    return new Promise((settle) => {
      this.#world.duplicate = { mode, settle };
    });
  }

  /** Closes the port and every open stream. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await settled(this.#world);
    await closeServer(this.#server);
  }

  #changeInstallation(personaId: string, action: 'add' | 'remove'): Promise<void> {
    const persona = this.persona(personaId);
    const told = changeInstallation(this.#world, persona, action);
    this.installations.emit({ personaId: persona.id, installed: action === 'add' });
    return told;
  }

  #awaited(personaId: string, matches: Matches): Awaited {
    const viewerId = this.persona(personaId).id;
    return { viewerId, conversationId: this.conversationIdOf(viewerId), matches, waitMs: this.#waitMs };
  }
}
