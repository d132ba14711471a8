import type { Answer } from './answer';
import { NOTHING } from './answer';
import type { Seen } from './conversations';
import type { HandlerDeps } from './handler-deps';
import { onWelcome } from './on-words';
import type { Turn } from './turn';

/** Stands for the welcome among the activities of a chat. */
const WELCOME_MARK = 'welcome';

/** Once per personal chat, however often the app is added; never in a channel, where it would reach people who did nothing. */
export async function onInstall(
  deps: HandlerDeps & { readonly seen: Seen },
  turn: Turn,
  action: string,
): Promise<Answer> {
  if (turn.scope !== 'personal' || !action.startsWith('add')) return NOTHING;
  const first = await deps.seen.firstTime(turn.tenantId, turn.conversationId, WELCOME_MARK);
  return first ? onWelcome(deps, turn, {}) : NOTHING;
}
