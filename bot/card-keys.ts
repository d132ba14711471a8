import type { ObjectId } from '../recovery/terms';

/** How cards are remembered that somebody has beside the one of their own part in a request. */
export interface CardKeys {
  keyFor(person: ObjectId, activityId: string): string;
  is(viewer: string): boolean;
  personOf(viewer: string): ObjectId;
}

/** Each message has a key of its own, so that all of them stay true. `kind` holds no colon. */
export const cardKeys = (kind: string): CardKeys => ({
  keyFor: (person, activityId) => `${kind}:${person}:${activityId}`,
  is: (viewer) => viewer.startsWith(`${kind}:`),
  personOf: (viewer) => viewer.split(':')[1] ?? '',
});
