import { FRAME } from '../words/frame';
import { LAYOUT } from '../words/reveal-page';
import { html, markup } from './html';
import type { Html } from './html';
import { STEPS } from './screen';
import type { Screen } from './screen';

/** What stands around a screen. */
export interface Frame {
  readonly organisation?: string;
  readonly shortCode?: string;
  /** Nothing will be done, whatever is decided. */
  readonly evaluation?: boolean;
}

/** A whole page. It has no inline style or script and loads nothing from elsewhere: the Content-Security-Policy forbids it. */
export function drawPage(screen: Screen, frame: Frame = {}): string {
  const title = [screen.notice, screen.heading, LAYOUT.product].filter((part) => part !== undefined).join(' · ');
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex, nofollow" />
      ${refreshWithoutScript(screen)}
      <link rel="icon" href="/static/latchkey.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/static/reveal.css" />
      <script src="/static/reveal.js" defer></script>
    </head>
    <body>
      <a class="skip" href="#content">${LAYOUT.skip}</a>
      ${header(frame)} ${main(screen, frame)} ${footer(frame)}
      <p role="status" class="unseen" id="announcement" data-changed="${LAYOUT.changed}"></p>
    </body>
  </html>`;
  return `<!doctype html>\n${markup(page)}\n`;
}

/** For browsers without script. Not where somebody types: a reload would throw their digits away. */
function refreshWithoutScript({ refreshSeconds, hasInput = false }: Screen): Html | false {
  if (refreshSeconds === undefined || hasInput) return false;
  return html`<noscript><meta http-equiv="refresh" content="${Math.max(10, refreshSeconds)}" /></noscript>`;
}

function header({ organisation }: Frame): Html {
  return html`<header>
    <img src="/static/latchkey.svg" alt="" width="32" height="32" />
    <p>
      <b>${LAYOUT.product}</b>
      <span>${LAYOUT.subtitle}${organisation !== undefined && html` · <bdi>${organisation}</bdi>`}</span>
    </p>
  </header>`;
}

function main(screen: Screen, { evaluation = false }: Frame): Html {
  const { face, version = face, refreshSeconds, heading, step, notice, calm = false, body } = screen;
  const refresh = refreshSeconds !== undefined && html`data-refresh="${refreshSeconds}"`;
  return html`<main id="content" data-face="${face}" data-version="${version}" ${refresh}>
    ${evaluation && html`<p class="notice calm">${FRAME.evaluation}</p>`} ${step !== undefined && progress(step)}
    <h1 tabindex="-1">${heading}</h1>
    ${notice !== undefined && html`<p class="${calm ? 'notice calm' : 'notice'}" id="notice" role="alert">${notice}</p>`}
    ${refreshSeconds !== undefined && html`<p class="notice calm" id="linkOver" hidden>${LAYOUT.linkOver}</p>`} ${body}
  </main>`;
}

function progress(step: number): Html {
  const bars = Array.from({ length: STEPS }, (_, at) => html`<i class="${at < step ? 'reached' : 'ahead'}"></i>`);
  return html`<p class="step">${LAYOUT.step(step, STEPS)}</p>
    <div class="steps" aria-hidden="true">${bars}</div>`;
}

function footer({ shortCode }: Frame): Html {
  return html`<footer>
    ${shortCode !== undefined && html`<p><span dir="ltr">${LAYOUT.request(shortCode)}</span></p>`}
    <p>${LAYOUT.never}</p>
    <nav><a href="/privacy">${LAYOUT.privacy}</a> <a href="/terms">${LAYOUT.terms}</a></nav>
  </footer>`;
}
