import { SECURITY_INFO } from '../../words/pass';
import { LAYOUT, PASS } from '../../words/reveal-page';
import { html } from '../html';
import type { Html } from '../html';
import { QR_ADDRESS } from '../static-files';

/** Opens beside the page: leaving it would lose the pass. Nothing about this page is told to the other one. */
export function securityInfoLink(): Html {
  return html`<a href="${SECURITY_INFO.url}" target="_blank" rel="noopener noreferrer"
    >${SECURITY_INFO.text}<span class="unseen"> (${LAYOUT.newTab})</span></a
  >`;
}

/** For whoever signs in on another device than the one that shows this page. */
function securityInfoQr(): Html {
  return html`<p class="scan">
    <img src="${QR_ADDRESS}" alt="${PASS.qrAlt}" width="132" height="132" />
    <span>${PASS.qr}</span>
  </p>`;
}

/** How to sign in with the pass and register, and the 10-minute rule. */
export function nextSteps(): Html {
  return html`<h2>${PASS.stepsHeading}</h2>
    <ol>
      <li>${PASS.open} ${securityInfoLink()}</li>
      <li>${PASS.signIn}</li>
      <li>${PASS.add}</li>
      <li>${PASS.second}</li>
    </ol>
    ${securityInfoQr()}
    <p class="hint">${PASS.patience}</p>`;
}
