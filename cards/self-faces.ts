import { MOST_TEXTS } from '../recovery/renew-code';
import type { Approved, Revealed } from '../recovery/request';
import { isMinting } from '../recovery/run-state';
import type { SelfVerified } from '../recovery/run';
import { AFTER, READY } from '../words/pass';
import { scenarioWords } from '../words/scenarios';
import { SELF_AFTER, SELF_READY } from '../words/self-verified';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import { codeInput } from './inputs';
import { bullets, facts, paragraphs, section } from './lines';
import { clockTime, minutesLeft, moment, shownUntil } from './moments';
import { pausedAfter, pausedReady } from './paused-faces';
import { clean } from './plain-text';
import { renderCard } from './render-card';
import { requestFrame, requestHeader, requestPage } from './request-page';
import type { ViewOf } from './request-view';
import { stepsSection } from './steps';
import { isPaused } from './waiting-note';

const CONTACT = 80;

type WithCode = ViewOf<Approved> | ViewOf<Revealed>;

/** How many codes may still go out. */
function textsLeft({ request }: WithCode): number {
  const { generation, voided } = request.decided.code;
  return voided ? 0 : Math.max(0, MOST_TEXTS - generation);
}

const newCode = (view: WithCode): readonly Button[] =>
  textsLeft(view) > 0 ? [button(view.token, 'pass.newCode', { inputs: 'none' })] : [];

function readyLead(view: ViewOf<Approved>, masked: string): string {
  const { sentAt, sendFailedAt, deadline } = view.request.decided.code;
  if (deadline <= view.now) return SELF_READY.ended;
  if (sentAt !== undefined) return SELF_READY.sent(masked);
  return sendFailedAt === undefined ? SELF_READY.onItsWay(masked) : SELF_READY.notSent(masked);
}

/** No code is good, and none comes: nothing is typed here any more. */
function isOver(view: WithCode): boolean {
  const { voided, deadline } = view.request.decided.code;
  return textsLeft(view) === 0 && (voided || deadline <= view.now);
}

/** What is left is to have an approver asked, or to end it. */
function askInstead(view: ViewOf<Approved>): Card {
  const { request, token, now } = view;
  const { decided } = request;
  const [title, lead] = decided.code.voided
    ? [SELF_READY.titleVoid, SELF_READY.voided]
    : [SELF_READY.titleEnded, SELF_READY.endedLast];
  const buttonRows = rows(
    [button(token, 'pass.askApprover'), button(token, 'request.cancel')],
    [button(token, 'request.refresh'), button(token, 'request.fraud')],
  );
  return requestPage(view, { lead: paragraphs(isMinting(decided, now) && READY.working, lead), buttonRows }, title);
}

/** The employee types what went to their number; or has an approver asked after all. */
export function selfReady(view: ViewOf<Approved>, { masked }: SelfVerified): Card {
  const { request, token, now, timeZone } = view;
  const { code } = request.decided;
  if (isOver(view)) return askInstead(view);
  if (isPaused(view)) return pausedReady(view);
  const live = code.deadline > now;
  const data = {
    ...requestHeader(view, SELF_READY.title),
    lead: paragraphs(isMinting(request.decided, now) && READY.working, readyLead(view, clean(masked, CONTACT))),
    facts: facts([READY.until, live ? clockTime(code.deadline, timeZone) : undefined]),
    sections: section(READY.beforeTitle, bullets(scenarioWords(request.scenario).haveReady), { intro: READY.before }),
    code: codeInput(READY.code),
    closing: paragraphs(SELF_READY.never),
    buttonRows: rows(
      [button(token, 'pass.reveal')],
      [...newCode(view), button(token, 'pass.askApprover', { inputs: 'none' })],
      [button(token, 'request.refresh', { inputs: 'none' }), button(token, 'request.cancel', { inputs: 'none' })],
      [button(token, 'request.fraud', { inputs: 'none' })],
    ),
  };
  return renderCard('ready', data, requestFrame(view, SELF_READY.summary));
}

function afterLead(view: ViewOf<Revealed>): string {
  const { pass, gap } = view.request.decided;
  if (gap === 'open') return SELF_AFTER.gap;
  if (pass === undefined) return SELF_AFTER.noPass;
  return minutesLeft(pass.expiresAt, view.now) > 0
    ? AFTER.lead(moment(pass.expiresAt, view.timeZone))
    : SELF_AFTER.ended;
}

/** No further code, so no further pass: what was shown is used, or the helpdesk is called. */
function lastAfter(view: ViewOf<Revealed>): Card {
  const { token, timeZone } = view;
  const until = shownUntil(view);
  const works = until !== undefined;
  const lead = works
    ? paragraphs(AFTER.lead(moment(until, timeZone)), AFTER.hidden, SELF_AFTER.lastWorks)
    : paragraphs(SELF_AFTER.lastOver);
  const buttonRows = rows(
    [button(token, 'pass.done')],
    [button(token, 'request.refresh'), button(token, 'request.fraud')],
  );
  const page = { lead, sections: stepsSection(view, 'employee'), buttonRows };
  return requestPage(view, page, works ? undefined : SELF_AFTER.titleOver);
}

/** The pass was shown, and no new method stands yet. */
export function selfAfter(view: ViewOf<Revealed>): Card {
  if (isOver(view)) return lastAfter(view);
  if (isPaused(view)) return pausedAfter(view);
  const { token } = view;
  const header = requestHeader(view);
  const data = {
    ...header,
    lead: paragraphs(afterLead(view), AFTER.hidden),
    sections: stepsSection(view, 'employee'),
    again: { title: AFTER.againTitle, text: SELF_AFTER.again(textsLeft(view)) },
    code: codeInput(SELF_AFTER.code),
    buttonRows: rows(
      [button(token, 'pass.revealAgain')],
      [...newCode(view), button(token, 'pass.done', { inputs: 'none' })],
      [button(token, 'request.refresh', { inputs: 'none' }), button(token, 'request.fraud', { inputs: 'none' })],
    ),
  };
  return renderCard('after', data, requestFrame(view, header.title));
}
