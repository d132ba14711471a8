import type { Shown } from '../../recovery/outcome';
import type { Millis } from '../../recovery/terms';
import { PASS } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';
import type { Screen } from '../screen';
import { nextSteps } from './next-steps';
import { notMe } from './not-me';
import { secondsUntil, time } from './time';

/** The one place of the page where a pass leaves the product. It asks for no refresh: a reload would lose the pass. */
export function passScreen({ pass, expiresAt, againLeft }: Shown, now: Millis): Screen {
  return {
    face: 'shown',
    status: 200,
    step: 4,
    heading: PASS.heading,
    body: html`<div class="number" data-pass-box>
        <p class="label" id="pass-label">${PASS.label}</p>
        <p class="shown pass" translate="no" dir="ltr"><bdo dir="ltr" id="pass">${pass.reveal()}</bdo></p>
        <p>
          <button type="button" class="quiet" data-copy="pass" data-copied="${PASS.copied}" hidden>${PASS.copy}</button>
        </p>
      </div>
      ${lasting(expiresAt, now)}
      <p class="warning">${PASS.nobody}</p>
      ${nextSteps()}
      <p>${PASS.again(againLeft)}</p>
      ${notMe()}`,
  };
}

/** The script counts down and blots the pass out at the end; without it the time of day is enough. */
function lasting(expiresAt: Millis, now: Millis): Html {
  const seconds = secondsUntil(expiresAt, now);
  return html`<p>
    ${PASS.caseMatters} ${PASS.once} ${time(expiresAt)}.
    <span data-countdown="${seconds}" data-over="${PASS.over}" hidden
      >${PASS.left} <span role="timer" dir="ltr"></span
    ></span>
  </p>`;
}
