import type { NotMeOutcome } from '../recovery/report-not-me';

/** The verbs of `recovery/` that the page behind the link of a notice may use, bound to their deps. */
export interface NotMeVerbs {
  /** Looks only. */
  openNotMe(input: { readonly token: string }): Promise<NotMeOutcome>;
  /** Stops the request that the link is about. */
  reportNotMe(input: { readonly token: string }): Promise<NotMeOutcome>;
}
