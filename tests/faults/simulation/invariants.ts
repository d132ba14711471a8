import {
  neverEmpty,
  noSeenPassOutlives,
  theShownPassWorks,
  noShownPassIsKilled,
  nothingBeforeApproval,
  onlyThePlan,
  onlyToHer,
  theNewMethodIsHers,
  thePaceIsKept,
} from './account-invariants';
import { theChatHasItsTime } from './chat-invariants';
import { theCodeStaysWithItsNumber, theManagerIsTold } from './code-invariants';
import { oneDevicePerQr, onlyBehindTheQr, theCounterHasItsProof } from './counter-invariants';
import type { Invariant, Outlook } from './outlook';
import { passwordsOnlyAsAsked } from './password-invariants';
import { nobodyApprovesTheirOwn, nothingBeforeTheYes } from './people-invariants';
import {
  nothingIsStuck,
  nothingIsLost,
  theStateIsTrue,
  verifiedIsGone,
  containedIsGone,
  closedWhenDone,
  everyChainHolds,
  nothingTwice,
  everyPassIsRecorded,
  tamperingIsNoticed,
  secretsNowhere,
} from './trail-invariants';

/** What holds at the end of every run. */
export const AT_REST = {
  nothingIsStuck,
  nothingIsLost,
  theStateIsTrue,
  verifiedIsGone,
  containedIsGone,
  closedWhenDone,
  neverEmpty,
  noSeenPassOutlives,
  noShownPassIsKilled,
  nothingBeforeApproval,
  onlyThePlan,
  everyChainHolds,
  nothingTwice,
  everyPassIsRecorded,
  onlyToHer,
  theNewMethodIsHers,
  thePaceIsKept,
  nothingBeforeTheYes,
  nobodyApprovesTheirOwn,
  passwordsOnlyAsAsked,
  theCodeStaysWithItsNumber,
  theManagerIsTold,
  onlyBehindTheQr,
  oneDevicePerQr,
  theCounterHasItsProof,
  theChatHasItsTime,
  secretsNowhere,
} as const satisfies Readonly<Record<string, Invariant>>;

/** What holds after somebody wrote to storage: the request may stay where it is, but nothing is done on its word. */
export const TAMPERED = {
  tamperingIsNoticed,
  neverEmpty,
  nothingBeforeApproval,
  onlyThePlan,
  onlyToHer,
  nothingBeforeTheYes,
  passwordsOnlyAsAsked,
  theCodeStaysWithItsNumber,
  secretsNowhere,
} as const satisfies Readonly<Record<string, Invariant>>;

/** What holds whenever nothing is under way. */
export const WHEN_QUIET = { theShownPassWorks } as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantName = keyof typeof AT_REST | keyof typeof WHEN_QUIET | keyof typeof TAMPERED;

/** Every violation as `name: what`. */
export function check(invariants: Readonly<Record<string, Invariant>>, outlook: Outlook): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => holds(outlook).map((what) => `${name}: ${what}`));
}
