import type { Clock } from '../platform/clock';
import { isEnded, type RecoveryRequest } from '../recovery/request';
import type { Millis, RequestId } from '../recovery/terms';
import { dayPointer } from './day-index';
import { missingPointers, pointersOf, restorePointer, told } from './index-rows';
import type { LiveDeps } from './live-requests';
import { activeRequest, claimEmployee, confirmCode, registerLine, type OpeningDeps } from './opening';

export interface MendDeps extends LiveDeps, OpeningDeps {}

/** Puts back whatever rows beside its own a live request has lost. What was put back is said to the log. */
export async function mend(deps: MendDeps, request: RecoveryRequest): Promise<void> {
  await Promise.all([mendPointers(deps, request), mendCode(deps, request), mendGuard(deps, request)]);
}

/** Those of its opening's day and of today too: one of a day without an entry is one too many, which harms nothing. */
async function mendPointers(deps: MendDeps, request: RecoveryRequest): Promise<void> {
  const days = [request.openedAt, deps.clock.now()].map((at) => dayPointer(request, at));
  const pointers = [...pointersOf(request), ...new Map(days.map((day) => [day.pk, day])).values()];
  const missing = await missingPointers(deps.indexes, pointers);
  await Promise.all(missing.map((pointer) => restorePointer(deps, request, pointer)));
}

/** Its line in the register of short codes; a code that another request has by now stays with that one. */
async function mendCode(deps: MendDeps, request: RecoveryRequest): Promise<void> {
  const row = await deps.codes.read(request.tenantId, request.shortCode);
  const line = row && registerLine(row);
  if (line !== undefined && (line.opened || line.requestId !== request.id)) return;
  await confirmCode(deps, request);
  told(deps.log, request, 'code');
}

/** Without it the employee could open a second request beside this one. */
async function mendGuard(deps: MendDeps, request: RecoveryRequest): Promise<void> {
  if ((await activeRequest(deps.active, request.tenantId, request.employee)) === request.id) return;
  const other = await claimEmployee(deps, request);
  if (other === undefined) told(deps.log, request, 'guard');
  else deps.log.error('ledger.twoLive', { tenantId: request.tenantId, requestId: request.id });
}

/** A little less than the time between two sweeps, so that every sweep finds it due. */
const MEND_EVERY_MS = 240_000;
const MOST_KEPT = 20_000;

/**
 * When a request's rows are worth a look: not while it is young, for then they were just written and most recoveries are
 * over by then; after that once between two sweeps in each instance. So a press pays for none of it.
 */
export class MendTimes {
  readonly #mended = new Map<RequestId, Millis>();

  constructor(private readonly clock: Clock) {}

  /** True once for each time that it is due. */
  take(request: RecoveryRequest): boolean {
    const now = this.clock.now();
    if (isEnded(request) || now - (this.#mended.get(request.id) ?? request.openedAt) < MEND_EVERY_MS) return false;
    if (this.#mended.size >= MOST_KEPT) this.#mended.clear();
    this.#mended.set(request.id, now);
    return true;
  }
}
