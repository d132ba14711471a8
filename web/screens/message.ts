import type { RecoveryRequest } from '../../recovery/request';
import { whatWasDone } from '../../recovery/what-was-done';
import { doneLines, NOTHING_DONE, SECOND_METHOD } from '../../words/done';
import { ENDED } from '../../words/ended';
import type { Message, MessageName } from '../../words/reveal-messages';
import { BACK, MESSAGES } from '../../words/reveal-messages';
import { html } from '../html';
import type { Html } from '../html';
import type { Screen } from '../screen';
import { securityInfoLink } from './next-steps';
import { notMe } from './not-me';

/** A screen to read, with at most one thing to press. */
export function messageScreen(name: MessageName, status: number, extra?: Html): Screen {
  const { heading, sentences }: Message = MESSAGES[name];
  const body = html`${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${extra}`;
  return { face: name, status, heading, body };
}

/** A state in which the employee has nothing to press; the page goes on looking. */
export function pausedScreen(name: 'elsewhere' | 'atCounter' | 'held' | 'failed'): Screen {
  return { ...messageScreen(name, 200, notMe()), refreshSeconds: 10 };
}

/** What was done, and how a second method comes to stand. */
export function completedScreen(request: RecoveryRequest): Screen {
  const done = doneLines(whatWasDone(request) ?? NOTHING_DONE);
  const list = (lines: readonly string[]) =>
    html`<ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
  const body = html`<h2>${ENDED.doneTitle}</h2>
    ${list(done)}
    <h2>${ENDED.secondMethodTitle}</h2>
    <p>${SECOND_METHOD.lead}</p>
    ${list(ENDED.secondMethodHow)}
    <p>${securityInfoLink()}</p>
    ${notMe()}`;
  return { ...messageScreen('completed', 200, body), step: 4 };
}

/** A press that could not be read. The link back is this same address, asked for with GET. */
export function badFormScreen(): Screen {
  return messageScreen('badForm', 400, html`<p><a class="button" href="">${BACK}</a></p>`);
}
