import type { Slot } from './facts';
import type { ObjectId } from './terms';

/** Whoever these slots ask, or asked, and in whose place. */
export function peopleIn(slots: readonly Slot[]): readonly ObjectId[] {
  return slots.flatMap(({ candidates, asked, passedOver, standsInFor = [], alsoFor = [], approval }) => [
    ...[...candidates, ...asked, ...passedOver, ...alsoFor].concat(standsInFor),
    ...(approval === undefined ? [] : [approval.approver]),
  ]);
}

interface Asked {
  readonly slots: readonly Slot[];
  readonly askedBefore?: readonly ObjectId[];
}

interface Asking extends Asked {
  readonly route: 'approval' | 'dualApproval';
}

/** What a request says of its approvers once these slots take the place of the ones before; who they asked stays known. */
export function askInstead(request: Asked, slots: readonly Slot[]): Asking {
  const now = new Set(peopleIn(slots));
  const { askedBefore: before } = request;
  const askedBefore = [...new Set([...(before ?? []), ...peopleIn(request.slots)])].filter((who) => !now.has(who));
  const route = slots.length === 2 ? 'dualApproval' : 'approval';
  return { slots, route, ...((before !== undefined || askedBefore.length > 0) && { askedBefore }) };
}
