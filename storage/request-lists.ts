import type { Clock } from '../platform/clock';
import { RecoveryError } from '../recovery/errors';
import type { DomainLog } from '../recovery/domain-log';
import type { Stored } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';
import { pointsAt } from './index-rows';
import { OPENING_MS } from './opening';
import { isRequestId, ulidTime } from './partitions';
import type { SignedTable } from './signed-table';
import { readState } from './state-row';
import type { FoundRow, Table } from './table';

export interface ListDeps {
  readonly requests: SignedTable;
  readonly indexes: Table;
  readonly clock: Clock;
  readonly log: DomainLog;
}

export interface ListInput {
  readonly tenantId: ObjectId;
  /** The partition of pointers to follow. */
  readonly partition: string;
  /** Reads the request id out of a pointer's RowKey. */
  readonly idOf: (rk: string) => string;
  readonly limit: number;
  /** Passed over, unread. */
  readonly except?: RequestId;
  /** Which of the requests that are rightly pointed at are meant; all of them unless told. */
  readonly wanted?: (stored: Stored) => boolean;
}

const PAGE_SIZE = 32;

/**
 * Follows the pointers of one partition to the truth, in their order. Stale pointers are removed on the way. A request whose
 * rows do not hold is left out and reported to the log, so that one bad row does not hide the others.
 */
export async function listRequests(deps: ListDeps, input: ListInput): Promise<readonly Stored[]> {
  const listed: Stored[] = [];
  const { partition, limit, except, wanted = () => true } = input;
  const pageSize = Math.min(PAGE_SIZE, limit + (except === undefined ? 0 : 1));
  for await (const pointers of deps.indexes.pages(partition, { pageSize })) {
    const others = pointers.filter(({ rk }) => input.idOf(rk) !== except);
    const truths = await Promise.all(others.map((pointer) => follow(deps, input, pointer)));
    listed.push(...truths.filter((stored) => stored !== undefined).filter(wanted));
    if (listed.length >= input.limit) break;
  }
  return listed.slice(0, input.limit);
}

async function follow(deps: ListDeps, input: ListInput, pointer: FoundRow): Promise<Stored | undefined> {
  const id = input.idOf(pointer.rk);
  const stored = await readSound(deps, input.tenantId, id);
  if (stored === 'unsound') return undefined;
  if (stored !== undefined && pointsAt(stored.request, pointer)) return stored;
  if (stored !== undefined || isAbandoned(deps, id)) await prune(deps, pointer);
  return undefined;
}

async function readSound(deps: ListDeps, tenantId: ObjectId, id: RequestId): Promise<Stored | 'unsound' | undefined> {
  try {
    return await readState(deps.requests, tenantId, id);
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    const at = error.code === 'newer' ? 'info' : 'error';
    deps.log[at](`ledger.${error.code}`, { error, tenantId, requestId: id, code: error.code });
    return 'unsound';
  }
}

/** An opening writes its pointers before its request: this pointer was left behind by one that did not finish. */
const isAbandoned = ({ clock }: ListDeps, id: RequestId): boolean =>
  !isRequestId(id) || ulidTime(id) + OPENING_MS < clock.now();

/** The pointer was read before the truth, so the version removed is one that the truth did not ask for. */
async function prune({ indexes, log }: ListDeps, { pk, rk, etag }: FoundRow): Promise<void> {
  await indexes.remove(pk, rk, etag).catch((error: unknown) => {
    log.warn('ledger.pointerStays', { error });
  });
}
