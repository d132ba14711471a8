import { codeCounter } from '../recovery/counted-tries';
import { decidedOf, type RecoveryRequest } from '../recovery/request';
import { counterRowKey, countIn } from './counters';
import { heldRow } from './signed-row';
import type { FoundRow } from './table';

interface Expected {
  readonly row: string;
  readonly atLeast: number;
}

/** How far the counters of this round had got when a try was written down last. */
function expectedCounters(request: RecoveryRequest): readonly Expected[] {
  const { round } = request;
  const decided = decidedOf(request);
  const matches = request.slots.flatMap(({ slot, counted }) => {
    const row = counterRowKey({ purpose: 'match', slot, round, generation: 0 });
    return counted?.round === round ? [{ row, atLeast: counted.count }] : [];
  });
  if (decided?.code.counted === undefined) return matches;
  return [...matches, { row: counterRowKey(codeCounter(request, decided)), atLeast: decided.code.counted }];
}

/** The first counter that is gone, or stands lower than the chain says. The signatures of `rows` have to be checked. */
export function setBackCounter(
  request: RecoveryRequest,
  rows: readonly FoundRow[],
): { readonly row: string; readonly why: string } | undefined {
  const wrong = expectedCounters(request).find(({ row, atLeast }) => {
    const found = rows.find(({ rk }) => rk === row);
    return found === undefined || countIn(heldRow(found)) < atLeast;
  });
  return wrong && { row: wrong.row, why: 'the counter of tries was deleted or set back' };
}
