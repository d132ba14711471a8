import { randomBytes } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import { Secret } from '../../platform/secret';
import { systemIds } from '../../platform/ids';
import type { DomainLog } from '../../recovery/domain-log';
import type { KeyRing } from '../../recovery/ports';
import { startAzurite, type Azurite } from '../../simulators/azurite';
import { connectStorage, type ConnectInput, type Storage } from '../../storage/connect';
import { createKeyRing } from '../../storage/key-ring';
import { NOON } from './request-builder';

/** Azurite takes a second or two to start, longer beside other work. */
const START_MS = 60_000;

/** A clock that stands still until it is told. */
export interface HandClock {
  now(): number;
  advance(ms: number): void;
}

export function handClock(start: number = NOON): HandClock {
  let time = start;
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

/** A log that keeps its lines as `level event`. */
export interface LinesLog extends DomainLog {
  readonly lines: readonly string[];
  /** Called for every line from now on. */
  onLine(listener: (line: string) => void): void;
}

export function linesLog(): LinesLog {
  const lines: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  const keep = (level: string) => (event: string) => {
    const line = `${level} ${event}`;
    lines.push(line);
    for (const listener of listeners) listener(line);
  };
  const onLine: LinesLog['onLine'] = (listener) => {
    listeners.push(listener);
  };
  return { lines, onLine, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** A key ring with one key of its own. */
export const someKeys = (id = 'k1'): KeyRing =>
  createKeyRing([{ id, key: Secret.of(randomBytes(32).toString('base64')) }]);

/** One store with tables and queues of its own, and what a test may look at from outside. */
export interface FreshStore {
  readonly storage: Storage;
  readonly keys: KeyRing;
  readonly clock: HandClock;
  readonly log: LinesLog;
  readonly prefix: string;
  readonly connectionString: Secret;
  /** The table with this name, unchecked and unsigned: how an intruder would see it. */
  table(name: string): TableClient;
  /** The same tables seen by another instance of the product. */
  another(overrides?: Partial<ConnectInput>): Promise<Storage>;
}

/** Where a store lies, with nothing in it yet. */
export interface StorePlace {
  readonly connectionString: Secret;
  readonly prefix: string;
}

export interface StoreOfFile {
  place(): StorePlace;
  fresh(overrides?: Partial<ConnectInput> & { readonly clock?: HandClock }): Promise<FreshStore>;
}

/** Starts Azurite in memory once for this test file and ends it afterwards. Call it at the top of the file. */
export function useStore(): StoreOfFile {
  let azurite: Azurite | undefined;
  beforeAll(async () => {
    azurite = await startAzurite();
  }, START_MS);
  afterAll(() => azurite?.stop(), START_MS);
  const place = (): StorePlace => {
    if (azurite === undefined) throw new Error('There is a store inside tests and hooks only.');
    return { connectionString: azurite.connectionString, prefix: `t${randomBytes(4).toString('hex')}` };
  };
  return { place, fresh: (overrides = {}) => freshStore(place(), overrides) };
}

async function freshStore(
  { connectionString, prefix }: StorePlace,
  { clock = handClock(), ...overrides }: Partial<ConnectInput> & { readonly clock?: HandClock },
): Promise<FreshStore> {
  const log = linesLog();
  const input = {
    connection: { connectionString },
    keys: someKeys(),
    clock,
    ids: systemIds,
    log,
    prefix,
    ...overrides,
  };
  return {
    storage: await connectStorage(input),
    ...{ keys: input.keys, clock, log, prefix, connectionString },
    table: (name) =>
      TableClient.fromConnectionString(connectionString.reveal(), prefix + name, { allowInsecureConnection: true }),
    another: (more) => connectStorage({ ...input, ...more }),
  };
}
