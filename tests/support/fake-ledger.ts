import type { Clock } from '../../platform/clock';
import type { AuditEntry } from '../../recovery/audit-entry';
import type { ChainRow } from '../../recovery/audit';
import { auditEntry, auditRowKey, CHAIN_START, parseEntry, seal, verifyChain } from '../../recovery/audit';
import { RecoveryError } from '../../recovery/errors';
import type { EventOf, RecoveryEvent } from '../../recovery/events';
import type { LiveRequests } from '../../recovery/repairs';
import type {
  Change,
  CounterKey,
  JournalEntry,
  KeyRing,
  Lease,
  Ledger,
  OpenResult,
  Stored,
  Taken,
  VerifyReport,
} from '../../recovery/ports';
import type { AwaitingApproval, RecoveryRequest } from '../../recovery/request';
import { isEnded, isSettled } from '../../recovery/request';
import type { ObjectId, RequestId } from '../../recovery/terms';

interface Partition {
  etag: number;
  state: string;
  seq: number;
  head: string;
  rows: ChainRow[];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/**
 * The store in memory, with what makes it a store: ETags, a sealed chain, one live request per employee, counters that
 * only rise, leases that end. Requests go in and come out as JSON, frozen. Every call yields once, so that calls race.
 */
export class FakeLedger implements Ledger {
  readonly journaled: JournalEntry[] = [];
  /** Called right before a commit looks at the ETag: a test slips in what somebody else does meanwhile. */
  beforeCommit: ((event: RecoveryEvent) => Promise<void> | void) | undefined;
  readonly #partitions = new Map<string, Partition>();
  readonly #spells = new Set<string>();
  readonly #active = new Map<string, RequestId>();
  readonly #codes = new Map<string, RequestId>();
  readonly #counters = new Map<string, number>();
  readonly #leases = new Map<string, { readonly until: number }>();

  constructor(private readonly deps: { readonly keys: KeyRing; readonly clock: Clock }) {}

  async open(request: AwaitingApproval, event: EventOf<'opened'>): Promise<OpenResult> {
    await Promise.resolve();
    const { tenantId, employee, id, shortCode } = request;
    const holder = this.#active.get(`${tenantId}|${employee}`);
    const live = holder === undefined ? undefined : this.#load(tenantId, holder);
    if (live !== undefined && !isEnded(live.request)) return { kind: 'alreadyOpen', id: live.request.id };
    if (this.#codes.has(`${tenantId}|${shortCode}`)) throw new RecoveryError('conflict', 'the short code is taken');
    this.#codes.set(`${tenantId}|${shortCode}`, id);
    this.#active.set(`${tenantId}|${employee}`, id);
    const partition = { etag: 0, state: '', seq: 0, head: CHAIN_START, rows: [] };
    this.#partitions.set(`${tenantId}|${id}`, partition);
    return { kind: 'opened', stored: this.#write(partition, event, request) };
  }

  async read(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    await Promise.resolve();
    return this.#load(tenantId, id);
  }

  async readVerified(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    const report = await this.verify(tenantId, id);
    if (!report.ok) throw new RecoveryError('integrity', report.firstBad?.why ?? 'the chain does not hold');
    return this.#load(tenantId, id);
  }

  async commit(current: Stored, event: RecoveryEvent, next: RecoveryRequest): Promise<Stored | 'conflict'> {
    return this.commitAll(current, [{ event, next }]);
  }

  async commitAll(current: Stored, changes: readonly Change[]): Promise<Stored | 'conflict'> {
    for (const { event } of changes) await this.beforeCommit?.(event);
    await Promise.resolve();
    const partition = this.#partition(current.request.tenantId, current.request.id);
    if (partition === undefined || String(partition.etag) !== current.etag) return 'conflict';
    return changes.map(({ event, next }) => this.#write(partition, event, next)).at(-1) ?? 'conflict';
  }

  async findByShortCode(tenantId: ObjectId, code: string): Promise<Stored | undefined> {
    await Promise.resolve();
    const id = this.#codes.get(`${tenantId}|${code}`);
    return id === undefined ? undefined : this.#load(tenantId, id);
  }

  async findActive(tenantId: ObjectId, employee: ObjectId): Promise<Stored | undefined> {
    await Promise.resolve();
    const id = this.#active.get(`${tenantId}|${employee}`);
    const stored = id === undefined ? undefined : this.#load(tenantId, id);
    return stored === undefined || isEnded(stored.request) ? undefined : stored;
  }

  async listByEmployee(
    tenantId: ObjectId,
    employee: ObjectId,
    limit: number,
    except?: RequestId,
  ): Promise<readonly Stored[]> {
    await Promise.resolve();
    return this.#all(tenantId)
      .filter(({ request }) => request.employee === employee && request.id !== except)
      .slice(0, limit);
  }

  async follow(
    tenantId: ObjectId,
    employee: ObjectId,
    ids: readonly RequestId[],
    limit: number,
  ): Promise<readonly Stored[]> {
    const own = await this.listByEmployee(tenantId, employee, Infinity);
    return own.filter(({ request }) => ids.includes(request.id)).slice(0, limit);
  }

  async listByApprover(tenantId: ObjectId, approver: ObjectId, limit: number): Promise<readonly Stored[]> {
    await Promise.resolve();
    return this.#all(tenantId)
      .filter(({ request }) => request.slots.some((slot) => waitsFor(slot, approver)))
      .slice(0, limit);
  }

  async listOpen(tenantId: ObjectId): Promise<readonly Stored[]> {
    await Promise.resolve();
    return this.#all(tenantId).filter(({ request }) => !isSettled(request));
  }

  async findLive(tenantId: ObjectId): Promise<LiveRequests> {
    return { ids: (await this.listOpen(tenantId)).map(({ request }) => request.id), forged: false };
  }

  async ofDay(tenantId: ObjectId): Promise<readonly RequestId[]> {
    await Promise.resolve();
    return this.#all(tenantId).map(({ request }) => request.id);
  }

  /** There are no index rows that could get lost. */
  async mend(): Promise<void> {
    await Promise.resolve();
  }

  /** One spell per subject, for good. */
  async beginsSpell(tenantId: ObjectId, subject: string): Promise<boolean> {
    await Promise.resolve();
    const isNew = !this.#spells.has(`${tenantId}|${subject}`);
    this.#spells.add(`${tenantId}|${subject}`);
    return isNew;
  }

  async forgetSpell(tenantId: ObjectId, subject: string): Promise<void> {
    await Promise.resolve();
    this.#spells.delete(`${tenantId}|${subject}`);
  }

  async trail(tenantId: ObjectId, id: RequestId): Promise<readonly AuditEntry[]> {
    await Promise.resolve();
    return this.rowsOf(tenantId, id).flatMap(({ bytes }) => parseEntry(bytes) ?? []);
  }

  async verify(tenantId: ObjectId, id: RequestId): Promise<VerifyReport> {
    await Promise.resolve();
    const partition = this.#partition(tenantId, id);
    if (partition === undefined) return { ok: true, entries: 0 };
    return verifyChain(this.deps.keys, id, partition.rows, partition);
  }

  async raise(tenantId: ObjectId, id: RequestId, key: CounterKey, most = Infinity): Promise<number> {
    await Promise.resolve();
    const name = `${tenantId}|${id}|${key.purpose}|${String(key.slot)}|${String(key.round)}|${String(key.generation)}`;
    const raised = (this.#counters.get(name) ?? 0) + 1;
    if (raised > most) return raised;
    this.#counters.set(name, raised);
    return raised;
  }

  async lease(tenantId: ObjectId, id: RequestId, ms: number): Promise<Lease | Taken> {
    await Promise.resolve();
    const name = `${tenantId}|${id}`;
    const now = this.deps.clock.now();
    const { until } = this.#leases.get(name) ?? { until: 0 };
    if (until > now) return { endsInMs: until - now };
    const mine = { until: now + ms };
    this.#leases.set(name, mine);
    return {
      release: async () => {
        if (this.#leases.get(name) === mine) this.#leases.delete(name);
      },
    };
  }

  async journal(_tenantId: ObjectId, entry: JournalEntry): Promise<void> {
    await Promise.resolve();
    this.journaled.push(entry);
  }

  /** The audit rows themselves, for a test that plays the storage administrator. */
  rowsOf(tenantId: ObjectId, id: RequestId): ChainRow[] {
    return this.#partition(tenantId, id)?.rows ?? [];
  }

  /** Everything that lies in storage, as text. */
  dump(): string {
    return JSON.stringify([[...this.#partitions.values()], [...this.#counters], this.journaled]);
  }

  #partition(tenantId: ObjectId, id: RequestId): Partition | undefined {
    return this.#partitions.get(`${tenantId}|${id}`);
  }

  #load(tenantId: ObjectId, id: RequestId): Stored | undefined {
    const partition = this.#partition(tenantId, id);
    if (partition === undefined) return undefined;
    const request = frozen(JSON.parse(partition.state) as RecoveryRequest);
    return { request, etag: String(partition.etag), seq: partition.seq, head: partition.head };
  }

  /** Newest first. */
  #all(tenantId: ObjectId): readonly Stored[] {
    const keys = [...this.#partitions.keys()].filter((key) => key.startsWith(`${tenantId}|`)).reverse();
    return keys.flatMap((key) => this.#load(tenantId, key.slice(tenantId.length + 1)) ?? []);
  }

  #write(partition: Partition, event: RecoveryEvent, next: RecoveryRequest): Stored {
    partition.seq += 1;
    const sealed = seal(this.deps.keys, auditEntry(next, event, partition.seq, partition.head));
    partition.rows.push({ row: auditRowKey(partition.seq), ...sealed });
    partition.head = sealed.hash;
    partition.state = JSON.stringify(next);
    partition.etag += 1;
    const stored = this.#load(next.tenantId, next.id);
    if (stored === undefined) throw new Error('just written');
    return stored;
  }
}

function waitsFor(slot: RecoveryRequest['slots'][number], approver: ObjectId): boolean {
  return slot.approval === undefined ? slot.candidates.includes(approver) : slot.approval.approver === approver;
}
