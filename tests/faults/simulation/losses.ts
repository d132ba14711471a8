import type { Universe } from './universe';

/** What can get lost besides processes: hints that the product must be able to do without. */
export const LOSSES = ['none', 'indexRow', 'guardRow', 'queueMessage', 'wholeQueue', 'queueAndRow'] as const;
export type Loss = (typeof LOSSES)[number];

/** Loses it now; false when there is nothing to lose. */
export function lose(universe: Universe, loss: Loss): boolean {
  universe.network.trace(`lost: ${loss}`);
  switch (loss) {
    case 'none':
      return true;
    case 'indexRow':
      return loseRow(universe, ['indexes']);
    case 'guardRow':
      return loseRow(universe, ['active']);
    case 'queueMessage':
      return loseMessage(universe);
    case 'wholeQueue':
      universe.queue.messages.clear();
      return true;
    case 'queueAndRow':
      universe.queue.messages.clear();
      return loseRow(universe, ['indexes', 'active']);
  }
}

function loseRow(universe: Universe, tables: readonly string[]): boolean {
  const rows = tables.flatMap((name) => {
    const content = universe.content(name);
    // What was seen of people is no hint: signed, and nowhere else.
    const hints = [...content.all()].filter(({ rk }) => !rk.includes('|'));
    return hints.map((row) => ({ content, row }));
  });
  const lost = rows[universe.prng.int(rows.length)];
  if (lost !== undefined) lost.content.delete(lost.row.pk, lost.row.rk);
  return lost !== undefined;
}

function loseMessage({ queue, prng }: Universe): boolean {
  const ids = [...queue.messages.keys()];
  const id = ids[prng.int(ids.length)];
  return id !== undefined && queue.messages.delete(id);
}
