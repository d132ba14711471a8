import type { Chains } from '../recovery/anchors';
import { auditEntry, CHAIN_START, seal } from '../recovery/audit';
import type { AuditEntry } from '../recovery/audit-entry';
import { RecoveryError } from '../recovery/errors';
import type { EventOf, RecoveryEvent } from '../recovery/events';
import type { LiveRequests } from '../recovery/repairs';
import type {
  Change,
  CounterKey,
  JournalEntry,
  Lease,
  Ledger,
  OpenResult,
  Stored,
  Taken,
  VerifyReport,
} from '../recovery/ports';
import { isEnded, type AwaitingApproval, type RecoveryRequest } from '../recovery/request';
import type { ObjectId, RequestId, ShortCode } from '../recovery/terms';
import { beginsSpell, forgetSpell } from './alarms';
import { AUDIT_ROWS, auditRow, entryFrom } from './audit-rows';
import { raiseCounter } from './counters';
import { DayIndex, requestsOfDay } from './day-index';
import { addPointers, approversOf, findStale, pointerChanges, pointersOf, settlePointers } from './index-rows';
import { appendToJournal } from './journal';
import { findLive } from './live-requests';
import { mend, MendTimes } from './mend';
import { takeLease, type LeaseDeps } from './leases';
import {
  activeRequest,
  claimEmployee,
  confirmCode,
  nameLive,
  OPENING_MS,
  releaseCode,
  releaseEmployee,
  requestByCode,
  reserveCode,
} from './opening';
import type { OpeningDeps } from './opening';
import { approverPartition, employeePartition, inverted, isRequestId, isShortCode } from './partitions';
import { OPEN_SHARDS, openPartition, requestPartition, REQUESTS } from './partitions';
import { followPointers, listRequests, type ListDeps } from './request-lists';
import type { SignedChange, SignedTable } from './signed-table';
import { readState, STATE_ROW, stateRow } from './state-row';
import { NEVER_CURRENT } from './table';
import { behind, readVerifiedState, verifyRequest } from './verify-request';

export interface LedgerDeps extends OpeningDeps, LeaseDeps, ListDeps {
  readonly journal: SignedTable;
  /** What is known of chains from outside this store. */
  readonly chains?: Chains;
}

/** Requests and their audit trail in Azure Table Storage: one partition per request, one transaction per commit. */
export class TableLedger implements Ledger {
  private readonly mendTimes: MendTimes;
  private readonly days: DayIndex;

  constructor(private readonly deps: LedgerDeps) {
    this.mendTimes = new MendTimes(deps.clock);
    this.days = new DayIndex(deps.indexes);
  }

  async open(request: AwaitingApproval, event: EventOf<'opened'>): Promise<OpenResult> {
    const started = this.deps.clock.now();
    await reserveCode(this.deps, request);
    const live = await claimEmployee(this.deps, request);
    if (live !== undefined) return this.stepBack(request, live);
    const [unguarded] = await Promise.all([
      this.liveBeside(request),
      addPointers(this.deps.indexes, pointersOf(request)),
      this.days.beforeOpening(request, event.at),
    ]);
    if (unguarded !== undefined) {
      await nameLive(this.deps, request, unguarded);
      return this.stepBack(request, unguarded);
    }
    if (this.deps.clock.now() > started + OPENING_MS / 2) {
      await this.afterwards(request, () => releaseEmployee(this.deps, request));
      await this.afterwards(request, () => releaseCode(this.deps, request));
      throw new RecoveryError('conflict', 'opening took too long');
    }
    const stored = await this.write([{ event, next: request }], undefined);
    if (stored === undefined) throw new RecoveryError('conflict', `there is a request ${request.id} already`);
    await this.afterwards(request, () => confirmCode(this.deps, request));
    return { kind: 'opened', stored };
  }

  async read(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    const points = this.deps.chains?.points(tenantId, id) ?? [];
    const stored = await readState(this.deps.requests, tenantId, id);
    const why = behind(stored, points);
    if (why !== undefined) throw new RecoveryError('integrity', `request ${id}: ${why}`);
    return stored;
  }

  async readVerified(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined> {
    const { chains, requests } = this.deps;
    const points = chains?.points(tenantId, id) ?? [];
    const stored = await readVerifiedState(requests, tenantId, id, points);
    if (stored !== undefined) chains?.verified(stored, points);
    return stored;
  }

  commit(current: Stored, event: RecoveryEvent, next: RecoveryRequest): Promise<Stored | 'conflict'> {
    return this.commitAll(current, [{ event, next }]);
  }

  async commitAll(current: Stored, changes: readonly Change[]): Promise<Stored | 'conflict'> {
    const { indexes } = this.deps;
    const next = changes.at(-1)?.next ?? current.request;
    const { added, gone } = pointerChanges(current.request, next);
    const [stale] = await Promise.all([
      findStale(indexes, gone),
      addPointers(indexes, added),
      Promise.all(changes.map(({ event }) => this.days.beforeEntry(next, event.at))),
      // Reported after its end: its guard was taken away, and has to be there again before it is live.
      isEnded(current.request) && !isEnded(next) ? claimEmployee(this.deps, next) : undefined,
    ]);
    const stored = await this.write(changes, current);
    if (stored === undefined) return 'conflict';
    await this.afterwards(next, () => settlePointers(indexes, added, stale));
    return stored;
  }

  async findByShortCode(tenantId: ObjectId, code: ShortCode): Promise<Stored | undefined> {
    const id = isShortCode(code) ? await requestByCode(this.deps.codes, tenantId, code) : undefined;
    const stored = id === undefined ? undefined : await this.read(tenantId, id);
    return stored?.request.shortCode === code ? stored : undefined;
  }

  async findActive(tenantId: ObjectId, employee: ObjectId): Promise<Stored | undefined> {
    const id = await activeRequest(this.deps.active, tenantId, employee);
    const stored = id === undefined ? undefined : await this.read(tenantId, id);
    return stored !== undefined && stored.request.employee === employee && !isEnded(stored.request)
      ? stored
      : undefined;
  }

  listByEmployee(
    tenantId: ObjectId,
    employee: ObjectId,
    limit: number,
    except?: RequestId,
  ): Promise<readonly Stored[]> {
    const partition = employeePartition(tenantId, employee);
    return listRequests(this.deps, {
      tenantId,
      partition,
      rows: REQUESTS,
      idOf: inverted,
      limit,
      ...(except !== undefined && { except }),
    });
  }

  follow(tenantId: ObjectId, employee: ObjectId, ids: readonly RequestId[], limit: number): Promise<readonly Stored[]> {
    const pk = employeePartition(tenantId, employee);
    const pointers = ids.map((id) => ({ id, pk, rk: inverted(id) }));
    return followPointers(this.deps, { tenantId, pointers, limit });
  }

  listByApprover(tenantId: ObjectId, approver: ObjectId, limit: number): Promise<readonly Stored[]> {
    const partition = approverPartition(tenantId, approver);
    const wanted = ({ request }: Stored) => approversOf(request).includes(approver);
    return listRequests(this.deps, { tenantId, partition, idOf: inverted, limit, wanted });
  }

  async listOpen(tenantId: ObjectId): Promise<readonly Stored[]> {
    const shards = OPEN_SHARDS.map((shard) =>
      listRequests(this.deps, {
        tenantId,
        partition: openPartition(tenantId, shard),
        idOf: (rk) => rk,
        limit: Infinity,
      }),
    );
    const open = (await Promise.all(shards)).flat();
    return open.sort((one, other) => (one.request.id < other.request.id ? -1 : 1));
  }

  findLive(tenantId: ObjectId): Promise<LiveRequests> {
    return findLive(this.deps, tenantId);
  }

  async ofDay(tenantId: ObjectId, day: string): Promise<readonly RequestId[]> {
    const ids: RequestId[] = [];
    for await (const id of requestsOfDay(this.deps.indexes, tenantId, day)) ids.push(id);
    return ids;
  }

  async mend(request: RecoveryRequest): Promise<void> {
    if (this.mendTimes.take(request)) await mend(this.deps, request);
  }

  beginsSpell(tenantId: ObjectId, subject: string): Promise<boolean> {
    return beginsSpell(this.deps, tenantId, subject);
  }

  forgetSpell(tenantId: ObjectId, subject: string): Promise<void> {
    return forgetSpell(this.deps, tenantId, subject);
  }

  async trail(tenantId: ObjectId, id: RequestId): Promise<readonly AuditEntry[]> {
    if (!isRequestId(id)) return [];
    return (await this.deps.requests.list(requestPartition(tenantId, id), AUDIT_ROWS)).map(entryFrom);
  }

  async verify(tenantId: ObjectId, id: RequestId): Promise<VerifyReport> {
    return (await verifyRequest(this.deps.requests, tenantId, id)).report;
  }

  raise(tenantId: ObjectId, id: RequestId, key: CounterKey, most?: number): Promise<number> {
    return raiseCounter(this.deps.requests, { tenantId, id, key, most });
  }

  lease(tenantId: ObjectId, id: RequestId, ms: number): Promise<Lease | Taken> {
    return takeLease(this.deps, tenantId, id, ms);
  }

  journal(tenantId: ObjectId, entry: JournalEntry): Promise<void> {
    return appendToJournal(this.deps.journal, tenantId, entry);
  }

  /** A live request whose guard was lost since whoever opens this one looked for it: an opening may have stood still. */
  private async liveBeside({ tenantId, employee, id }: RecoveryRequest): Promise<RequestId | undefined> {
    const partition = employeePartition(tenantId, employee);
    const wanted = ({ request }: Stored) => !isEnded(request);
    const own = { tenantId, partition, rows: REQUESTS, idOf: inverted };
    const [live] = await listRequests(this.deps, { ...own, limit: 1, except: id, wanted });
    return live?.request.id;
  }

  private async stepBack(request: AwaitingApproval, live: RequestId): Promise<OpenResult> {
    await this.afterwards(request, () => releaseCode(this.deps, request));
    return { kind: 'alreadyOpen', id: live };
  }

  /** State row and audit rows, together or not at all; `undefined` when somebody else was faster. */
  private async write(changes: readonly Change[], current: Stored | undefined): Promise<Stored | undefined> {
    const { requests } = this.deps;
    const { request: before, ...start } = current ?? { request: undefined, seq: 0, head: CHAIN_START };
    let [{ seq, head }, request] = [start, before];
    const entries = changes.map(({ event, next }) => {
      const entry = auditEntry(next, event, seq + 1, head);
      const sealed = seal(requests.keys, entry);
      [seq, head, request] = [entry.seq, sealed.hash, next];
      return auditRow(entry, sealed);
    });
    if (request === undefined || entries.length === 0)
      throw new RecoveryError('conflict', 'there is nothing to commit');
    const state: SignedChange = {
      ...stateRow(request, seq, head),
      ...(current !== undefined && { replaces: current.etag }),
    };
    const etags = await requests.transact([state, ...entries]);
    if (etags === undefined) return undefined;
    const stored: Stored = { request, seq, head, etag: etags.get(STATE_ROW) ?? NEVER_CURRENT };
    this.deps.chains?.committed(current, stored);
    return stored;
  }

  /** What follows a commit may fail: the commit stands, and whoever reads later repairs what is missing here. */
  private async afterwards({ tenantId, id }: RecoveryRequest, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.deps.log.warn('ledger.tidyFailed', { error, tenantId, requestId: id });
    }
  }
}
