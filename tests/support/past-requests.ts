import type { RecoveryEvent } from '../../recovery/events';
import { next } from '../../recovery/machine';
import type { World } from './domain-world';
import { DAY, START } from './fake-clock';
import { run } from './request-arms';
import { awaiting, openedEvent, slot } from './request-builder';
import { eventOf } from './sample-events';
import { WHO } from './sample-people';

/** Writes a request of the past into the ledger. */
export async function happened(
  world: World,
  daysAgo: number,
  events: readonly RecoveryEvent[],
  employee: string = WHO.ada,
): Promise<void> {
  const openedAt = START - daysAgo * DAY;
  const request = awaiting({ employee, openedAt, slots: [slot({ candidates: [WHO.max] })] });
  const result = await world.ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  let { stored } = result;
  for (const event of events) {
    const after = await world.ledger.commit(stored, event, next(stored.request, event));
    if (after === 'conflict') throw new Error('raced');
    stored = after;
  }
}

export const approvedAt = (daysAgo: number): RecoveryEvent =>
  eventOf('approved', { decided: run({ at: START - daysAgo * DAY }) });

/** What makes a recovery of the past. */
export const recovered = (daysAgo: number): readonly RecoveryEvent[] => [
  approvedAt(daysAgo),
  eventOf('passIssued'),
  eventOf('completed'),
];
