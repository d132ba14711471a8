import type { Revealed } from '../../recovery/request';
import type { Millis } from '../../recovery/terms';
import { PASS, REVEALED } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';
import type { Screen } from '../screen';
import type { View } from '../view';
import { codeForm } from './code-form';
import { nextSteps } from './next-steps';
import { notMe } from './not-me';
import { time } from './time';

const REFRESH_SECONDS = 10;

/** The pass was shown before: what to do with it, and how to have another one. */
export function revealedScreen({ request, now }: View & { readonly request: Revealed }, notice?: string): Screen {
  const { pass, gap } = request.decided;
  // In the gap it may be gone already.
  const known = gap === 'open' ? undefined : pass;
  return {
    face: 'revealed',
    status: 200,
    step: 4,
    refreshSeconds: REFRESH_SECONDS,
    hasInput: true,
    heading: REVEALED.heading,
    body: html`${known !== undefined && html`<p>${standing(known.expiresAt, now)}</p>`} ${nextSteps()} ${again(notice)}
    ${notMe()}`,
  };
}

function standing(expiresAt: Millis, now: Millis): Html {
  return expiresAt <= now ? html`${PASS.over}` : html`${REVEALED.until} ${time(expiresAt)}.`;
}

function again(notice: string | undefined): Html {
  const wrong = notice !== undefined;
  return html`<details class="aside" ${wrong && html`open`}>
    <summary>${REVEALED.againSummary}</summary>
    ${codeForm({ button: REVEALED.button, hint: html`${REVEALED.again}`, wrong })}
  </details>`;
}
