import type { SimTenant } from '../../simulators/entra/tenant';
import type { LocalTeams } from '../../simulators/teams/local-teams';
import { verbsOf } from '../../simulators/teams/press';
import { titlesOf } from './chats';

/** People waited longer than anybody should. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

export interface Insisting {
  readonly teams: LocalTeams;
  readonly tenant: SimTenant;
  /** Resolves when a bot is there. */
  readonly up: () => Promise<void>;
  /** Longest time for one thing. */
  readonly patienceMs: number;
  /** What people do when nothing happens for so long: they look again, then they ask. */
  readonly lookAfterMs: number;
}

/** What the chat shows instead. */
function chatText(teams: LocalTeams, who: string): string {
  const lines = teams.chat(who).map((message) => {
    const [title = ''] = titlesOf(message);
    return message.author === 'bot' ? `[${title || message.text.slice(0, 60)}: ${verbsOf(message).join(' ')}]` : '';
  });
  return lines.filter(Boolean).join(' ');
}

/** Resolves when this person's chat or account changes, or after a while; true when one did. */
function change({ teams, tenant }: Insisting, who: string, ms: number): Promise<boolean> {
  const chat = teams.conversationIdOf(who);
  const { objectId } = teams.persona(who);
  return new Promise((resolve) => {
    const written: Parameters<typeof tenant.observers.add>[0] = ({ userId }) => {
      if (userId === objectId) end(true);
    };
    const end = (changed: boolean): void => {
      clearTimeout(timer);
      unsubscribe();
      tenant.observers.delete(written);
      resolve(changed);
    };
    const timer = setTimeout(() => end(false), ms);
    const unsubscribe = teams.events.subscribe(({ conversationId }) => {
      if (conversationId === chat) end(true);
    });
    tenant.observers.add(written);
  });
}

async function nudge(teams: LocalTeams, who: string, round: number): Promise<void> {
  if (round % 2 === 1) await teams.open(who);
  else await teams.say(who, 'status');
}

/** Repeats what somebody does until it has worked: pressed again, written again, looked again. */
export async function insist<T>(
  insisting: Insisting,
  who: string,
  what: string,
  act: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const { teams, up, patienceMs, lookAfterMs } = insisting;
  const started = performance.now();
  for (let round = 1; ;) {
    await up();
    const result = await act();
    if (result !== undefined) return result;
    if (performance.now() - started > patienceMs)
      throw new StuckError(`${who} waited too long: ${what}; ${chatText(teams, who)}`);
    if (await change(insisting, who, lookAfterMs)) continue;
    await up();
    await nudge(teams, who, round);
    round += 1;
  }
}
