import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { CounterKey } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';
import { requestPartition } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

interface Count {
  readonly count: number;
}

const FIRST: Count = { count: 1 };

/** Each lost race means that somebody else's press was counted, so this many presses at once all get through. */
const RACES = 200;

/** RowKey of a counter, e.g. `c-match-1-1-0`. */
export function counterRowKey({ purpose, slot, round, generation }: CounterKey): string {
  return `c-${purpose}-${String(slot)}-${String(round)}-${String(generation)}`;
}

/** What a counter's row says once its signature was checked: the bytes are our own, so they have the shape of `Count`. */
export const countIn = ({ bytes }: Pick<SignedRow, 'bytes'>): number => (JSON.parse(bytes) as Count).count;

export interface CounterRaise {
  readonly tenantId: ObjectId;
  readonly id: RequestId;
  readonly key: CounterKey;
  readonly most?: number | undefined;
}

/**
 * Raises a counter of a request by one and returns the new value; no two calls get the same one, up to `most`. Beyond that
 * there is nothing left to count, and a thousand guesses at once do not wait for each other.
 */
export async function raiseCounter(
  requests: SignedTable,
  { tenantId, id, key, most = Infinity }: CounterRaise,
): Promise<number> {
  const place = { pk: requestPartition(tenantId, id), rk: counterRowKey(key) };
  // Nearly always it is the first try, which takes one write and no read.
  if ((await requests.insert({ ...place, bytes: canonicalJson(FIRST) })) !== undefined) return FIRST.count;
  for (let race = 0; race < RACES; race += 1) {
    const row = await requests.read(place.pk, place.rk);
    const before = row === undefined ? 0 : countIn(row);
    if (before >= most) return before + 1;
    const count: Count = { count: before + 1 };
    if ((await requests.write({ ...place, bytes: canonicalJson(count) }, row)) !== undefined) return count.count;
  }
  throw new RecoveryError('conflict', `counter ${place.rk} is raised by too many at once`);
}
