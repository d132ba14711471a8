import type { Begun } from './begun';
import { WAKE_DELAY_MS } from './commit';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { EventOf } from './events';
import type { Draft } from './drafts';
import type { Stored } from './ports';
import type { AwaitingApproval } from './request';
import type { RequestId } from './terms';

const MAX_CODE_TRIES = 5;

function compose(deps: Deps, { tenantId, employee, requester }: Draft, begun: Begun): AwaitingApproval {
  const now = deps.clock.now();
  return {
    id: deps.ids.ulid(now),
    ...{ tenantId, shortCode: deps.ids.shortCode(), keyId: deps.keys.currentId, state: 'awaitingApproval' },
    ...{ employee, requester, joined: [], round: 1, openedAt: now, told: [] },
    ...begun,
  };
}

export type Placed =
  { readonly kind: 'placed'; readonly stored: Stored } | { readonly kind: 'alreadyOpen'; readonly id: RequestId };

/** Writes the first row of a request under a short code of its own, or names the live request about the same person. */
export async function placeRequest(deps: Deps, draft: Draft, begun: Begun): Promise<Placed> {
  for (let tries = 0; tries < MAX_CODE_TRIES; tries += 1) {
    const request = compose(deps, draft, begun);
    const by = { kind: 'person', id: draft.requester } as const;
    const event: EventOf<'opened'> = { type: 'opened', at: request.openedAt, by, request };
    await deps.queue.wake(request.tenantId, request.id, WAKE_DELAY_MS);
    const result = await deps.ledger.open(request, event).catch((error: unknown) => {
      if (error instanceof RecoveryError && error.code === 'conflict') return undefined;
      throw error;
    });
    if (result?.kind === 'alreadyOpen') return { kind: 'alreadyOpen', id: result.id };
    if (result !== undefined) return { kind: 'placed', stored: result.stored };
  }
  throw new RecoveryError('conflict', 'no free short code was found');
}
