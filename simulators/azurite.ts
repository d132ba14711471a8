import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Secret } from '../platform/secret';

const SERVICES = ['blob', 'queue', 'table'] as const;
type Service = (typeof SERVICES)[number];
type Ports = Readonly<Record<Service, number>>;

export type AzuriteErrorCode = 'notInstalled' | 'portInUse' | 'didNotStart';

/** Why the local store did not start, and what to do about it. */
export class AzuriteError extends Error {
  override readonly name = 'AzuriteError';

  constructor(
    readonly code: AzuriteErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export interface AzuriteOptions {
  /** Where the data is kept; without it everything is in memory and gone after `stop`. */
  readonly dataFolder?: string;
  /** A port left out (or 0) is any free one. */
  readonly ports?: Partial<Ports>;
  /** Base64 key of the account; random when left out. */
  readonly accountKey?: Secret;
}

export interface Azurite {
  /** For tables, queues and blobs; holds the account key. */
  readonly connectionString: Secret;
  readonly ports: Ports;
  readonly pid: number;
  /** Writes what is unsaved, ends the process and resolves when it is gone. Safe to call again. */
  stop(): Promise<void>;
}

const ACCOUNT = 'latchkey';
/** Longest time for a clean end; what hangs after it is killed. */
const STOP_MS = 10_000;

/** Runs the entry named first, and ends when its standard input ends: with the process that started it, however that went. */
const FOLLOW_PARENT = [
  'const end = () => { setTimeout(() => process.exit(), 3000).unref(); process.kill(process.pid, "SIGTERM"); };',
  'process.stdin.once("end", end).resume().unref();',
  // Nobody reads what it says then; that must not keep it from writing its data.
  'for (const out of [process.stdout, process.stderr]) out.on("error", () => undefined);',
  'require(process.argv[1]);',
].join('');

/**
 * A store in memory keeps the texts of messages that were deleted: it is gone soon. Azurite would collect them every minute,
 * one by one, and after some thousands of messages answer nobody for many seconds while it does.
 */
const KEEP_DELETED =
  'require(require("node:path").join(process.argv[1], "../queue/utils/constants")).DEFAULT_GC_INTERVAL_MS = 2 ** 31 - 1;';

/**
 * Starts Azurite (Azure Storage on this machine) as a child process on 127.0.0.1 and resolves when all services answer.
 * For trying out and for tests: what was written in the last seconds is lost when the process is killed.
 */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const accountKey = options.accountKey ?? Secret.of(randomBytes(64).toString('base64'));
  if (options.dataFolder !== undefined) mkdirSync(options.dataFolder, { recursive: true });
  const script = options.dataFolder === undefined ? KEEP_DELETED + FOLLOW_PARENT : FOLLOW_PARENT;
  const child = spawn(process.execPath, ['-e', script, entryPoint(), ...flags(options)], {
    env: { ...process.env, AZURITE_ACCOUNTS: `${ACCOUNT}:${accountKey.reveal()}` },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl+C is for the bot, which still needs the store while it drains and then stops it.
    detached: process.platform !== 'win32',
  });
  const ports = await listening(child);
  return {
    connectionString: connectionString(accountKey, ports),
    ports,
    pid: child.pid ?? 0,
    stop: () => stop(child, options.dataFolder === undefined ? 'SIGKILL' : 'SIGTERM'),
  };
}

function entryPoint(): string {
  try {
    return require.resolve('azurite/dist/src/azurite.js');
  } catch (cause) {
    throw new AzuriteError('notInstalled', 'Azurite is not installed. Run "npm ci" (not with --omit=dev).', { cause });
  }
}

function flags({ dataFolder, ports = {} }: AzuriteOptions): readonly string[] {
  const where = dataFolder === undefined ? ['--inMemoryPersistence'] : ['--location', dataFolder];
  const addresses = SERVICES.flatMap((service) => [
    ...[`--${service}Host`, '127.0.0.1'],
    ...[`--${service}Port`, String(ports[service] ?? 0)],
  ]);
  return [...addresses, ...where, '--silent', '--disableTelemetry', '--skipApiVersionCheck'];
}

/** Resolves with the ports as Azurite reports them; rejects with what it said when it ends before that. */
function listening(child: ChildProcess): Promise<Ports> {
  return new Promise((resolve, reject) => {
    let output = '';
    const heard = (chunk: Buffer): void => {
      output += chunk.toString();
      const ports = reportedPorts(output);
      if (ports !== undefined) resolve(ports);
    };
    child.stdout?.on('data', heard);
    child.stderr?.on('data', heard);
    child.once('error', (cause) => reject(new AzuriteError('didNotStart', 'Azurite could not be started.', { cause })));
    child.once('exit', () => reject(whyNot(output)));
  });
}

function reportedPorts(output: string): Ports | undefined {
  const port = (name: string): number =>
    Number(new RegExp(`Azurite ${name} service is successfully listening at http://[^:]+:(\\d+)`).exec(output)?.[1]);
  const ports: Ports = { blob: port('Blob'), queue: port('Queue'), table: port('Table') };
  return SERVICES.every((service) => ports[service] > 0) ? ports : undefined;
}

function whyNot(output: string): AzuriteError {
  const busy = /EADDRINUSE\D+[\d.]+:(\d+)/.exec(output)?.[1];
  if (busy === undefined) return new AzuriteError('didNotStart', `Azurite ended at its start: ${output.trim()}`);
  return new AzuriteError(
    'portInUse',
    `Port ${busy} is in use. Stop the program that listens there, or choose another port.`,
  );
}

function connectionString(accountKey: Secret, ports: Ports): Secret {
  const endpoints = SERVICES.map((service) => {
    const name = `${service.charAt(0).toUpperCase()}${service.slice(1)}Endpoint`;
    return `${name}=http://127.0.0.1:${String(ports[service])}/${ACCOUNT}`;
  });
  const account = ['DefaultEndpointsProtocol=http', `AccountName=${ACCOUNT}`, `AccountKey=${accountKey.reveal()}`];
  return Secret.of([...account, ...endpoints].join(';'));
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.kill(signal);
  });
}
