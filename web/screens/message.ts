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

export function completedScreen(): Screen {
  return {
    ...messageScreen(
      'completed',
      200,
      html`<p>${securityInfoLink()}</p>
        ${notMe()}`,
    ),
    step: 4,
  };
}

/** A press that could not be read. The link back is this same address, asked for with GET. */
export function badFormScreen(): Screen {
  return messageScreen('badForm', 400, html`<p><a class="button" href="">${BACK}</a></p>`);
}
