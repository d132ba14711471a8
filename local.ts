import { compose } from './compose';
import type { Latchkey } from './lifecycle';
import type { Clock } from './platform/clock';
import { systemClock } from './platform/clock';
import type { LocalConfig } from './platform/config';
import type { Log } from './platform/log';
import type { LocalCloud } from './simulators/local-cloud';
import type { Wiring } from './wiring';
import { localWiring } from './wiring';
import { EXTENSION_COMMANDS } from './words/app-commands';

/** The product in its simulated cloud, listening. */
export interface LocalInstallation {
  readonly cloud: LocalCloud;
  readonly latchkey: Latchkey;
  readonly port: number;
  stop(): Promise<void>;
}

/** Where the panes listen, and changes for tests and the demo. */
export interface LocalOptions {
  readonly panesPort: number;
  /** Keep nothing: the store lives in memory. */
  readonly inMemory?: boolean;
  /** Of the cloud and of the product; the system's unless told. */
  readonly clock?: Clock;
  /** Folder of the built panes, where they do not lie beside their server. */
  readonly publicDir?: string;
  readonly change?: (wiring: Wiring) => Wiring;
}

/** Starts the simulated cloud, on loopback. The simulators are loaded here and nowhere else. */
export async function startCloud(config: LocalConfig, options: Omit<LocalOptions, 'change'>): Promise<LocalCloud> {
  const { startLocalCloud } = await import('./simulators/local-cloud.js');
  const dataFolder = options.inMemory === true ? {} : { dataFolder: `${config.dataFolder}/store` };
  const given =
    config.storage?.kind === 'connectionString' ? { connectionString: config.storage.connectionString } : {};
  const { clock = systemClock, publicDir } = options;
  const panes = { port: options.panesPort, ...(publicDir === undefined ? {} : { publicDir }) };
  return startLocalCloud({ ...panes, clock, commands: EXTENSION_COMMANDS, ...dataFolder, ...given });
}

/** Starts the simulated cloud and the product in it, on loopback. */
export async function startLocal(config: LocalConfig, log: Log, options: LocalOptions): Promise<LocalInstallation> {
  const { clock = systemClock, change = (same: Wiring) => same } = options;
  const cloud = await startCloud(config, options);
  const latchkey = await compose(change({ ...localWiring(cloud, config, log), clock }));
  const port = await latchkey.start('127.0.0.1');
  cloud.teams.pointAt(`http://127.0.0.1:${String(port)}`);
  return {
    ...{ cloud, latchkey, port },
    stop: async () => {
      await latchkey.stop();
      await cloud.stop();
    },
  };
}
