import type { Millis } from '../recovery/terms';

const DAY = 86_400_000;

/** How far a zone is ahead of UTC at a moment; a zone that nobody knows counts as UTC. Zones come from clients. */
function aheadOfUtc(at: Millis, timeZone: string): Millis {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
  } catch {
    return 0;
  }
}

/** When a day such as `2026-12-05` is over where the reader is; `undefined` for a day that is in no calendar. */
export function endOfDay(day: string, timeZone = 'UTC'): Millis | undefined {
  const begins = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(begins) || !new Date(begins).toISOString().startsWith(day)) return undefined;
  const ends = begins + DAY;
  return ends - aheadOfUtc(ends - aheadOfUtc(ends, timeZone), timeZone);
}
