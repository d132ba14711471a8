import type { DomainLog } from '../recovery/domain-log';
import { isEnded, isSettled, type RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import { approverPartition, employeePartition, inverted, openPartition, openShard } from './partitions';
import type { Row, Table } from './table';

/** Where a request can be found; unsigned, because whoever follows it reads the truth and checks that. */
export interface Pointer {
  readonly pk: string;
  readonly rk: string;
}

/** What a commit has to take away afterwards, as it was found before. */
export interface StalePointer extends Pointer {
  readonly etag: string;
}

/** Whose decision the request waits for, or who is shown a release code. */
export function approversOf(request: RecoveryRequest): readonly ObjectId[] {
  if (request.state !== 'awaitingApproval' && request.state !== 'approved') return [];
  const people = request.slots.flatMap(({ approval, candidates }) => {
    if (approval !== undefined) return [approval.approver];
    return request.state === 'awaitingApproval' ? candidates : [];
  });
  return [...new Set(people)];
}

/** A pass was shown: who approved keeps the pointer until the request has ended, when somebody has time to take it away. */
function stillPointedAt(request: RecoveryRequest): readonly ObjectId[] {
  if (request.state !== 'revealed') return approversOf(request);
  return [...new Set(request.slots.flatMap(({ approval }) => (approval === undefined ? [] : [approval.approver])))];
}

/** Every pointer that a request in this state should have. */
export function pointersOf(request: RecoveryRequest): readonly Pointer[] {
  const { tenantId, id, employee } = request;
  const newestFirst = inverted(id);
  const approvers = stillPointedAt(request).map((approver) => approverPartition(tenantId, approver));
  return [
    { pk: employeePartition(tenantId, employee), rk: newestFirst },
    ...approvers.map((pk) => ({ pk, rk: newestFirst })),
    ...(isSettled(request) ? [] : [{ pk: openPartition(tenantId, openShard(id)), rk: id }]),
  ];
}

const same = (one: Pointer) => (other: Pointer) => one.pk === other.pk && one.rk === other.rk;

export const pointsAt = (request: RecoveryRequest, pointer: Pointer): boolean =>
  pointersOf(request).some(same(pointer));

const row = ({ pk, rk }: Pointer): Row => ({ pk, rk, columns: {} });

/** Those of the pointers that are not there. */
export async function missingPointers(indexes: Table, pointers: readonly Pointer[]): Promise<readonly Pointer[]> {
  const found = await Promise.all(pointers.map(({ pk, rk }) => indexes.read(pk, rk)));
  return pointers.filter((_pointer, at) => found[at] === undefined);
}

/** Writes a pointer that was lost. Should the request end meanwhile it is one too many, and goes when it is followed. */
export async function restorePointer(
  { indexes, log }: { readonly indexes: Table; readonly log: DomainLog },
  request: RecoveryRequest,
  pointer: Pointer,
): Promise<void> {
  await indexes.put(row(pointer));
  told(log, request, pointer.pk.split('|')[1] ?? '');
}

/** Somebody or something took a row away: worth a line, whatever it was. */
export function told(log: DomainLog, { tenantId, id }: RecoveryRequest, what: string): void {
  log.warn('ledger.rowRestored', { tenantId, requestId: id, operation: what });
}

/** What a commit changes of the pointers. Most change nothing. */
export interface PointerChanges {
  readonly added: readonly Pointer[];
  readonly gone: readonly Pointer[];
}

const NO_CHANGES: PointerChanges = { added: [], gone: [] };

/** The pointers that `next` needs and `current` had not, and the other way round. Pure. */
export function pointerChanges(current: RecoveryRequest, next: RecoveryRequest): PointerChanges {
  // All that `pointersOf` looks at in requests that have not ended.
  if (!isEnded(next) && current.state === next.state && current.slots === next.slots) return NO_CHANGES;
  const [had, needs] = [pointersOf(current), pointersOf(next)];
  return {
    added: needs.filter((pointer) => !had.some(same(pointer))),
    gone: had.filter((pointer) => !needs.some(same(pointer))),
  };
}

/** Written before the commit that needs them, so that a crash leaves one too many, never one too few. */
export async function addPointers(indexes: Table, added: readonly Pointer[]): Promise<void> {
  await Promise.all(added.map((pointer) => indexes.put(row(pointer))));
}

/** Of those that a commit makes stale, the version that may be removed once it stands. */
export async function findStale(indexes: Table, gone: readonly Pointer[]): Promise<readonly StalePointer[]> {
  const found = await Promise.all(gone.map(({ pk, rk }) => indexes.read(pk, rk)));
  return found.flatMap((pointer) => (pointer === undefined ? [] : [pointer]));
}

/**
 * After a commit: takes away what was stale before it, unless a later writer put it there anew (its version differs then),
 * and writes the added pointers once more, so that a slow removal of an earlier writer cannot take them along.
 */
export async function settlePointers(
  indexes: Table,
  added: readonly Pointer[],
  stale: readonly StalePointer[],
): Promise<void> {
  await Promise.all([
    ...added.map((pointer) => indexes.put(row(pointer))),
    ...stale.map(({ pk, rk, etag }) => indexes.remove(pk, rk, etag)),
  ]);
}
