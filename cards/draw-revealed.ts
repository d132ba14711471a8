import type { Secret } from '../platform/secret';
import { decidedOf } from '../recovery/request';
import type { Millis } from '../recovery/terms';
import { REVEALED } from '../words/pass';
import { SELF_AFTER } from '../words/self-verified';
import { button, rows } from './buttons';
import type { Card } from './card';
import { codeInput } from './inputs';
import { numbered, paragraphs, section } from './lines';
import { clockTime, minutesLeft } from './moments';
import { renderCard } from './render-card';
import { requestFrame, requestHeader } from './request-page';
import { SECURITY_INFO_LINK } from './security-info';
import type { RequestView } from './request-view';

/** The pass as `revealPass` hands it out. */
export interface RevealedPass {
  readonly pass: Secret;
  readonly expiresAt: Millis;
  /** How often it can still be shown anew. */
  readonly againLeft: number;
}

/**
 * The one card that holds a pass. Send it as the answer to the press and nowhere else: never store, log or post it.
 * The pass stands in a RichTextBlock with the id `pass`, because a TextBlock would read Markdown in it.
 */
export function drawRevealed(view: RequestView, { pass, expiresAt, againLeft }: RevealedPass): Card {
  const { token, now, timeZone } = view;
  const again = againLeft > 0;
  const fraud = button(token, 'request.fraud', { inputs: 'none' });
  const self = decidedOf(view.request)?.selfVerified !== undefined;
  const more = again ? [button(token, 'pass.revealAgain')] : [];
  const data = {
    ...requestHeader(view, REVEALED.title),
    lead: [],
    pass,
    until: REVEALED.until(clockTime(expiresAt, timeZone), minutesLeft(expiresAt, now)),
    once: REVEALED.once,
    sections: section(REVEALED.stepsTitle, numbered(REVEALED.steps)),
    link: SECURITY_INFO_LINK,
    nobody: REVEALED.nobody,
    ...(again
      ? { again: { title: REVEALED.againTitle, text: (self ? SELF_AFTER.shownAgain : REVEALED.again)(againLeft) } }
      : {}),
    code: codeInput(self ? SELF_AFTER.code : REVEALED.code),
    closing: paragraphs(!again && REVEALED.noneLeft),
    buttonRows: rows(more, [button(token, 'pass.done', { inputs: 'none' })], [fraud]),
  };
  return renderCard('revealed', data, requestFrame(view, REVEALED.summary, REVEALED.speak));
}
