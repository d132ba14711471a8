import type { Secret } from '../platform/secret';
import type { Millis } from '../recovery/terms';
import { COUNTER } from '../words/counter';
import { button, rows } from './buttons';
import type { Card } from './card';
import { facts, paragraphs } from './lines';
import { clockTime } from './moments';
import { qrImage } from './qr-image';
import { renderCard } from './render-card';
import { requestFrame, requestHeader } from './request-page';
import type { RequestView } from './request-view';

/** What `showQr` hands out. */
export interface Qr {
  readonly link: Secret;
  readonly until: Millis;
}

/** The QR code for the device of the person at the counter. Send it as the answer to the press and nowhere else. */
export function drawQr(view: RequestView, { link, until }: Qr): Card {
  const { token, timeZone } = view;
  const data = {
    ...requestHeader(view, COUNTER.qrTitle),
    lead: paragraphs(COUNTER.qrLead),
    image: { url: qrImage(link), alt: COUNTER.qrAlt },
    facts: facts([COUNTER.qrUntil, clockTime(until, timeZone)]),
    closing: paragraphs(COUNTER.qrCareful, COUNTER.secret),
    buttonRows: rows([button(token, 'counter.showQr'), button(token, 'request.refresh')]),
  };
  return renderCard('qr', data, requestFrame(view, COUNTER.qrSummary));
}
