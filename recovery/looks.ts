import type { PermitLane } from './permits';
import type { Millis, ObjectId } from './terms';

export interface LookAsk {
  readonly tenantId: ObjectId;
  /** `first`: somebody has just seen a pass. A share is kept for them. */
  readonly lane: PermitLane;
}

/**
 * Leave to look at the methods of those who are watched. All instances share it, so that Graph's quota holds however many
 * are watched at once; when there is not enough for all, everybody is looked at more seldom.
 */
export interface Looks {
  /** 0 = granted; else so many milliseconds until it is worth asking again. Never throws. */
  ask(ask: LookAsk): Promise<Millis>;
  /** How long to wait until the next look: `usualMs`, or until the turn comes round again. */
  again(tenantId: ObjectId, usualMs: Millis): Millis;
}
