import { z } from 'zod';
import { Secret } from '../../platform/secret';
import type { Launch } from '../teams/dialog';
import { LocalTeamsError } from '../teams/errors';
import { NEW_METHOD_KINDS } from './account-actions';
import type { PaneState, Viewed } from './pane-state';
import { conversationOf, messagesOf, noteSign, tellUnread, unreadCount } from './pane-state';
import type { PaneAccount, PaneChat, PanePersona, PaneWorld } from './pane-view';
import { markRead, unreadOf } from './reading';
import { stepsDone } from './tour';

/** What the page can ask for, without HTTP. Everything from the page is parsed. */
export interface PaneAnswer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): PaneAnswer => ({ status: 200, body });

const BOT_NAME = 'Latchkey';

function personasOf({ teams, suggestions }: PaneState): readonly PanePersona[] {
  const inTeam = new Set(teams.team?.memberIds);
  return teams.personas.map((persona) => {
    const { id, name, role, mail } = persona;
    return { id, name, role, mail, inTeam: inTeam.has(id), suggestions: suggestions(persona) };
  });
}

export function world(state: PaneState): PaneAnswer {
  const { teams, tour, seen, panes, commands } = state;
  const body: PaneWorld = {
    ...{ botName: BOT_NAME, personas: personasOf(state), panes, tour, commands, methodKinds: NEW_METHOD_KINDS },
    accountOf: panes[0] ?? '',
    stepsDone: stepsDone(tour, seen),
    unread: Object.fromEntries(teams.personas.map(({ id }) => [id, unreadCount(state, id)])),
    ...(teams.group.about && { groupName: teams.group.about.name }),
    ...(teams.team && { channelName: `${teams.team.name} › ${teams.team.channelName}` }),
  };
  return ok(body);
}

export function chat(state: PaneState, viewed: Viewed): PaneAnswer {
  const messages = messagesOf(state, viewed);
  const unread = unreadOf(state.reading, viewed.personaId, conversationOf(state, viewed));
  const body: PaneChat = { messages, unread: [...unread], installed: state.teams.isInstalled(viewed.personaId) };
  return ok(body);
}

/** The tour ends where the helpdesk asks how it went; who asks before that only looks. */
function noteStatus(state: PaneState, personaId: string): void {
  const isHelpdesk = state.tour.some(({ where, doneBy }) => doneBy === 'status' && where === personaId);
  if (isHelpdesk && state.seen.has('enrolled')) noteSign(state, 'status');
}

const saying = z.object({ text: z.string().trim().min(1).max(4_000) });

export async function say(state: PaneState, { personaId, place }: Viewed, body: unknown): Promise<PaneAnswer> {
  const { text } = saying.parse(body);
  const { teams } = state;
  if (place === 'group') {
    teams.group.say(personaId, text);
    return ok({ delivered: true });
  }
  const delivery = await (place === 'chat' ? teams.say(personaId, text) : teams.sayInChannel(personaId, text));
  if (/^status\b/i.test(text)) noteStatus(state, personaId);
  return ok(delivery);
}

const action = z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()).optional() });
const pressing = z.object({ messageId: z.string(), action });

/** The action comes as the renderer hands it over: inputs merged into its data, as in Teams. */
export async function press(state: PaneState, { personaId }: Viewed, body: unknown): Promise<PaneAnswer> {
  const pressed = pressing.parse(body);
  const outcome = await state.teams.perform(personaId, pressed.messageId, pressed.action);
  return ok({ kind: outcome.kind });
}

const anything = z.record(z.string(), z.unknown());
const launching = z.union([
  z.strictObject({ commandId: z.string(), context: z.literal('message'), messageId: z.string() }),
  z.strictObject({ commandId: z.string(), context: z.enum(['compose', 'commandBox']) }),
  z.strictObject({ messageId: z.string(), data: anything }),
]);
const dialogAsked = z.object({ launch: launching });
const dialogSent = z.object({ launch: launching, data: anything });

/** Below a compose box a dialog belongs to the conversation in view. */
function launchOf(state: PaneState, viewed: Viewed, launch: z.output<typeof launching>): Launch {
  const isBelow = 'context' in launch && launch.context === 'compose';
  return isBelow ? { ...launch, conversationId: conversationOf(state, viewed) } : launch;
}

export async function openDialog(state: PaneState, viewed: Viewed, body: unknown): Promise<PaneAnswer> {
  const { launch } = dialogAsked.parse(body);
  return ok(await state.teams.dialogs.open(viewed.personaId, launchOf(state, viewed, launch)));
}

/** The inputs come merged into the data of the button, as the renderer hands them over. */
export async function sendDialog(state: PaneState, viewed: Viewed, body: unknown): Promise<PaneAnswer> {
  const { launch, data } = dialogSent.parse(body);
  return ok(await state.teams.dialogs.send(viewed.personaId, launchOf(state, viewed, launch), data));
}

export function read(state: PaneState, viewed: Viewed): PaneAnswer {
  markRead(state.reading, viewed.personaId, conversationOf(state, viewed));
  state.events.emit({ kind: 'read', ...viewed });
  tellUnread(state, viewed.personaId);
  return ok({});
}

/** The chat came into view: cards that are due ask for news. Answers at once; what comes is pushed. */
export function shown(state: PaneState, { personaId }: Viewed): PaneAnswer {
  void state.teams.open(personaId);
  return ok({});
}

const installing = z.object({ installed: z.boolean() });

export async function install(state: PaneState, { personaId }: Viewed, body: unknown): Promise<PaneAnswer> {
  const { installed } = installing.parse(body);
  await (installed ? state.teams.install(personaId) : state.teams.uninstall(personaId));
  return ok({ installed });
}

export const posted = (state: PaneState): PaneAnswer => ok({ items: state.outbox.posted });

export async function account(state: PaneState, { personaId }: Viewed): Promise<PaneAnswer> {
  const { objectId } = state.teams.persona(personaId);
  const [methods, pass] = await Promise.all([state.account.methods(objectId), state.account.pass(objectId)]);
  const body: PaneAccount = { methods, pass };
  return ok(body);
}

const registering = z.object({
  kind: z.enum(NEW_METHOD_KINDS),
  pass: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .transform((text) => Secret.of(text))
    .optional(),
});

/** With a pass: as the person would, signing in with it. Without: as an administrator would. */
export async function register(state: PaneState, { personaId }: Viewed, body: unknown): Promise<PaneAnswer> {
  const { kind, pass } = registering.parse(body);
  const { objectId } = state.teams.persona(personaId);
  if (pass === undefined) {
    await state.account.giveMethod(objectId, kind);
    return ok({ ok: true });
  }
  const enrolled = await state.account.enrolWithPass(objectId, pass, kind);
  if (enrolled.ok) noteSign(state, 'enrolled');
  return ok(enrolled);
}

/** What the page gets when something it asked for cannot be. */
export function refusal(cause: unknown): PaneAnswer {
  if (cause instanceof z.ZodError) return { status: 400, body: { error: 'The request cannot be read.' } };
  if (cause instanceof LocalTeamsError) return { status: 404, body: { error: cause.message } };
  return { status: 500, body: { error: 'Something went wrong in the local Teams.' } };
}
