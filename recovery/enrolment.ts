import type { Reason } from './facts';
import type { MethodKind } from './methods';
import type { Millis, State } from './terms';

/**
 * What the logs of Microsoft Entra say of a new method. `open`: they may still come. `unknown`: they did not come, or could
 * not be read. `raised`: something speaks against it, and the policy only has people told.
 */
export type EnrolmentOutcome = 'open' | 'ok' | 'unknown' | 'notAvailable' | 'raised';

/** Who registered a new method, and from where, as far as it is known. */
export interface EnrolmentCheck {
  /** Until then the logs are waited for. */
  readonly until: Millis;
  /** Absent until they were asked once. */
  readonly outcome?: EnrolmentOutcome;
  readonly reasons?: readonly Reason[];
}

/** The new method that was seen. */
export interface Enrolled {
  readonly methodId: string;
  readonly kind: MethodKind;
  readonly at: Millis;
  /** When it was registered, where Entra says so of its kind. */
  readonly createdAt?: Millis;
  /** Absent on requests of before it was looked into. */
  readonly check?: EnrolmentCheck;
}

/** A request, as far as it is about that. */
interface WithEnrolled {
  readonly state: State;
  readonly decided?: { readonly enrolled?: Enrolled };
}

/** The new method, as long as it is looked into. */
export function openEnrolment({
  state,
  decided,
}: WithEnrolled): (Enrolled & { readonly check: EnrolmentCheck }) | undefined {
  const enrolled = decided?.enrolled;
  if (enrolled?.check === undefined || state === 'incident') return undefined;
  const { check } = enrolled;
  return (check.outcome ?? 'open') === 'open' ? { ...enrolled, check } : undefined;
}

/** True while nobody has asked the logs yet: then the case is not called complete. */
export function isUnasked(request: WithEnrolled): boolean {
  const open = openEnrolment(request);
  return open !== undefined && open.check.outcome === undefined;
}
