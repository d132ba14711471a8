import type { ChainPoint, OpenAnchor, Tip } from '../recovery/anchor';
import { isFault, nextTip } from '../recovery/anchor';
import { AnchorReader, type AnchorStore, type Read } from '../recovery/anchor-reader';
import type { KeyRing, VerifyReport } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';

export interface VerifiedAnchors {
  /** Names the first anchor that does not hold. */
  readonly report: VerifyReport;
  /** Entries that the chains of the tenant's requests must have, lowest first. */
  readonly points: ReadonlyMap<RequestId, readonly ChainPoint[]>;
}

/** Reads the whole line of a tenant. Also behind an anchor that does not hold those that do are taken at their word. */
export async function verifyAnchors(store: AnchorStore, keys: KeyRing, tenantId: ObjectId): Promise<VerifiedAnchors> {
  const line = new WholeLine();
  for await (const read of new AnchorReader({ store, keys }, tenantId).all()) line.take(read);
  return line;
}

class WholeLine implements VerifiedAnchors {
  readonly points = new Map<RequestId, ChainPoint[]>();
  #entries = 0;
  #tip: Tip | undefined;
  #firstBad: VerifyReport['firstBad'];

  get report(): VerifyReport {
    const entries = this.#entries;
    return this.#firstBad === undefined ? { ok: true, entries } : { ok: false, entries, firstBad: this.#firstBad };
  }

  take(read: Read): void {
    this.#entries += 1;
    const tip = isFault(read) ? read : nextTip(this.#tip, read);
    // Behind a bad one nothing can be told of what follows it, until somebody begins anew.
    if (isFault(tip)) this.#firstBad ??= { row: `anchor ${String(read.number)}`, why: tip.why };
    this.#tip = isFault(tip) ? undefined : tip;
    if (!isFault(read)) this.#learn(read);
  }

  #learn({ anchor: { restored, leaves } }: OpenAnchor): void {
    if (restored !== undefined) this.points.clear();
    for (const { id, seq, head } of leaves) {
      const points = this.points.get(id) ?? [];
      this.points.set(
        id,
        [...points, { seq, head }].sort((one, other) => one.seq - other.seq),
      );
    }
  }
}
