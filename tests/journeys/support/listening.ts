import type { ChatMessage } from '../../../simulators/teams/message';
import { textOf } from './people';
import type { World } from './world';

/** What the bot has put into chats: as everybody's history keeps it, without the answers that only a presser sees. */
export interface Kept {
  readonly who: string;
  readonly message: ChatMessage;
  readonly text: string;
}

/** Writes down every message that the bot sends or edits from now on, before anybody's own view replaces it. */
export function keepMessages({ cloud }: World): readonly Kept[] {
  const { teams } = cloud;
  const kept: Kept[] = [];
  teams.events.subscribe(({ kind, conversationId, id }) => {
    if (kind !== 'sent' && kind !== 'edited') return;
    const who = teams.personas.find((persona) => teams.conversationIdOf(persona.id) === conversationId)?.id ?? 'ada';
    const message = teams.chat(who).find((one) => one.id === id);
    if (message?.author !== 'bot') return;
    kept.push({ who, message, text: `${message.text}\n${textOf(message.cards)}` });
  });
  return kept;
}
