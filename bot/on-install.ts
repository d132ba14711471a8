import type { Answer } from './answer';
import { NOTHING } from './answer';
import type { Seen } from './conversations';
import type { HandlerDeps } from './handler-deps';
import { onWelcome } from './on-words';
import type { Turn } from './turn';

/** Stands for the welcome among the activities of a chat. */
const WELCOME_MARK = 'welcome';

/** The welcome: once per personal chat, however often the app is added; never in a channel, where it would reach people who did nothing. */
export async function onInstall(
  deps: HandlerDeps & { readonly seen: Seen },
  turn: Turn,
  action: string,
): Promise<Answer> {
  if (turn.scope !== 'personal' || !action.startsWith('add')) return NOTHING;
  // Installed for somebody who has to answer: their card is the first message, and nothing may push it out of sight.
  const { waiting } = await deps.verbs.findMine({ tenantId: turn.tenantId, presser: turn.presser });
  if (waiting.length > 0) return NOTHING;
  const first = await deps.seen.firstTime(turn.tenantId, turn.conversationId, WELCOME_MARK);
  return first ? onWelcome(deps, turn, {}) : NOTHING;
}
