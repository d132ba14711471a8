import type { Millis, ObjectId, RequestId } from './terms';

/** `first`: passes, and whatever stops an attacker. A share of the quota is kept for them. `then`: everything else. */
export type PermitLane = 'first' | 'then';

export interface PermitAsk {
  readonly tenantId: ObjectId;
  /** For whom: an older request goes before a younger one of its lane. */
  readonly requestId: RequestId;
  readonly since: Millis;
  readonly lane: PermitLane;
  /** How many writes follow without a pause. */
  readonly count: number;
  /** How long the caller can wait for them; 0 asks and goes. */
  readonly patienceMs: Millis;
}

/**
 * Leave to write to Graph. The published quota is one per app and tenant, so all instances share it. Throws `EffectError`
 * when the store that keeps the count cannot be reached.
 */
export interface Permits {
  /** 0 = granted; else so many milliseconds until it is worth asking again, and nothing may be sent. */
  take(ask: PermitAsk): Promise<Millis>;
}
