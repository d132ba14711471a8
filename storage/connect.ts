import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../platform/clock';
import type { AnchorStore } from '../recovery/anchor-reader';
import type { Chains } from '../recovery/anchors';
import type { Stores } from '../recovery/deps';
import type { DomainLog } from '../recovery/domain-log';
import type { Ids, KeyRing } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import { createClients, type Clients, type StorageConnection } from './connection';
import { TableContactRoster } from './contact-roster';
import { TableConversations, type Conversations } from './conversations';
import { dayTrail, type DayInput, type Exported } from './day-trail';
import { TableDelegations } from './delegations';
import { TableDrafts } from './drafts';
import { asEffectError } from './errors';
import { TableKeptContacts } from './kept-contacts';
import { TableLastMembers } from './last-members';
import { TableMemberships } from './memberships';
import { TableLinks } from './links';
import { Queue } from './queue';
import { QueueWorker, type WorkerOptions } from './queue-worker';
import { TableSeen, type Seen } from './seen';
import { aheadOfService, checkServiceClock } from './service-clock';
import { TableSightings } from './sightings';
import { SignedTable } from './signed-table';
import { TableStops } from './stops';
import { GRAPH_LOOKS, LookPace } from './look-pace';
import { GRAPH_WRITES, RISK_LOOKUPS, TablePermitBank, type Quota } from './permit-bank';
import { PermitLine } from './permit-line';
import { deadline, Table } from './table';
import { TableLedger } from './table-ledger';
import { verifyAll, type VerifiedTrail, type VerifyAllDeps, type VerifyAllInput } from './verify-all';
import { TableTallies } from './tallies';
import type { BesideTables } from './verify-beside';
import { LONGEST_DELAY_MS, StorageWorkQueue } from './work-queue';

export interface ConnectInput {
  readonly connection: StorageConnection;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'token'>;
  readonly log: DomainLog;
  /** Put before the names of all tables and queues: lower-case letters and digits, a letter first. */
  readonly prefix?: string;
  /** What is known of chains from outside the store. */
  readonly chains?: Chains;
  /** The second place, to verify against. */
  readonly anchors?: AnchorStore;
  /** Longest time a wake-up is hidden, 7 days if left out. See `WorkQueueDeps`. */
  readonly maxDelayMs?: number;
}

/** The store with everything that lies in it. */
export interface Storage extends Stores {
  readonly conversations: Conversations;
  readonly seen: Seen;
  /** True for one caller a second and tenant: leave to ask identity protection. */
  riskPermit(tenantId: ObjectId): Promise<boolean>;
  /** A worker on the queue; not started. */
  worker(options: WorkerOptions): QueueWorker;
  /** Milliseconds this machine is ahead of the storage service; throws `StorageError('clockSkew')` over 30 s. */
  checkClock(): Promise<number>;
  /** The same, however many. */
  clockAhead(): Promise<number>;
  /** Checks the trails of whole tenants, or of one request. */
  verifyAll(input: VerifyAllInput): AsyncIterable<VerifiedTrail>;
}

const TABLES = [
  ...(['requests', 'codes', 'active', 'indexes', 'journal'] as const),
  ...(['drafts', 'links', 'conversations', 'seen', 'permits'] as const),
] as const;
type TableName = (typeof TABLES)[number];

const WRITE_ID_BYTES = 12;
const ONE = { want: 1, least: 1, mayEmpty: true };

/** Creates tables and queues that are missing and connects everything to them. Throws `StorageError` or `EffectError`. */
export async function connectStorage(input: ConnectInput): Promise<Storage> {
  const { clock, ids, keys, log, prefix = '' } = input;
  const clients = createClients(input.connection);
  const queueName = `${prefix}work`;
  await createMissing(clients, prefix, [queueName, `${queueName}-poison`]);
  const newWriteId = () => ids.token(WRITE_ID_BYTES);
  const table = (name: TableName) => new Table(clients.table(prefix + name));
  const signed = (name: TableName) => new SignedTable(table(name), keys, newWriteId);
  const requests = signed('requests');
  const codes = signed('codes');
  const journal = signed('journal');
  const queue = new Queue(clients.queues.getQueueClient(queueName));
  const poison = new Queue(clients.queues.getQueueClient(`${queueName}-poison`));
  const permits = signed('permits');
  const bank = (quota: Quota) => new TablePermitBank({ rows: permits, clock, log, quota });
  const risk = bank(RISK_LOOKUPS);
  const work = new StorageWorkQueue({ queue, clock, maxDelayMs: input.maxDelayMs ?? LONGEST_DELAY_MS });
  return {
    ledger: new TableLedger({
      ...{ requests, codes, journal, clock, log, active: signed('active'), indexes: table('indexes') },
      ...{ newHolder: newWriteId, pause: (ms: number) => pause(ms) },
      ...(input.chains !== undefined && { chains: input.chains }),
    }),
    drafts: new TableDrafts(signed('drafts'), clock),
    links: new TableLinks(signed('links'), clock),
    sightings: new TableSightings(signed('indexes')),
    ...besideConversations(signed('conversations'), ids),
    ...{ stops: new TableStops(signed('active')), delegations: new TableDelegations(signed('active')) },
    seen: new TableSeen(table('seen'), newWriteId),
    queue: work,
    permits: new PermitLine({ bank: bank(GRAPH_WRITES), clock, pause: (ms) => pause(ms) }),
    looks: new LookPace({ bank: bank(GRAPH_LOOKS), clock, log }),
    tallies: new TableTallies({ rows: permits, clock, log }),
    riskPermit: async (tenantId) => (await risk.draw(tenantId, ONE)).granted > 0,
    worker: (options) => new QueueWorker({ queue, poison, work, log }, options),
    checkClock: () => checkServiceClock({ clock, serviceTime: () => queue.serviceTime() }),
    clockAhead: () => aheadOfService({ clock, serviceTime: () => queue.serviceTime() }),
    verifyAll: (which) => verifyAll(auditTables(signed, input), which),
  };
}

/** What is known of how to reach people, of who is in the groups, and whose contacts are looked at. */
const besideConversations = (rows: SignedTable, ids: Pick<Ids, 'token'>) => ({
  ...{ conversations: new TableConversations(rows), keptContacts: new TableKeptContacts(rows, ids) },
  ...{ lastMembers: new TableLastMembers(rows), memberships: new TableMemberships(rows) },
  contactRoster: new TableContactRoster(rows),
});

/** Rows that have no chain. */
const besideTables = (signed: (name: TableName) => SignedTable): BesideTables => ({
  ...{ active: signed('active'), conversations: signed('conversations'), drafts: signed('drafts') },
  ...{ indexes: signed('indexes'), links: signed('links') },
});

const auditTables = (
  signed: (name: TableName) => SignedTable,
  { anchors }: Pick<ConnectInput, 'anchors'>,
): VerifyAllDeps => ({
  ...{ requests: signed('requests'), codes: signed('codes'), journal: signed('journal') },
  ...{ beside: besideTables(signed), anchors },
});

/** What is read of a store for an audit. */
export interface Audit extends Pick<Storage, 'verifyAll'> {
  dayTrail(input: DayInput): AsyncIterable<Exported>;
}

/** Connects for an audit only: nothing is created or written. */
export function connectAudit(input: Pick<ConnectInput, 'connection' | 'keys' | 'prefix' | 'anchors'>): Audit {
  const clients = createClients(input.connection);
  const table = (name: TableName) => new Table(clients.table(`${input.prefix ?? ''}${name}`));
  const signed = (name: TableName) => new SignedTable(table(name), input.keys, () => '');
  const tables = auditTables(signed, input);
  return {
    verifyAll: (which) => verifyAll(tables, which),
    dayTrail: (which) => dayTrail({ requests: tables.requests, indexes: table('indexes') }, which),
  };
}

async function createMissing(
  { tables, queues }: Clients,
  prefix: string,
  queueNames: readonly string[],
): Promise<void> {
  try {
    await Promise.all([
      ...TABLES.map((name) => tables.createTable(prefix + name, deadline())),
      ...queueNames.map((name) => queues.getQueueClient(name).createIfNotExists(deadline())),
    ]);
  } catch (error) {
    throw asEffectError(error, 'creating tables and queues');
  }
}
