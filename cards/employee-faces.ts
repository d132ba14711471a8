import type { LinkDelivery } from '../recovery/facts';
import type { Approved, AwaitingApproval, Revealed } from '../recovery/request';
import { waitsForEmployee } from '../recovery/opened-by';
import { isMinting } from '../recovery/run-state';
import type { Scenario } from '../recovery/terms';
import { BUTTON_VARIANTS } from '../words/buttons';
import { AT_COUNTER } from '../words/counter';
import { DRAFT } from '../words/draft';
import { AFTER, READY, REVEALED } from '../words/pass';
import { ITS_ME, PROGRESS } from '../words/progress';
import { scenarioWords } from '../words/scenarios';
import { button, rows } from './buttons';
import type { Card } from './card';
import { secondMethod } from './ended-faces';
import { codeInput } from './inputs';
import { bullets, facts, paragraphs, section } from './lines';
import { contactKind } from './link-places';
import { chatUntil } from './moved';
import { matchNumbers } from './match-numbers';
import { clockTime, minutesLeft, moment } from './moments';
import { allWhoDecide, nameOf, whoApproved } from './people';
import { pausedAfter, pausedReady } from './paused-faces';
import { clean } from './plain-text';
import { renderCard } from './render-card';
import { caseFacts, quoteOf, waitingFacts } from './request-facts';
import { requestFrame, requestHeader, requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { selfAfter, selfReady } from './self-faces';
import { stepsSection } from './steps';
import { tryFirst } from './try-first';
import { isPaused } from './waiting-note';

const CONTACT = 80;
const PHONE_IS_GONE: ReadonlySet<Scenario> = new Set(['lostPhone', 'stolenPhone', 'lockedOut']);

/** “Did you ask for this?”: nothing is shown or asked before the employee has answered. */
function itsMe(view: ViewOf<AwaitingApproval>): Card {
  const { token, request } = view;
  const theirs = waitsForEmployee(request);
  const { removes } = scenarioWords(request.scenario);
  return requestPage(
    view,
    {
      lead: paragraphs(ITS_ME.lead(nameOf(view, request.requester)), ITS_ME.yes, theirs && ITS_ME.other, ITS_ME.no),
      facts: caseFacts(view, 'employee'),
      ...quoteOf(view),
      sections: theirs ? section(DRAFT.willGoTitle, bullets([removes]), { intro: DRAFT.undone }) : [],
      buttonRows: rows(
        [button(token, 'request.itsMe'), button(token, 'request.fraud', { style: 'destructive' })],
        [button(token, 'request.cancel')],
      ),
    },
    ITS_ME.title,
  );
}

const linkOf = ({ movedAt }: RequestView['request'], delivery: LinkDelivery): string =>
  movedAt === undefined ? clean(delivery.masked, CONTACT) : contactKind(delivery);

function numberLead(view: RequestView, shown: boolean): string | undefined {
  const { delivery } = view.request;
  if (delivery.place === 'inPerson') return AT_COUNTER.employee;
  if (delivery.place === 'link') return PROGRESS.numberOnPage(linkOf(view.request, delivery));
  return shown ? undefined : PROGRESS.numberHidden;
}

/** Waiting: who decides, by when, the number to say, and what to have ready meanwhile. */
export function employeeWaiting(view: ViewOf<AwaitingApproval>): Card {
  if (!view.request.employeeConfirmed && view.request.delivery.place !== 'inPerson') return itsMe(view);
  const { request, token } = view;
  const dual = request.slots.length > 1;
  const who = allWhoDecide(view, 'employee');
  const numbers = request.delivery.place === 'teams' ? matchNumbers(view) : [];
  const hidden = request.delivery.place === 'teams' && numbers.length === 0;
  const show = button(token, 'request.refresh', { title: BUTTON_VARIANTS.showNumber, style: 'positive' });
  return requestPage(view, {
    lead: paragraphs(
      dual ? PROGRESS.employeeLeadDual(who) : PROGRESS.employeeLead(who),
      PHONE_IS_GONE.has(request.scenario) && PROGRESS.reachable,
      numberLead(view, !hidden),
    ),
    numbers,
    facts: waitingFacts(view, 'employee'),
    sections: [
      ...tryFirst(request, token),
      ...stepsSection(view, 'employee'),
      ...section(PROGRESS.readyTitle, bullets(scenarioWords(request.scenario).haveReady)),
    ],
    buttonRows: rows(
      [hidden ? show : button(token, 'request.refresh'), button(token, 'request.cancel')],
      [button(token, 'request.fraud')],
    ),
  });
}

function codeLead(view: ViewOf<Approved>): string {
  const { request, now } = view;
  const who = whoApproved(view);
  if (request.decided.code.voided) return READY.voided(who);
  if (request.decided.code.deadline <= now) return READY.ended(who);
  return request.slots.length > 1 ? READY.leadHalves : READY.lead(who);
}

/** The pass waits on the page behind the link, or at a counter: nothing is typed in this chat. */
function readyElsewhere(view: ViewOf<Approved>, where: string): Card {
  const { token, request } = view;
  return requestPage(view, {
    lead: paragraphs(where),
    sections: [
      ...section(PROGRESS.readyTitle, bullets(scenarioWords(request.scenario).haveReady)),
      ...stepsSection(view, 'employee'),
    ],
    buttonRows: rows(
      [button(token, 'request.refresh'), button(token, 'request.cancel')],
      [button(token, 'request.fraud')],
    ),
  });
}

/** Approved: type the code that the approver reads out. */
export function employeeReady(view: ViewOf<Approved>): Card {
  const { request, token, now, timeZone } = view;
  const { delivery } = request;
  // A chat whose sessions end may be in other hands: it does not read which contact has the link.
  if (delivery.place === 'link') return readyElsewhere(view, READY.onPage(linkOf(request, delivery)));
  if (delivery.place === 'inPerson') return readyElsewhere(view, AT_COUNTER.employee);
  const { code, selfVerified } = request.decided;
  if (selfVerified !== undefined) return selfReady(view, selfVerified);
  if (isPaused(view)) return pausedReady(view);
  const live = !code.voided && code.deadline > now;
  const header = requestHeader(view);
  const data = {
    ...header,
    lead: paragraphs(isMinting(request.decided, now) && READY.working, codeLead(view), chatUntil(view)),
    facts: facts([READY.until, live ? clockTime(code.deadline, timeZone) : undefined]),
    sections: [
      ...section(READY.beforeTitle, bullets(scenarioWords(request.scenario).haveReady), { intro: READY.before }),
      ...(request.decided.secureOn === 'approval' ? stepsSection(view, 'employee') : []),
    ],
    code: codeInput(READY.code),
    closing: paragraphs(READY.typed),
    buttonRows: rows(
      [button(token, 'pass.reveal')],
      [button(token, 'request.refresh', { inputs: 'none' }), button(token, 'request.cancel', { inputs: 'none' })],
      [button(token, 'request.fraud', { inputs: 'none' })],
    ),
  };
  return renderCard('ready', data, requestFrame(view, READY.summary));
}

function afterLead(view: ViewOf<Revealed>): string {
  const { pass, gap, enrolled } = view.request.decided;
  if (enrolled !== undefined) return AFTER.leadEnrolled;
  if (gap === 'open') return AFTER.leadGap;
  if (pass === undefined) return AFTER.leadNoPass;
  return minutesLeft(pass.expiresAt, view.now) > 0
    ? AFTER.lead(moment(pass.expiresAt, view.timeZone))
    : AFTER.leadEnded;
}

/** The pass was shown: how far the work is, and how to see a pass once more. */
export function employeeAfter(view: ViewOf<Revealed>): Card {
  const { request, token } = view;
  const fraud = button(token, 'request.fraud', { inputs: 'none' });
  const update = button(token, 'request.refresh', { inputs: 'none' });
  const steps = stepsSection(view, 'employee');
  if (request.decided.enrolled !== undefined) {
    const { advice, ...link } = secondMethod();
    const body = { lead: paragraphs(afterLead(view)), sections: [...steps, ...advice], ...link };
    return requestPage(view, { ...body, buttonRows: rows([update, fraud]) });
  }
  if (request.delivery.place !== 'teams') {
    return requestPage(view, {
      ...{ lead: paragraphs(afterLead(view)), sections: steps },
      buttonRows: rows([update, fraud]),
    });
  }
  if (request.decided.selfVerified !== undefined) return selfAfter(view);
  if (isPaused(view)) return pausedAfter(view);
  const header = requestHeader(view);
  const data = {
    ...header,
    lead: paragraphs(afterLead(view), AFTER.hidden),
    sections: steps,
    again: { title: AFTER.againTitle, text: AFTER.again },
    code: codeInput(REVEALED.code),
    buttonRows: rows(
      [button(token, 'pass.revealAgain')],
      [button(token, 'pass.done', { inputs: 'none' })],
      [update, fraud],
    ),
  };
  return renderCard('after', data, requestFrame(view, header.title));
}
