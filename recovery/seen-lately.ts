import type { Sighting } from './sightings';
import type { Millis } from './terms';

/** The rules about sightings count in days; a sighting this young need not be written again. */
const LATELY_MS = 15 * 60_000;

/** True when this was seen within the last quarter of an hour: writing it down again would change no rule's answer. */
export function seenLately(sightings: readonly Sighting[], value: string, now: Millis): boolean {
  const own = sightings.find((one) => one.value === value);
  return own !== undefined && own.lastSeen <= now && now - own.lastSeen < LATELY_MS;
}

/** True when something of the same kind was seen about as lately that is not among `values` any more. */
export function wentLately(sightings: readonly Sighting[], values: readonly string[], now: Millis): boolean {
  return sightings.some(({ value, lastSeen }) => !values.includes(value) && now - lastSeen < 2 * LATELY_MS);
}
