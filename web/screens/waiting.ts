import { waysToTry } from '../../cards/try-first';
import { TRY_FIRST } from '../../words/ladder';
import { listAnd, WAITING } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';
import type { Screen } from '../screen';
import type { ApproverOnPage, View } from '../view';
import { notMe } from './not-me';

const REFRESH_SECONDS = 3;

/** The number that the approver asks for, and what to have ready. */
export function waitingScreen({ approvers, request }: View): Screen {
  const waiting = approvers.filter(({ approved }) => !approved);
  const who = listAnd(waiting.map((one) => one.who));
  return {
    face: 'waiting',
    status: 200,
    step: 2,
    refreshSeconds: REFRESH_SECONDS,
    heading: WAITING.heading,
    body: html`<p>${waiting.length > 1 ? WAITING.two(who) : WAITING.one(who)} ${WAITING.careful}</p>
      ${approvers.map((approver) => approverBlock(approver, waiting))}
      <p>${WAITING.then}</p>
      ${otherWay(waysToTry(request))}
      <h2>${WAITING.readyHeading}</h2>
      <ul>
        ${WAITING.ready.map((one) => html`<li>${one}</li>`)}
      </ul>
      ${notMe()}`,
  };
}

/** For whoever may need no reset: no draft has told them. */
function otherWay(ways: readonly string[]): Html | false {
  return (
    ways.length > 0 &&
    html`<details class="aside">
      <summary>${TRY_FIRST.title}</summary>
      <p>${TRY_FIRST.intro}</p>
      <ul>
        ${ways.map((way) => html`<li>${way}</li>`)}
      </ul>
      <form method="post">
        <input type="hidden" name="solved" value="yes" />
        <button type="submit">${TRY_FIRST.worked}</button>
      </form>
    </details>`
  );
}

function approverBlock(approver: ApproverOnPage, waiting: readonly ApproverOnPage[]): Html {
  const { who, matchNumber } = approver;
  if (matchNumber === undefined) return html`<p class="done">${WAITING.approved(who)}</p>`;
  const digits = matchNumber.reveal();
  const label = waiting.length > 1 ? WAITING.labelFor(who) : WAITING.label;
  // The first number has the id of the outside contract. A screen reader is given the digits one by one.
  const id = approver === waiting[0] ? 'matchNumber' : 'matchNumber2';
  return html`<div class="number">
    <p class="label">${label}</p>
    <p class="shown" translate="no" dir="ltr">
      <span id="${id}" aria-hidden="true">${digits}</span><span class="unseen">${[...digits].join(' ')}</span>
    </p>
  </div>`;
}
