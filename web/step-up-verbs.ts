import type { Refused } from '../recovery/outcome';
import type { SignInFinished, SignInReturn, SignInStarted, StepUpOpened } from '../recovery/step-up-approver';

/** The verbs of `recovery/` that the page for a fresh sign-in may use, bound to their deps. */
export interface StepUpVerbs {
  /** Looks only. */
  openStepUp(input: { readonly token: string }): Promise<StepUpOpened | Refused>;
  /** Says where to sign in; stores nothing. */
  startSignIn(input: { readonly token: string }): Promise<SignInStarted | Refused>;
  /** Checks what came of it, and records it. */
  finishSignIn(input: SignInReturn): Promise<SignInFinished>;
}
