import type { StepUpOpened } from '../../recovery/step-up-approver';
import { STEP_UP_ASK, STEP_UP_DONE } from '../../words/step-up-page';
import { html } from '../html';
import type { Screen } from '../screen';

/** The address that begins the sign-in. Relative to nothing: the page itself is asked for with a query. */
export const signInPath = (token: string): string => `/step-up/sign-in?link=${encodeURIComponent(token)}`;

/** A link and not a form: a browser that follows a form to another site is stopped by our own policy of contents. */
function askScreen({ stored: { request }, token }: StepUpOpened): Screen {
  return {
    face: 'stepUp',
    status: 200,
    heading: STEP_UP_ASK.heading,
    body: html`<p>${STEP_UP_ASK.pressed}</p>
      <dl>
        <dt>${STEP_UP_ASK.request}</dt>
        <dd><bdo dir="ltr" id="shortCode">${request.shortCode}</bdo></dd>
      </dl>
      <p>${STEP_UP_ASK.why}</p>
      <p><a class="button" id="signIn" href="${signInPath(token)}">${STEP_UP_ASK.button}</a></p>
      <p class="warning">${STEP_UP_ASK.notYou}</p>`,
  };
}

function doneScreen({ minutes }: StepUpOpened): Screen {
  return {
    face: 'stepUpDone',
    status: 200,
    heading: STEP_UP_DONE.heading,
    body: html`<p><strong>${STEP_UP_DONE.next}</strong></p>
      <p>${STEP_UP_DONE.nothing} ${STEP_UP_DONE.minutes(minutes)}</p>`,
  };
}

/** What the link to a fresh sign-in shows now. `notice`: why the last one did not count. */
export function stepUpScreen(opened: StepUpOpened, notice?: string): Screen {
  if (opened.standing === 'done') return doneScreen(opened);
  return { ...askScreen(opened), ...(notice === undefined ? {} : { notice }) };
}
