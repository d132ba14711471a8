import type { Millis, ObjectId } from './terms';

/**
 * Why somebody else may know the password. A closed list without “another reason”: a forgotten password is none, and a
 * recovery by itself is none either.
 */
export const PASSWORD_REASONS = ['told', 'typedElsewhere', 'keptOnDevice', 'usedByOthers', 'inTheAccount'] as const;
export type PasswordReason = (typeof PASSWORD_REASONS)[number];

export const MOST_PASSWORD_WORDS = 200;

/** That the employee has to choose a new password. The product never sets one and never knows one. */
export interface PasswordChange {
  readonly reason: PasswordReason;
  /** Words of whoever asked, at most `MOST_PASSWORD_WORDS` characters. Shown as a TextRun only. */
  readonly text?: string;
  readonly askedBy: ObjectId;
  readonly askedAt: Millis;
  /** When Microsoft Entra took it: that ends it. */
  readonly requiredAt?: Millis;
  /** Code of what stood against it: it was not done and is not tried any more. */
  readonly notDone?: string;
}
