import { systemClock } from '../../platform/clock';
import type { SigningKey } from '../entra/signing-key';
import { sharedSigningKey } from '../entra/signing-key';
import { createFaults } from './faults';
import type { WorldOptions } from './options';
import { timeIds } from './options';
import { createRefreshLog } from './refresh';
import { createRoster } from './roster';
import { createTranscript } from './transcript';
import type { World } from './world';

/** Addresses that are known only after listening, or when the bot has started. */
export interface Addresses {
  /** Of the local Teams itself: http://127.0.0.1:port */
  own: string;
  /** Where the bot reaches it, if not there: a proxy in front. */
  front?: string;
  bot: string | undefined;
}

const TEAMS_PATIENCE_MS = 15_000;

export interface CreatedWorld {
  readonly world: World;
  readonly addresses: Addresses;
  /** Signs what goes to the bot. */
  readonly key: SigningKey;
  /** Ends requests to the bot that are still under way. */
  readonly abort: AbortController;
}

/** A local Teams without HTTP: everybody with an empty chat. */
export function createWorld(options: WorldOptions): CreatedWorld {
  const { botId, tenantId, personas, team, group, clock = systemClock, botTimeoutMs = TEAMS_PATIENCE_MS } = options;
  const addresses: Addresses = { own: '', bot: options.botUrl };
  const key = options.channelKey ?? sharedSigningKey();
  const abort = new AbortController();
  const roster = createRoster({ botId, tenantId, personas, ...(team && { team }), ...(group && { group }) });
  const serviceUrl = (): string => addresses.front ?? addresses.own;
  const nextId = options.nextId ?? timeIds(clock);
  const world: World = {
    roster,
    transcript: createTranscript(clock),
    faults: createFaults(),
    refreshes: createRefreshLog(),
    bot: { key, botId, botUrl: () => addresses.bot, serviceUrl, timeoutMs: botTimeoutMs, stopped: abort.signal },
    sent: { roster, serviceUrl, nextId, now: () => clock.now() },
    pending: new Set(),
    duplicate: undefined,
  };
  return { world, addresses, key, abort };
}
