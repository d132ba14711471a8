import type { Clock } from '../platform/clock';
import { RecoveryError } from '../recovery/errors';
import type { DomainLog } from '../recovery/domain-log';
import type { Stored } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';
import { pointsAt, type Pointer } from './index-rows';
import { OPENING_MS } from './opening';
import { isRequestId, ulidTime } from './partitions';
import type { SignedTable } from './signed-table';
import { readState } from './state-row';
import type { FoundRow, Range, Table } from './table';
import { readVerifiedState } from './verify-request';

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
  /** Which rows of the partition are pointers; all of them unless told. */
  readonly rows?: Range;
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
  const { limit, wanted = () => true } = input;
  for await (const found of truths(deps, input)) {
    listed.push(...found.flatMap(({ truth }) => (typeof truth === 'string' ? [] : [truth])).filter(wanted));
    if (listed.length >= limit) break;
  }
  return listed.slice(0, limit);
}

/** The same for pointers of one partition that were read already. Stale ones stay, for whoever lists the partition. */
export async function followPointers(
  deps: Pick<ListDeps, 'requests' | 'log'>,
  {
    tenantId,
    pointers,
    limit,
  }: { readonly tenantId: ObjectId; readonly pointers: readonly Pointed[]; readonly limit: number },
): Promise<readonly Stored[]> {
  const listed: Stored[] = [];
  for (let at = 0; at < pointers.length && listed.length < limit; at += limit) {
    const some = pointers.slice(at, at + limit);
    const found = await Promise.all(some.map(({ id }) => readWhole(deps, tenantId, id)));
    for (const [index, truth] of found.entries()) {
      const pointer = some[index];
      const holds = truth !== undefined && typeof truth !== 'string' && pointer !== undefined;
      if (holds && pointsAt(truth.request, pointer)) listed.push(truth);
    }
  }
  return listed.slice(0, limit);
}

interface Pointed extends Pointer {
  readonly id: RequestId;
}

/** Ids that the pointers of one partition lead to, those of damaged requests too: somebody has to be told of them. */
export async function listIds(deps: ListDeps, input: ListInput): Promise<readonly RequestId[]> {
  const ids: RequestId[] = [];
  for await (const found of truths(deps, input)) {
    ids.push(...found.flatMap(({ id, truth }) => (truth === 'newer' ? [] : [id])));
  }
  return ids;
}

/** A request, or why it cannot be told: its rows do not hold, or a newer version of the product wrote them. */
export type Truth = Stored | 'integrity' | 'newer';

interface Followed {
  readonly id: RequestId;
  readonly truth: Truth;
}

async function* truths(deps: ListDeps, input: ListInput): AsyncGenerator<readonly Followed[]> {
  const { partition, limit, except } = input;
  const pageSize = Math.min(PAGE_SIZE, limit + (except === undefined ? 0 : 1));
  for await (const pointers of deps.indexes.pages(partition, { ...input.rows, pageSize })) {
    const others = pointers.filter(({ rk }) => input.idOf(rk) !== except);
    const found = await Promise.all(others.map((pointer) => follow(deps, input, pointer)));
    yield found.filter((one) => one !== undefined);
  }
}

async function follow(deps: ListDeps, input: ListInput, pointer: FoundRow): Promise<Followed | undefined> {
  const id = input.idOf(pointer.rk);
  const truth = await readWhole(deps, input.tenantId, id);
  if (typeof truth === 'string') return { id, truth };
  if (truth !== undefined && pointsAt(truth.request, pointer)) return { id, truth };
  if (truth !== undefined || isAbandoned(deps, id)) await prune(deps, pointer);
  return undefined;
}

/**
 * The state of a request; one that cannot be used is said to the log, so that it does not hide the others. A request whose
 * state row alone is gone is damaged, not gone.
 */
export async function readWhole(
  deps: Pick<ListDeps, 'requests' | 'log'>,
  tenantId: ObjectId,
  id: RequestId,
): Promise<Truth | undefined> {
  try {
    return (await readState(deps.requests, tenantId, id)) ?? (await readVerifiedState(deps.requests, tenantId, id));
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    const code = error.code === 'newer' ? 'newer' : 'integrity';
    deps.log[code === 'newer' ? 'info' : 'error'](`ledger.${code}`, { error, tenantId, requestId: id, code });
    return code;
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
