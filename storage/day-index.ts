import { dayOf, isSameDay } from '../recovery/day';
import type { RecoveryRequest } from '../recovery/request';
import type { Millis, ObjectId, RequestId } from '../recovery/terms';
import { dayPartition, dayShard, DAY_SHARDS, isRequestId } from './partitions';
import type { Pointer } from './index-rows';
import type { Table } from './table';

const MOST_REMEMBERED = 10_000;

/** Says that a request has an entry of the day of `at`. */
export const dayPointer = ({ tenantId, id }: RecoveryRequest, at: Millis): Pointer => ({
  pk: dayPartition(tenantId, dayOf(at), dayShard(id)),
  rk: id,
});

/**
 * Which requests have an audit entry of a day. A pointer is written before the entry, once for each day of a request, so
 * a crash leaves one too many, never one too few. Unsigned: whoever follows it reads the trail and checks that.
 */
export class DayIndex {
  /** What this instance has written, so that it writes it once. */
  readonly #written = new Set<string>();

  constructor(private readonly indexes: Table) {}

  /** Before an entry of the moment `at` is committed. The opening has written the pointer of its day. */
  async beforeEntry(request: RecoveryRequest, at: Millis): Promise<void> {
    if (!isSameDay(at, request.openedAt)) await this.#write(request, at);
  }

  async beforeOpening(request: RecoveryRequest, at: Millis): Promise<void> {
    await this.#write(request, request.openedAt);
    await this.beforeEntry(request, at);
  }

  async #write(request: RecoveryRequest, at: Millis): Promise<void> {
    const pointer = dayPointer(request, at);
    const key = `${pointer.pk}|${pointer.rk}`;
    if (this.#written.has(key)) return;
    await this.indexes.put({ ...pointer, columns: {} });
    if (this.#written.size >= MOST_REMEMBERED) this.#written.clear();
    this.#written.add(key);
  }
}

/** The requests with an entry of this day (`YYYYMMDD`, UTC): one read for each thousand of them in a shard. */
export async function* requestsOfDay(indexes: Table, tenantId: ObjectId, day: string): AsyncGenerator<RequestId> {
  for (const shard of DAY_SHARDS) {
    for await (const page of indexes.pages(dayPartition(tenantId, day, shard))) {
      yield* page.map(({ rk }) => rk).filter(isRequestId);
    }
  }
}
