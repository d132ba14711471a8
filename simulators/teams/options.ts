import type { Clock } from '../../platform/clock';
import type { SigningKey } from '../entra/signing-key';
import type { GroupChat, Persona, Team } from './persona';

/** What a local Teams is made of, apart from how it is served. */
export interface WorldOptions {
  readonly botId: string;
  readonly tenantId: string;
  readonly personas: readonly Persona[];
  /** Signs what goes to the bot. Default: the key that this process shares. */
  readonly channelKey?: SigningKey;
  /** Where the bot listens, without the path; may be told later by `pointAt`. */
  readonly botUrl?: string;
  readonly team?: Team;
  readonly group?: GroupChat;
  /** Times in the chats and the pause between refreshes. Tokens always carry real time, since the bot checks them against its own. */
  readonly clock?: Clock;
  /** Activity ids; unique. Default: rising numbers that look like Teams' own. */
  readonly nextId?: () => string;
  /** How long Teams waits for the bot. Default 15 s. */
  readonly botTimeoutMs?: number;
}

/** Rising numbers that start at the current time, as Teams' activity ids do. */
export function timeIds(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now());
    return String(last);
  };
}
