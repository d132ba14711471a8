import path from 'node:path';
import { compose } from './compose';
import { startCloud } from './local';
import { ConfigError } from './platform/config-error';
import type { LocalConfig } from './platform/config';
import { localKeys } from './platform/local-keys';
import type { Log } from './platform/log';
import { logWith } from './platform/log';
import type { BotOrder } from './simulators/bot-order';
import { listeningMessage, readOrder } from './simulators/bot-order';
import type { BotProcessOptions } from './simulators/bot-process';
import { BotProcess, endingText } from './simulators/bot-process';
import type { FleetNews } from './simulators/fleet';
import { startFleet } from './simulators/fleet';
import { startFrontDoor } from './simulators/front-door';
import type { LocalCloud } from './simulators/local-cloud';
import { localWiring } from './wiring';

/** Several instances of the product in one simulated cloud, behind one address. */
export interface LocalInstances {
  readonly cloud: LocalCloud;
  /** Where people and Teams reach whichever instance is there. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface InstancesOptions {
  readonly count: number;
  readonly panesPort: number;
  /** Takes a line for whoever started it. */
  readonly say: (line: string) => void;
  /** What each instance runs, and its environment: this file's other half, and this process's own, unless told. */
  readonly program?: Pick<BotProcessOptions, 'entry' | 'env'>;
}

function newsLine(news: FleetNews): string {
  if (news.kind === 'died') {
    return `Instance ${String(news.instance)} died (${endingText(news.ending)}); it is started anew.`;
  }
  const { instance, port, pid } = news;
  return `Instance ${String(instance)} listens on http://127.0.0.1:${String(port)} (process ${String(pid)}).`;
}

/** Starts the simulated cloud here and each bot as a process of its own: this file's other half. */
export async function startInstances(
  config: LocalConfig,
  { count, panesPort, say, program = { entry: path.join(__dirname, 'index.js') } }: InstancesOptions,
): Promise<LocalInstances> {
  // Made once, before several processes would each make their own.
  if (config.ledgerKeys === undefined) localKeys(path.resolve(config.dataFolder));
  const cloud = await startCloud(config, { panesPort });
  const listening: { urls: () => readonly string[] } = { urls: () => [] };
  const front = await startFrontDoor({ port: config.port, urls: () => listening.urls() });
  const { settings } = cloud;
  const fleet = await startFleet({
    count,
    spawn: () => new BotProcess({ ...program, nodeArgs: process.execArgv }),
    orderFor: (instance) => ({ settings, instance, port: 0, publicUrl: front.url, storagePrefix: '' }),
    tell: (news) => say(newsLine(news)),
  });
  listening.urls = () => fleet.urls();
  cloud.teams.pointAt(front.url);
  return {
    ...{ cloud, url: front.url },
    stop: async () => {
      await fleet.stop();
      await front.close();
      await cloud.stop();
    },
  };
}

function nextOrder(): Promise<BotOrder> {
  if (process.send === undefined) {
    throw new ConfigError(['--instance: is for the processes that --instances starts; use --instances N']);
  }
  return new Promise((resolve) => {
    const hear = (message: unknown): void => {
      const order = readOrder(message);
      if (order === undefined) return;
      process.off('message', hear);
      resolve(order);
    };
    process.on('message', hear);
  });
}

/** One of several: waits for its settings, then listens on loopback. Resolves with what stops it. */
export async function runInstance(config: LocalConfig, log: Log): Promise<() => Promise<void>> {
  const { settings, instance, port, publicUrl, storagePrefix } = await nextOrder();
  const own = { ...config, port, publicUrl };
  const latchkey = await compose({
    ...localWiring({ settings }, own, logWith(log, { instance })),
    storagePrefix,
  });
  process.send?.(listeningMessage(await latchkey.start('127.0.0.1')));
  return () => latchkey.stop();
}
