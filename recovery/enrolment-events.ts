import type { EnrolmentOutcome } from './enrolment';
import type { Reason } from './facts';
import type { MethodKind } from './methods';
import type { Millis } from './terms';

/** What happens after the pass was shown. */
export interface EnrolmentPayloads {
  readonly enrolmentSeen: {
    readonly methodId: string;
    readonly kind: MethodKind;
    /** When it was registered, where Entra says so. */
    readonly createdAt?: Millis;
    /** Until when the logs are asked who registered it. Entries of before did not ask. */
    readonly checkUntil?: Millis;
  };
  /** What the logs say of it. `open` is written down once, so that the case can close while they are waited for. */
  readonly enrolmentChecked: {
    readonly methodId: string;
    readonly outcome: EnrolmentOutcome;
    readonly reasons: readonly Reason[];
  };
}

export const ENROLMENT_NAMES: Readonly<Record<keyof EnrolmentPayloads, string>> = {
  enrolmentSeen: 'mfa.factor_enrolled',
  enrolmentChecked: 'mfa.factor_enrollment_checked',
};
