import type { NoticeKind } from '../../recovery/cards';
import type { NotMeOpened } from '../../recovery/report-not-me';
import type { RecoveryRequest } from '../../recovery/request';
import { decidedOf, wasUntouched } from '../../recovery/request';
import type { Millis } from '../../recovery/terms';
import { CONTAINMENT } from '../../words/incident';
import { NOT_ME_ASK, NOT_ME_HAPPENED, NOT_ME_STOPPED } from '../../words/not-me-page';
import { html } from '../html';
import type { Screen } from '../screen';
import { messageScreen } from './message';
import { dayAndTime } from './time';

/** When that came to pass; where the request does not know, when it was opened. */
function momentOf(request: RecoveryRequest, notice: NoticeKind): Millis {
  const decided = decidedOf(request);
  const moments: Partial<Record<NoticeKind, Millis | undefined>> = {
    approved: decided?.at,
    revealed: decided?.pass?.issuedAt,
    enrolled: decided?.enrolled?.at,
    completed: request.state === 'completed' ? request.ended.at : undefined,
  };
  return moments[notice] ?? request.openedAt;
}

/** Names nobody: a number may have a new owner, and mail is forwarded. One button, and it can only stop. */
function askScreen({ stored: { request }, notice, holder }: NotMeOpened): Screen {
  return {
    face: 'notMe',
    status: 200,
    heading: NOT_ME_ASK.heading,
    body: html`<p><strong id="happened">${NOT_ME_HAPPENED[notice]}</strong> ${NOT_ME_ASK.whose[holder.of]}</p>
      <dl>
        <dt>${NOT_ME_ASK.when}</dt>
        <dd>${dayAndTime(momentOf(request, notice))}</dd>
        <dt>${NOT_ME_ASK.request}</dt>
        <dd><bdo dir="ltr" id="shortCode">${request.shortCode}</bdo></dd>
      </dl>
      <p>${NOT_ME_ASK.fine}</p>
      <p>${NOT_ME_ASK.stop}</p>
      <form method="post">
        <input type="hidden" name="fraud" value="yes" />
        <button type="submit" class="danger">${NOT_ME_ASK.button}</button>
      </form>
      <p class="hint">${NOT_ME_ASK.then}</p>`,
  };
}

/** Of what was done to the account, as far as anything ever was. */
function accountText(request: RecoveryRequest): string {
  if (request.evaluation === true) return CONTAINMENT.evaluated;
  return request.state === 'incident' && wasUntouched(request) ? CONTAINMENT.untouched : NOT_ME_STOPPED.account;
}

function stoppedScreen({ stored: { request } }: NotMeOpened): Screen {
  return {
    face: 'notMeStopped',
    status: 200,
    heading: NOT_ME_STOPPED.heading,
    body: html`<p>${NOT_ME_STOPPED.now}</p>
      <p><strong>${NOT_ME_STOPPED.call}</strong></p>
      <p>${accountText(request)}</p>
      <p class="warning">${NOT_ME_STOPPED.nobody}</p>`,
  };
}

/** What the link of a notice shows now. */
export function notMeScreen(opened: NotMeOpened): Screen {
  switch (opened.standing) {
    case 'open':
      return askScreen(opened);
    case 'stopped':
      return stoppedScreen(opened);
    case 'over':
      return messageScreen('notMeOver', 200);
  }
}
