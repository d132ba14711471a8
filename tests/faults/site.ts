import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../../platform/clock';
import { systemIds } from '../../platform/ids';
import { localKeys } from '../../platform/local-keys';
import type { Secret } from '../../platform/secret';
import { BotProcess } from '../../simulators/bot-process';
import type { Fleet, FleetNews } from '../../simulators/fleet';
import { startFleet } from '../../simulators/fleet';
import { startFrontDoor } from '../../simulators/front-door';
import type { LocalCloud } from '../../simulators/local-cloud';
import { startLocalCloud } from '../../simulators/local-cloud';
import type { Storage } from '../../storage/connect';
import { connectStorage } from '../../storage/connect';
import { createClients } from '../../storage/connection';
import { createKeyRing } from '../../storage/key-ring';
import { botEnvironment, built } from './bot-environment';
import type { Watch } from './line';
import { startLines } from './lines';
import type { Pair } from './pairs';
import { addPairs } from './pairs';

export interface SiteOptions {
  readonly connectionString: Secret;
  readonly prefix: string;
  readonly pairs: number;
  readonly instances: number;
  /** What the policy file says; the defaults otherwise. */
  readonly policy?: object;
  /** Sees what passes between the bots and the cloud; without it they are connected directly. */
  readonly watch?: Watch;
  /** Which instance is asked first for a call with this body; in turn where it says nothing. */
  readonly first?: (body: Buffer) => number | undefined;
  readonly tell?: (news: FleetNews) => void;
}

/** Several bots in one simulated cloud, behind one address, as `npm start -- --instances` has them. */
export interface Site {
  readonly cloud: LocalCloud;
  readonly storage: Storage;
  readonly fleet: Fleet;
  readonly pairs: readonly Pair[];
  stop(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function environment(folder: string, policy: object | undefined): NodeJS.ProcessEnv {
  if (policy === undefined) return botEnvironment(folder);
  const file = path.join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return { ...botEnvironment(folder), POLICY_FILE: file };
}

/** The local store looks through the messages of all queues at every call on any: what a site leaves behind slows the next. */
async function dropQueues(connectionString: Secret, prefix: string): Promise<void> {
  const { queues } = createClients({ connectionString });
  for (const name of ['work', 'work-poison']) await queues.getQueueClient(`${prefix}${name}`).deleteIfExists();
}

export async function startSite(options: SiteOptions): Promise<Site> {
  const { connectionString, prefix, instances, watch } = options;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-site-'));
  const env = environment(folder, options.policy);
  let pairs: readonly Pair[] = [];
  const cloud = await startLocalCloud({
    ...{ port: 0, clock: systemClock, connectionString },
    morePeople: (tenant) => {
      const added = addPairs(tenant, options.pairs);
      ({ pairs } = added);
      return added.personas;
    },
  });
  const keys = createKeyRing(localKeys(folder));
  const at = { connection: { connectionString }, keys, clock: systemClock, ids: systemIds, prefix, log: silent };
  const storage = await connectStorage(at);
  const lines = watch && (await startLines(cloud, watch));
  const settings = lines?.settings ?? cloud.settings;
  const listening: { urls: () => readonly string[] } = { urls: () => [] };
  const front = await startFrontDoor({
    ...{ port: 0, urls: () => listening.urls() },
    ...(options.first === undefined ? {} : { first: options.first }),
  });
  const nodeArgs = ['--require', built('tests/faults/shifted-time.cjs')];
  const fleet = await startFleet({
    count: instances,
    spawn: () => new BotProcess({ entry: built('dist/index.js'), nodeArgs, env }),
    orderFor: (instance) => ({ settings, instance, port: 0, publicUrl: front.url, storagePrefix: prefix }),
    tell: (news) => options.tell?.(news),
  });
  listening.urls = () => fleet.urls();
  cloud.teams.pointAt(front.url);
  return {
    ...{ cloud, storage, fleet, pairs },
    stop: async () => {
      await fleet.stop();
      await front.close();
      await lines?.close();
      await cloud.stop();
      await dropQueues(connectionString, prefix);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
