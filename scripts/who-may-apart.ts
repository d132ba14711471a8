import { WHO_MAY_SELF } from './who-may-self';
import { WHO_MAY_STAND_IN } from './who-may-stand-in';

/** Verbs that belong to no request of the table, or to none with approvers: part of `WHO_MAY`. */
export const WHO_MAY_APART = { ...WHO_MAY_STAND_IN, ...WHO_MAY_SELF } as const;
