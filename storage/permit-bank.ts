import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import type { DomainLog } from '../recovery/domain-log';
import { RecoveryError } from '../recovery/errors';
import type { Millis, ObjectId } from '../recovery/terms';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

/** A bucket: holds `capacity`, fills by `perSecond`; the last `kept` are only for who may empty it. */
export interface Quota {
  /** RowKey of its row in the partition of the tenant. */
  readonly name: string;
  readonly capacity: number;
  readonly perSecond: number;
  readonly kept: number;
}

/**
 * Published: 3,000 writes in any 150 s, per app and tenant. A full bucket and 150 s of filling are 2,980; the rest is for
 * permits that lie in the hands of instances.
 */
export const GRAPH_WRITES: Quota = { name: 'graph-writes', capacity: 40, perSecond: 19.6, kept: 15 };
/** Published: one request a second to identity protection, per tenant, shared with every other app. */
export const RISK_LOOKUPS: Quota = { name: 'risk-lookups', capacity: 1, perSecond: 0.9, kept: 0 };

export interface Draw {
  /** As many as this, if they are there. */
  readonly want: number;
  /** Fewer are of no use. */
  readonly least: number;
  /** True: the kept ones too. */
  readonly mayEmpty: boolean;
  /** Stay in the bucket whatever is taken: for those who go before. */
  readonly spare?: number;
}

export interface Drawn {
  readonly granted: number;
  /** When nothing was granted: how long until `least` are there, if nobody else takes them. */
  readonly waitMs: Millis;
}

export interface BankDeps {
  readonly rows: SignedTable;
  readonly clock: Clock;
  readonly log: DomainLog;
  readonly quota: Quota;
}

interface Level {
  readonly tokens: number;
  readonly at: Millis;
}

const RACES = 6;
/** Somebody else kept taking at the same moment. */
const LOST_RACE_MS = 100;

/** Pure: what a draw takes out of the bucket at `now`. */
export function drawFrom(
  quota: Quota,
  level: Level,
  now: Millis,
  { want, least, mayEmpty, spare = 0 }: Draw,
): [Level, Drawn] {
  const filled = level.tokens + (Math.max(0, now - level.at) / 1_000) * quota.perSecond;
  const tokens = Math.min(quota.capacity, filled);
  const left = spare + (mayEmpty ? 0 : quota.kept);
  const free = Math.floor(tokens - left);
  const at = Math.max(level.at, now);
  if (free >= least) {
    const granted = Math.min(want, free);
    return [
      { tokens: round(tokens - granted), at },
      { granted, waitMs: 0 },
    ];
  }
  const missing = least + left - tokens;
  return [
    { tokens: round(tokens), at },
    { granted: 0, waitMs: Math.ceil((missing / quota.perSecond) * 1_000) },
  ];
}

/** Down, so that rounding never makes a permit. */
const round = (tokens: number): number => Math.floor(tokens * 1_000) / 1_000;

/** The bucket of each tenant as one signed row, changed by ETag, so that all instances draw from the same one. */
export class TablePermitBank {
  readonly quota: Quota;

  constructor(private readonly deps: BankDeps) {
    this.quota = deps.quota;
  }

  async draw(tenantId: ObjectId, draw: Draw): Promise<Drawn> {
    const { rows, clock } = this.deps;
    const place = { pk: tenantId, rk: this.quota.name };
    for (let race = 0; race < RACES; race += 1) {
      const row = await this.#read(place.pk, place.rk);
      if (row === 'doesNotHold') return { granted: 0, waitMs: LOST_RACE_MS };
      const now = clock.now();
      // The bytes carry our own signature, so they have the shape written below.
      const level = row === undefined ? { tokens: this.quota.capacity, at: now } : (JSON.parse(row.bytes) as Level);
      const [after, drawn] = drawFrom(this.quota, level, now, draw);
      if (drawn.granted === 0) return drawn;
      if ((await rows.write({ ...place, bytes: canonicalJson(after) }, row)) !== undefined) return drawn;
    }
    return { granted: 0, waitMs: LOST_RACE_MS };
  }

  /** Nothing but the pace hangs on this row: one that does not hold is replaced by an empty bucket, and said. */
  async #read(pk: string, rk: string): Promise<SignedRow | undefined | 'doesNotHold'> {
    const { rows, clock, log } = this.deps;
    try {
      return await rows.read(pk, rk);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'integrity') throw error;
      log.error('permits.integrity', { tenantId: pk, error });
      await rows.put({ pk, rk, bytes: canonicalJson({ tokens: 0, at: clock.now() }) });
      return 'doesNotHold';
    }
  }
}
