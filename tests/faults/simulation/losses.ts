import type { Universe } from './universe';

/** What can get lost besides processes: hints that the product must be able to do without. */
export const LOSSES = ['none', 'indexRow', 'queueMessage', 'wholeQueue'] as const;
export type Loss = (typeof LOSSES)[number];

/** Loses it now; false when there is nothing to lose. */
export function lose(universe: Universe, loss: Loss): boolean {
  const { prng, queue, network } = universe;
  network.trace(`lost: ${loss}`);
  if (loss === 'wholeQueue') queue.messages.clear();
  if (loss === 'queueMessage') {
    const ids = [...queue.messages.keys()];
    const id = ids[prng.int(ids.length)];
    return id !== undefined && queue.messages.delete(id);
  }
  if (loss === 'indexRow') {
    const rows = [...universe.content('indexes').all()];
    const row = rows[prng.int(rows.length)];
    if (row !== undefined) universe.content('indexes').delete(row.pk, row.rk);
    return row !== undefined;
  }
  return true;
}
