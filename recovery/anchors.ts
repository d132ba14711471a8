import type { ChainPoint } from './anchor';
import { AnchorLine, type LineDeps } from './anchor-line';
import type { Stored } from './ports';
import type { ObjectId, RequestId } from './terms';

/** What a ledger asks about chains, and what it tells of them. Costs no call to anything. */
export interface Chains {
  /**
   * Entries that the chain of this request must have, lowest first. Asked for before the request is read. Throws
   * `RecoveryError('integrity')` where nobody can say any more.
   */
  points(tenantId: ObjectId, id: RequestId): readonly ChainPoint[];
  committed(before: Stored | undefined, after: Stored): void;
  /** The whole chain was verified, with these entries in it. */
  verified(found: Stored, points: readonly ChainPoint[]): void;
}

/** The lines of anchors of all tenants, as one instance knows them. */
export class Anchors implements Chains {
  readonly #lines = new Map<ObjectId, AnchorLine>();

  constructor(
    private readonly deps: LineDeps,
    tenantIds: readonly ObjectId[],
  ) {
    for (const tenantId of tenantIds) this.#lines.set(tenantId, new AnchorLine(deps, tenantId));
  }

  /** The line of a served tenant. */
  of(tenantId: ObjectId): AnchorLine | undefined {
    return this.#lines.get(tenantId);
  }

  points(tenantId: ObjectId, id: RequestId): readonly ChainPoint[] {
    return this.of(tenantId)?.points(id) ?? [];
  }

  committed(before: Stored | undefined, { request: { tenantId, id }, ...after }: Stored): void {
    this.of(tenantId)?.chains.committed(id, before, after);
  }

  verified({ request: { tenantId, id }, ...found }: Stored, points: readonly ChainPoint[]): void {
    this.of(tenantId)?.chains.verified(id, found, points, this.deps.clock.now());
  }
}
