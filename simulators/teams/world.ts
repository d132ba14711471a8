import type { BotAnswer, BotClientDeps } from './bot-client';
import { postToBot } from './bot-client';
import type { Faults } from './faults';
import type { PressOutcome } from './invoke-answer';
import type { RefreshLog } from './refresh';
import type { Roster } from './roster';
import type { SentActivity, SentDeps } from './sent-activity';
import type { Transcript } from './transcript';

/** A press that is to be sent twice: as two clicks, or as the client's own repetition of the same activity. */
export interface Duplicate {
  readonly mode: 'doubleClick' | 'retry';
  readonly settle: (second: PressOutcome) => void;
}

/** Everything that the local Teams holds; what people do are functions over it. */
export interface World {
  readonly roster: Roster;
  readonly transcript: Transcript;
  readonly faults: Faults;
  readonly refreshes: RefreshLog;
  readonly bot: BotClientDeps;
  readonly sent: SentDeps;
  /** Automatic refreshes under way. */
  readonly pending: Set<Promise<void>>;
  duplicate: Duplicate | undefined;
}

export const post = (world: World, activity: SentActivity): Promise<BotAnswer> => postToBot(world.bot, activity);

export interface Delivery {
  /** Whether the bot took the activity: HTTP 200, 201 or 202. */
  readonly delivered: boolean;
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
}

export async function deliver(world: World, activity: SentActivity): Promise<Delivery> {
  const { status } = await post(world, activity);
  return { delivered: status !== undefined && status >= 200 && status < 300, status };
}
