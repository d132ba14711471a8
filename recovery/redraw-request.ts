import type { Deps } from './deps';
import type { ObjectId, RequestId } from './terms';

const MOST_ROUNDS = 5;

/**
 * Somebody else works on the request and may be waiting for Graph: the cards that are out get its newest state meanwhile.
 * What was drawn may be old by the time it is on the screen, over something newer; so it is drawn until nothing changed.
 */
export async function redrawRequest(
  deps: Pick<Deps, 'ledger' | 'cards'>,
  { tenantId, id }: { readonly tenantId: ObjectId; readonly id: RequestId },
): Promise<void> {
  let stored = await deps.ledger.read(tenantId, id);
  for (let round = 0; round < MOST_ROUNDS && stored !== undefined; round += 1) {
    await deps.cards.refresh(stored.request);
    const now = await deps.ledger.read(tenantId, id);
    if (now?.seq === stored.seq) return;
    stored = now;
  }
}
