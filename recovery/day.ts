import type { Millis } from './terms';

/** The day of a moment, UTC: `20260505`. */
export function dayOf(at: Millis): string {
  const iso = new Date(at).toISOString();
  return iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10);
}
