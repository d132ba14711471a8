import type { Millis, ObjectId } from './terms';

/** Whether effects on accounts of a tenant are stopped, since when, by whom and why. */
export interface Stop {
  readonly paused: boolean;
  readonly at: Millis;
  /** Object id of a member of security, or `system`: the product itself, at a start that was told to be paused. */
  readonly by: ObjectId;
  /** Words of security, or of whoever started the product. */
  readonly reason: string;
  /** False until helpdesk and security were told. */
  readonly told: boolean;
  /** The last start that was told to be paused: the next one with the same name is not. */
  readonly marker?: string;
  /** Set at such a start until every request that was live is held: no effect leaves meanwhile, paused or not. */
  readonly holding?: true;
}

/** As it was read: a change names the version that it replaces. */
export interface StoredStop extends Stop {
  /** Rises with every change. */
  readonly seq: number;
}

/**
 * The one switch of each tenant. It is read right before every effect, so that a pause holds on every instance at once.
 */
export interface Stops {
  /**
   * `undefined` before the first start for this tenant. Throws `RecoveryError`: `integrity` where the row does not hold, is
   * gone, or is older than one that this process has seen; `newer` where a newer version wrote it. Throws `EffectError`.
   */
  read(tenantId: ObjectId): Promise<StoredStop | undefined>;
  /**
   * In place of the version `over`, of nothing, or of a row that does not hold. The row as it lies there now, or
   * `undefined` when somebody was faster.
   */
  write(tenantId: ObjectId, stop: Stop, over: number | 'nothing' | 'broken'): Promise<StoredStop | undefined>;
  /** What this process read last, for cards only: never ask it before an effect. `undefined` before the first read. */
  known(tenantId: ObjectId): boolean | undefined;
}
