import { SECURITY_INFO } from './pass';
import { STEPS } from './progress';

/** What a recovery that is complete came to, in numbers: a mailbox or a page names no method. */
export interface WhatWasDone {
  readonly removed: number;
  readonly kept: number;
  readonly signedOut: boolean;
}

export const NOTHING_DONE: WhatWasDone = { removed: 0, kept: 0, signedOut: false };

export const SECOND_METHOD = {
  lead: `Add a second method today. Then one lost device never locks you out again. Sign in at ${SECURITY_INFO.text}, press “Add sign-in method” and choose one that your organisation allows:`,
  ifYou: 'If all of this was you, there is nothing else to do.',
} as const;

const DONE = {
  enrolled: 'A new sign-in method was added',
  removed: (count: number): string =>
    count === 1 ? 'Removed: one sign-in method' : `Removed: ${String(count)} sign-in methods`,
  kept: (count: number): string =>
    `${STEPS.keptCount(count)} that should go. Remove what you no longer have at ${SECURITY_INFO.text}`,
  signedOut: 'Signed out everywhere',
} as const;

/** One line for each thing that was done. */
export function doneLines({ removed, kept, signedOut }: WhatWasDone): readonly string[] {
  return [
    DONE.enrolled,
    ...(removed > 0 ? [DONE.removed(removed)] : []),
    ...(kept > 0 ? [DONE.kept(kept)] : []),
    ...(signedOut ? [DONE.signedOut] : []),
  ];
}
