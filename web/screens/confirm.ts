import { CONFIRM } from '../../words/reveal-page';
import { html } from '../html';
import type { Screen } from '../screen';
import type { View } from '../view';
import { notMe } from './not-me';

/** Somebody else opened the request: the employee says that it is theirs. */
export function confirmScreen({ opener, employee }: View): Screen {
  return {
    face: 'confirm',
    status: 200,
    step: 1,
    heading: CONFIRM.heading,
    body: html`<p>${CONFIRM.asked(opener, employee)}</p>
      <p>${CONFIRM.onlyIf}</p>
      <form method="post">
        <input type="hidden" name="confirm" value="yes" />
        <button type="submit">${CONFIRM.button}</button>
      </form>
      ${notMe()}`,
  };
}
