import { randomBytes } from 'node:crypto';
import { compose } from '../../compose';
import type { Latchkey } from '../../lifecycle';
import { systemClock } from '../../platform/clock';
import { createLog } from '../../platform/log';
import { Secret } from '../../platform/secret';
import { takeBaseline } from '../../recovery/take-baseline';
import { sharedSigningKey } from '../../simulators/entra/signing-key';
import type { SimTenant } from '../../simulators/entra/tenant';
import { startLocalCloud, type LocalCloud } from '../../simulators/local-cloud';
import type { BotClientDeps } from '../../simulators/teams/bot-client';
import type { Persona } from '../../simulators/teams/persona';
import { createRoster, type Roster } from '../../simulators/teams/roster';
import type { SentDeps } from '../../simulators/teams/sent-activity';
import { localWiring } from '../../wiring';
import { startBot, type BotProcess } from './bot-process';
import { crowdOf } from './crowd';
import { benchConfig, pack } from './packed-settings';

/** The simulated cloud in this process, and a product in this process that only prepares what is measured elsewhere. */
export interface BenchCloud {
  readonly cloud: LocalCloud;
  /** Opens the requests that are measured later. Never pressed by anybody. */
  readonly preparing: Latchkey;
  readonly crowd: readonly Persona[];
  readonly roster: Roster;
  /** What activities are made from. */
  readonly sent: SentDeps;
  /** Settings and ledger key for a bot in another process. */
  readonly given: unknown;
  /** Where activities are posted, for a bot that listens at `url`. */
  to(url: string): BotClientDeps;
  startProduct(): Promise<BotProcess>;
  stop(): Promise<void>;
}

const TEAMS_PATIENCE_MS = 60_000;
const log = createLog({ clock: systemClock, write: () => undefined });

/** Nobody looks at a chat: clients that refresh cards by themselves would send turns that nobody counts. */
function lookAway({ teams }: LocalCloud): void {
  for (const { id } of teams.personas) teams.close(id);
}

/** Port 1 is nobody's: what Teams tells a bot by itself (the app was added for Marcus) is part of no measurement. */
const NOBODY = 'http://127.0.0.1:1';

async function prepare(cloud: LocalCloud, ledgerKey: Secret, policy: object): Promise<Latchkey> {
  const preparing = await compose(localWiring(cloud, benchConfig(ledgerKey, policy), log));
  await takeBaseline(preparing.deps, cloud.settings.tenantId);
  return preparing;
}

/** What one bench has otherwise than the others. */
interface Otherwise {
  /** In the policy. */
  readonly policy: object;
  /** About the people, before the product looks at them for the first time. */
  readonly change: (tenant: SimTenant, crowd: readonly Persona[]) => void;
}

const AS_USUAL: Otherwise = { policy: {}, change: () => undefined };

/** Starts the cloud with so many employees of one manager in it. */
export async function startBenchCloud(people: number, { policy, change } = AS_USUAL): Promise<BenchCloud> {
  let crowd: readonly Persona[] = [];
  const cloud = await startLocalCloud({
    port: 0,
    clock: systemClock,
    morePeople: (tenant) => {
      crowd = crowdOf(people)(tenant);
      change(tenant, crowd);
      return crowd;
    },
  });
  lookAway(cloud);
  cloud.teams.pointAt(NOBODY);
  const ledgerKey = Secret.of(randomBytes(32).toString('base64'));
  const { bot, tenantId, botServiceUrl } = cloud.settings;
  const roster = createRoster({ botId: bot.id, tenantId, personas: cloud.teams.personas });
  const serviceUrl = (): string => botServiceUrl;
  let ids = 0;
  const nextId = (): string => `bench-${String((ids += 1))}`;
  const given = pack(cloud.settings, ledgerKey, policy);
  const stopped = new AbortController().signal;
  const common = { key: sharedSigningKey(), botId: bot.id, serviceUrl, timeoutMs: TEAMS_PATIENCE_MS, stopped };
  const preparing = await prepare(cloud, ledgerKey, policy);
  return {
    ...{ cloud, preparing, crowd, roster, given },
    sent: { roster, serviceUrl, nextId, now: () => systemClock.now() },
    to: (url) => ({ ...common, botUrl: () => url }),
    startProduct: () => startBot('product-process', given),
    stop: async () => {
      await preparing.runner.stop();
      await cloud.stop();
    },
  };
}
