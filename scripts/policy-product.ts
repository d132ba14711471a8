import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { compose } from '../compose';
import { startLocal } from '../local';
import type { AzureConfig, Config, LocalConfig } from '../platform/config';
import type { ReadFile } from '../platform/config-file';
import type { Log } from '../platform/log';
import { Secret } from '../platform/secret';
import type { Deps } from '../recovery/deps';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { azureWiring, localWiring } from '../wiring';

/** The ports of the product, with the tenants that it serves. It neither listens nor works. */
export interface ProductAtRest {
  readonly deps: Deps;
  readonly tenantIds: readonly ObjectId[];
}

export interface ProductInput {
  readonly config: Config;
  readonly log: Log;
  readonly readFile: ReadFile;
}

type Work<T> = (product: ProductAtRest) => Promise<T>;

const runningCloud = z.object({
  connectionString: z.string(),
  graphBaseUrl: z.string(),
  entraAuthorityHost: z.string(),
});

const NO_TEAMS = 'http://127.0.0.1';

async function inAzure<T>(config: AzureConfig, log: Log, work: Work<T>): Promise<T> {
  const { deps } = await compose(azureWiring(config, log));
  return work({ deps, tenantIds: config.tenants.map(({ tenantId }) => tenantId) });
}

/** The simulated cloud of the bot that was started last; it may be gone. */
function placesOf({ readFile }: ProductInput, { dataFolder }: LocalConfig) {
  try {
    return runningCloud.parse(JSON.parse(readFile(path.join(dataFolder, 'local.json'))));
  } catch {
    return undefined;
  }
}

/** In the cloud of the running bot, as people have changed it there; `undefined` when no bot runs. */
async function besideTheBot<T>(input: ProductInput, config: LocalConfig, work: Work<T>): Promise<T | undefined> {
  const places = placesOf(input, config);
  if (places === undefined) return undefined;
  const { localSettings } = await import('../simulators/local-cloud.js');
  const settings = localSettings({
    graph: { url: places.graphBaseUrl },
    entra: { url: places.entraAuthorityHost },
    teams: { url: NO_TEAMS, openIdMetadataUrl: NO_TEAMS, serviceUrl: NO_TEAMS },
    connectionString: Secret.of(places.connectionString),
  });
  try {
    const { deps } = await compose(localWiring({ settings }, config, input.log));
    return await work({ deps, tenantIds: [settings.tenantId] });
  } catch (error) {
    if (error instanceof EffectError && error.code === 'unavailable') return undefined;
    throw error;
  }
}

/** A cloud for the occasion, as every bot of the local profile finds it when it starts. Nothing of it stays. */
async function inFreshCloud<T>(given: LocalConfig, log: Log, work: Work<T>): Promise<T> {
  const { storage: _other, ...rest } = given;
  const ledgerKeys = [{ id: 'k1', key: Secret.of(randomBytes(32).toString('base64')) }];
  const options = { panesPort: 0, inMemory: true };
  const installation = await startLocal({ ...rest, port: 0, ledgerKeys }, log, options);
  try {
    const { cloud, latchkey } = installation;
    return await work({ deps: latchkey.deps, tenantIds: [cloud.settings.tenantId] });
  } finally {
    await installation.stop();
  }
}

/** Does `work` with the product as it is configured: beside the running bot, or without one. */
export async function withProduct<T>(input: ProductInput, work: Work<T>): Promise<T> {
  const { config, log } = input;
  if (config.profile === 'azure') return inAzure(config, log, work);
  return (await besideTheBot(input, config, work)) ?? inFreshCloud(config, log, work);
}
