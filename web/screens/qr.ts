import { QR_PAGE } from '../../words/reveal-page';
import { html } from '../html';
import type { Screen } from '../screen';

/** A QR code that no device has opened: looking opens nothing, so that a preview does not use it up. */
export function qrScreen(): Screen {
  return {
    face: 'qr',
    status: 200,
    heading: QR_PAGE.heading,
    body: html`${QR_PAGE.sentences.map((sentence) => html`<p>${sentence}</p>`)}
      <form method="post">
        <input type="hidden" name="here" value="yes" />
        <button type="submit">${QR_PAGE.button}</button>
      </form>`,
  };
}
