import type { Photos } from '../../bot/person-photos';

/** A directory in which nobody has a picture. */
export const NO_PHOTOS: Photos = { photo: () => Promise.resolve(undefined) };
