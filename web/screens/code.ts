import type { Approved } from '../../recovery/request';
import { CODE, listOr } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';
import type { Screen } from '../screen';
import type { View } from '../view';
import { codeForm } from './code-form';
import { notMe } from './not-me';
import { secondsUntil, time } from './time';

const REFRESH_SECONDS = 5;

/** Approved: the employee types the code that the approver reads out, or asks for a new one when it is dead. */
export function codeScreen(view: View, request: Approved, notice?: string): Screen {
  const { code } = request.decided;
  const over = code.voided || code.deadline <= view.now;
  return {
    face: over ? 'codeOver' : 'code',
    status: 200,
    step: 3,
    refreshSeconds: REFRESH_SECONDS,
    hasInput: !over,
    heading: over ? CODE.overHeading : CODE.heading,
    body: over ? overBody(view, code.voided) : formBody(view, code.deadline, notice),
  };
}

function overBody({ approvers }: View, voided: boolean): Html {
  const who = listOr(approvers.map((one) => one.who));
  const how = approvers.length > 1 ? CODE.renewTwo(who) : CODE.renewOne(who);
  return html`<p>${voided ? CODE.voided : CODE.expired} ${how}</p>
    ${notMe()}`;
}

function formBody(view: View, deadline: number, notice: string | undefined): Html {
  const hint = html`${CODE.hint} ${time(deadline)}`;
  return html`<p>${fromWhom(view)}</p>
    <div data-ends-in="${secondsUntil(deadline, view.now)}">
      ${codeForm({ button: CODE.button, hint, wrong: notice !== undefined })}
    </div>
    <p class="hint">${CODE.alone}</p>
    ${notMe()}`;
}

/** With two approvers the code comes in halves, in the order of the slots. */
function fromWhom({ approvers }: View): string {
  const [first, second] = approvers;
  if (first === undefined) return '';
  return second === undefined ? CODE.one(first.who) : CODE.two(first.who, second.who);
}
