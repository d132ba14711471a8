import type { Millis } from './terms';

const DAY = 86_400_000;

/** The day of a moment, UTC: `20260505`. */
export function dayOf(at: Millis): string {
  const iso = new Date(at).toISOString();
  return iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
}

export const isSameDay = (one: Millis, other: Millis): boolean => Math.floor(one / DAY) === Math.floor(other / DAY);

/** Its first moment. */
export function startOf(day: string): Millis {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
}

export const dayAfter = (day: string): string => dayOf(startOf(day) + DAY);
