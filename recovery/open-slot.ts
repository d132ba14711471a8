import type { Decision } from './commit';
import { refuse } from './commit';
import type { Slot } from './facts';
import { decidableSlot } from './guards';
import { done } from './outcome';
import type { Stored } from './ports';
import type { ObjectId } from './terms';

/** A press on an approver's card: by whom, and of which round the card was. */
export interface CardPress {
  readonly presser: ObjectId;
  readonly round?: number;
}

/**
 * The slot that this press may still decide. A card of an earlier round, somebody else's card, a second press and a
 * request that is decided already answer with the request as it stands and change nothing.
 */
export function openSlot(stored: Stored, press: CardPress): Slot | Extract<Decision, { readonly answer: unknown }> {
  const { request } = stored;
  const slot = decidableSlot(request, press.presser);
  if (typeof slot === 'string') return refuse(slot, slot === 'notFound' ? {} : { stored });
  if (request.state !== 'awaitingApproval') return refuse('alreadyDecided', { stored });
  if (slot.approval !== undefined) return { answer: done(stored) };
  return press.round !== undefined && press.round !== request.round ? refuse('cardOutdated', { stored }) : slot;
}
