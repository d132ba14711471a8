import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compose } from './compose';
import type { LocalInstallation } from './local';
import { startLocal } from './local';
import { systemClock } from './platform/clock';
import type { LocalConfig } from './platform/config';
import { readConfig } from './platform/config';
import { ConfigError } from './platform/config-error';
import type { Log } from './platform/log';
import { createLog } from './platform/log';
import { handleUncaught } from './platform/handle-uncaught';
import type { StartOptions } from './platform/start-options';
import { readStartOptions } from './platform/start-options';
import { azureWiring } from './wiring';

const PANES_PORT = 3979;
const ONLY_LOCAL = '--instances: is for the local profile; in Azure the number of instances is set at the service';

type Stop = () => Promise<void>;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * What `npm run audit` needs to find the local store, and `npm run policy` the simulated cloud. The keys lie beside it,
 * readable by this user only.
 */
function rememberCloud(config: LocalConfig, { settings }: LocalParts['cloud']): void {
  const { tenantId, graphBaseUrl, entraAuthorityHost } = settings;
  const connectionString = settings.connectionString.reveal();
  const known = { connectionString, tenantIds: [tenantId], graphBaseUrl, entraAuthorityHost };
  mkdirSync(config.dataFolder, { recursive: true });
  const file = path.join(config.dataFolder, 'local.json');
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
}

type LocalParts = Pick<LocalInstallation, 'cloud'> & { readonly url: string; readonly stop: Stop };

/** One process, or one for the cloud and one for each instance. */
async function startParts(config: LocalConfig, log: Log, count: number): Promise<LocalParts> {
  if (count === 1) {
    const installation = await startLocal(config, log, { panesPort: PANES_PORT });
    const { cloud, port } = installation;
    return { cloud, url: `http://127.0.0.1:${String(port)}`, stop: () => installation.stop() };
  }
  const { startInstances } = await import('./instances.js');
  const several = await startInstances(config, { count, panesPort: PANES_PORT, say });
  return { ...several, stop: () => several.stop() };
}

async function local(config: LocalConfig, log: Log, { instances, isInstance }: StartOptions): Promise<Stop> {
  if (isInstance) {
    const { runInstance } = await import('./instances.js');
    return runInstance(config, log);
  }
  // People, chats and accounts start anew with the simulators, so what an earlier run stored has no world any more.
  rmSync(path.join(config.dataFolder, 'store'), { recursive: true, force: true });
  // What is anchored tells of that store; one that was given stays, and so do its anchors.
  if (config.storage === undefined && config.anchors?.kind === 'folder') {
    rmSync(config.anchors.folder, { recursive: true, force: true });
  }
  const { cloud, url, stop } = await startParts(config, log, instances);
  rememberCloud(config, cloud);
  say('');
  say('Latchkey runs in a simulated cloud on this machine. Nothing leaves it.');
  say(`  Open ${cloud.teams.url} and follow the five steps at the top.`);
  const who = instances === 1 ? 'The bot listens' : `${String(instances)} instances of the bot take turns`;
  say(`  ${who} on ${url}; the log is in ${config.dataFolder}/latchkey.log`);
  say('  Press Ctrl+C to stop.');
  return () => stop();
}

function logTo(config: { readonly profile: string; readonly dataFolder?: string }): Log {
  if (config.profile !== 'local' || config.dataFolder === undefined) {
    return createLog({ clock: systemClock, write: (line) => process.stdout.write(line) });
  }
  mkdirSync(config.dataFolder, { recursive: true });
  const file = path.join(config.dataFolder, 'latchkey.log');
  return createLog({
    clock: systemClock,
    write: (line) => {
      writeFileSync(file, line, { flag: 'a', mode: 0o600 });
    },
  });
}

/** Windows has no such bits, and what it reports instead says nothing. */
function modeOf(file: string): number | undefined {
  return process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false })?.mode;
}

async function start(): Promise<Stop> {
  const options = readStartOptions(process.argv.slice(2));
  const config = readConfig({ readFile: (file) => readFileSync(file, 'utf8'), modeOf }, process.env);
  const log = logTo(config);
  const uncaught = handleUncaught({ log, process });
  if (config.profile === 'local') return uncaught.drainWith(await local(config, log, options));
  if (options.instances > 1 || options.isInstance) throw new ConfigError([ONLY_LOCAL]);
  const latchkey = await compose(azureWiring(config, log));
  await latchkey.start('0.0.0.0');
  return uncaught.drainWith(() => latchkey.stop());
}

const LOOK_MS = 500;

/** The shell that npm puts in between passes no signal on: once it is gone, nobody could stop this process any more. */
function endWithNpm(end: () => void): void {
  const shell = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    end();
  }, LOOK_MS);
  look.unref();
}

/** Ends cleanly on the first signal; a second one does not wait. */
function stopOnSignal(stop: Stop): void {
  let stopping = false;
  const end = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // One of several: ends with the process that started it, however that went.
  process.on('disconnect', end);
  if (process.env['npm_lifecycle_event'] !== undefined) endWithNpm(end);
}

/** A start that cannot be says why, in words for who started it; only unknown errors show where they come from. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return 'Latchkey could not start.';
  const known = 'code' in error && typeof error.code === 'string';
  return known ? `Latchkey could not start: ${error.message}` : (error.stack ?? error.message);
}

start().then(stopOnSignal, (error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
