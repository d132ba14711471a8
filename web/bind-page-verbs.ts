import { cancelRequest } from '../recovery/cancel-request';
import { confirmIdentity } from '../recovery/confirm-identity';
import type { Deps } from '../recovery/deps';
import { openLink, openQr } from '../recovery/open-link';
import { reportFraud } from '../recovery/report-fraud';
import { openNotMe, reportNotMe } from '../recovery/report-not-me';
import { revealPass } from '../recovery/reveal-pass';
import { finishSignIn, openStepUp, startSignIn } from '../recovery/step-up-approver';
import type { NotMeVerbs } from './not-me-verbs';
import type { RevealVerbs } from './reveal-verbs';
import type { StepUpVerbs } from './step-up-verbs';

interface PageVerbs {
  readonly verbs: RevealVerbs;
  readonly notMe: NotMeVerbs;
  readonly stepUp: StepUpVerbs;
}

/** The domain's verbs of the pages on these ports. */
export function bindPageVerbs(deps: Deps): PageVerbs {
  return {
    verbs: {
      openLink: (input) => openLink(deps, input),
      openQr: (input) => openQr(deps, input),
      confirmIdentity: (input) => confirmIdentity(deps, input),
      revealPass: (input) => revealPass(deps, input),
      cancelRequest: (input) => cancelRequest(deps, input),
      reportFraud: (input) => reportFraud(deps, input),
    },
    notMe: {
      openNotMe: (input) => openNotMe(deps, input),
      reportNotMe: (input) => reportNotMe(deps, input),
    },
    stepUp: {
      openStepUp: (input) => openStepUp(deps, input),
      startSignIn: (input) => startSignIn(deps, input),
      finishSignIn: (input) => finishSignIn(deps, input),
    },
  };
}
