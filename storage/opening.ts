import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import { isEnded, type AwaitingApproval, type RecoveryRequest } from '../recovery/request';
import type { Millis, ObjectId, RequestId, ShortCode } from '../recovery/terms';
import { guardPlace } from './partitions';
import type { SignedRow, Unsigned } from './signed-row';
import type { SignedTable } from './signed-table';
import { readState } from './state-row';

export interface OpeningDeps {
  readonly requests: SignedTable;
  /** One row per short code, in the partition of the tenant: its register of requests. */
  readonly codes: SignedTable;
  /** `ActiveByEmployee`: one row per person, naming their live request. */
  readonly active: SignedTable;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

interface Reservation {
  readonly requestId: RequestId;
  readonly at: Millis;
  /** Set once the request is committed: from then on a code without its request means that somebody deleted it. */
  readonly opened?: true;
}

/** No opening lasts this long: a reservation that is older and has no request was left behind. */
export const OPENING_MS = 60_000;

const RACES = 8;
const PAUSES = 10;
const PAUSE_MS = 50;

const reservation = (pk: string, rk: string, body: Reservation): Unsigned => ({ pk, rk, bytes: canonicalJson(body) });

// The bytes carry our own signature, so they have the shape that `reservation` gave them.
const parse = (row: SignedRow): Reservation => JSON.parse(row.bytes) as Reservation;

/** Takes the short code for this request; throws `RecoveryError('conflict')` when another request has it. */
export async function reserveCode({ codes, clock }: OpeningDeps, request: AwaitingApproval): Promise<void> {
  const { tenantId, shortCode, id: requestId } = request;
  const etag = await codes.insert(reservation(tenantId, shortCode, { requestId, at: clock.now() }));
  if (etag !== undefined || (await requestByCode(codes, tenantId, shortCode)) === requestId) return;
  throw new RecoveryError('conflict', `the short code ${shortCode} is taken: choose another`);
}

/** Gives the short code back when the request was not opened after all. */
export async function releaseCode(
  { codes }: OpeningDeps,
  { tenantId, shortCode, id }: AwaitingApproval,
): Promise<void> {
  const row = await codes.read(tenantId, shortCode);
  if (row !== undefined && parse(row).requestId === id) await codes.table.remove(tenantId, shortCode, row.etag);
}

export async function requestByCode(
  codes: SignedTable,
  tenantId: ObjectId,
  code: ShortCode,
): Promise<RequestId | undefined> {
  const row = await codes.read(tenantId, code);
  return row && parse(row).requestId;
}

/** Notes in the register that the request was opened. */
export async function confirmCode(
  { codes, clock }: Pick<OpeningDeps, 'codes' | 'clock'>,
  request: RecoveryRequest,
): Promise<void> {
  const body: Reservation = { requestId: request.id, at: clock.now(), opened: true };
  await codes.put(reservation(request.tenantId, request.shortCode, body));
}

/** What a line of the register of short codes, or a guard, says once its signature was checked. */
export function registerLine(row: SignedRow): Required<Omit<Reservation, 'opened'>> & { readonly opened: boolean } {
  return { opened: false, ...parse(row) };
}

/** The request that the employee's row names, live or not. */
export async function activeRequest(
  active: SignedTable,
  tenantId: ObjectId,
  employee: ObjectId,
): Promise<RequestId | undefined> {
  const { pk, rk } = guardPlace(tenantId, employee);
  const row = await active.read(pk, rk);
  return row && parse(row).requestId;
}

/**
 * Makes this request the employee's only live one. `undefined` when that worked, else the id of the one that is.
 * A row that names an ended request is taken over, and so is one whose request never came.
 */
export async function claimEmployee(deps: OpeningDeps, request: RecoveryRequest): Promise<RequestId | undefined> {
  const { pk, rk } = guardPlace(request.tenantId, request.employee);
  for (let race = 0; race < RACES; race += 1) {
    const row = await deps.active.read(pk, rk);
    const holder = row && parse(row);
    const live =
      holder !== undefined && holder.requestId !== request.id && (await isLive(deps, request.tenantId, holder));
    if (live) return holder.requestId;
    const claim = reservation(pk, rk, { requestId: request.id, at: deps.clock.now() });
    if ((await deps.active.write(claim, row)) !== undefined) return undefined;
  }
  throw new RecoveryError('conflict', 'others kept opening a request for the same person');
}

/** Gives the guard back when the request was not opened after all: nobody has to wait until that is sure. */
export async function releaseEmployee(
  { active }: Pick<OpeningDeps, 'active'>,
  { tenantId, employee, id }: AwaitingApproval,
): Promise<void> {
  const { pk, rk } = guardPlace(tenantId, employee);
  const row = await active.read(pk, rk);
  if (row !== undefined && parse(row).requestId === id) await active.table.remove(pk, rk, row.etag);
}

/** Gives the guard that this opening has taken to the request that is live. */
export async function nameLive(
  { active, clock }: OpeningDeps,
  request: RecoveryRequest,
  live: RequestId,
): Promise<void> {
  const { pk, rk } = guardPlace(request.tenantId, request.employee);
  await active.put(reservation(pk, rk, { requestId: live, at: clock.now() }));
}

/**
 * A request that is not there yet may be in the act of being opened: it is given a moment to appear, and counts as live until
 * no opening can last that long. Otherwise two openers could both win.
 */
async function isLive(deps: OpeningDeps, tenantId: ObjectId, holder: Reservation): Promise<boolean> {
  for (let pauses = 0; ; pauses += 1) {
    const stored = await readState(deps.requests, tenantId, holder.requestId);
    if (stored !== undefined) return !isEnded(stored.request);
    if (holder.at + OPENING_MS < deps.clock.now()) return false;
    if (pauses === PAUSES) return true;
    await deps.pause(PAUSE_MS);
  }
}
