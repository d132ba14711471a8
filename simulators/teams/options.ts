import type { Server } from 'restify';
import type { Clock } from '../../platform/clock';
import type { SigningKey } from '../entra/signing-key';
import type { VerifyBotToken } from './bot-token';
import type { LocalTeams } from './local-teams';
import type { Persona, Team } from './persona';

export interface LocalTeamsOptions {
  /** On 127.0.0.1; 0 takes any free port. */
  readonly port: number;
  readonly botId: string;
  readonly tenantId: string;
  readonly personas: readonly Persona[];
  readonly verifyBotToken: VerifyBotToken;
  /** Signs what goes to the bot. Default: the key that this process shares. */
  readonly channelKey?: SigningKey;
  /** Where the bot listens, without the path; may be told later by `pointAt`. */
  readonly botUrl?: string;
  readonly team?: Team;
  /** Times in the chats and the pause between refreshes. Tokens always carry real time, since the bot checks them against its own. */
  readonly clock?: Clock;
  /** Activity ids; unique. Default: rising numbers that look like Teams' own. */
  readonly nextId?: () => string;
  /** How long Teams waits for the bot. Default 15 s. */
  readonly botTimeoutMs?: number;
  /** How long `nextMessage`, `shows` and their kin wait. Default 5 s. */
  readonly waitMs?: number;
  /** More routes on the same port: the panes, the outbox. */
  readonly extend?: readonly ((server: Server, teams: LocalTeams) => void)[];
}

/** Rising numbers that start at the current time, as Teams' activity ids do. */
export function timeIds(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now());
    return String(last);
  };
}
