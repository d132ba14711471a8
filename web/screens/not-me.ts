import { NOT_ME } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';

/** The way out for somebody who knows nothing about the request. Folded, so that it takes two presses. */
export function notMe(): Html {
  return html`<details class="aside">
    <summary>${NOT_ME.summary}</summary>
    <p>${NOT_ME.explain}</p>
    <form method="post">
      <input type="hidden" name="fraud" value="yes" />
      <button type="submit" class="danger">${NOT_ME.button}</button>
    </form>
  </details>`;
}
