import type { Completed, EndedRequest } from '../recovery/request';
import { endingText } from '../words/endings';
import { ENDED } from '../words/ended';
import { PROGRESS } from '../words/progress';
import type { Button } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { Fact, Page, Section } from './card-data';
import { enrolmentFacts } from './enrolment-facts';
import { bullets, facts, paragraphs, section } from './lines';
import { SECURITY_INFO_LINK } from './security-info';
import { moment } from './moments';
import { employeeName, nameOf } from './people';
import { readerOf, stepsReaderOf } from './reader';
import { caseFacts } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';
import { stepsSection } from './steps';

/** The way to say “this was not me” that this role has; none for onlookers. */
export function fraudButton(view: RequestView): readonly Button[] {
  const { viewer, token, request } = view;
  if (viewer.role === 'employee') return [button(token, 'request.fraud')];
  const approved = request.slots.some(({ approval }) => approval?.approver === viewer.person);
  return viewer.role === 'approver' && approved ? [button(token, 'approval.fraud')] : [];
}

function completedLead(view: ViewOf<Completed>): string {
  if (view.viewer.role !== 'employee') return ENDED.completedOthers(employeeName(view));
  const { plan } = view.request.decided;
  if (plan.length === 0) return ENDED.completedNothing;
  return plan.some(({ outcome }) => outcome === 'kept') ? ENDED.completedKept : ENDED.completedEmployee;
}

/** How a second method comes to stand, and the way to where it is added. */
export function secondMethod(): Pick<Page, 'link'> & { readonly advice: readonly Section[] } {
  const how = { style: 'emphasis', intro: ENDED.secondMethod } as const;
  return { advice: section(ENDED.secondMethodTitle, bullets(ENDED.secondMethodHow), how), link: SECURITY_INFO_LINK };
}

function fraudHint(view: RequestView): string | undefined {
  if (fraudButton(view).length === 0) return undefined;
  return view.viewer.role === 'employee' ? ENDED.notYou : ENDED.notYouApprover;
}

/** Back in: what was done, what is still registered, and the advice that prevents the next time. */
export function completedFace(view: ViewOf<Completed>): Card {
  const { role } = view.viewer;
  const reader = readerOf(view);
  const { advice, ...link } = secondMethod();
  return requestPage(view, {
    lead: paragraphs(completedLead(view)),
    facts: [...caseFacts(view, reader), ...(role === 'approver' ? enrolmentFacts(view) : [])],
    sections: [...stepsSection(view, stepsReaderOf(view), ENDED.doneTitle), ...(role === 'employee' ? advice : [])],
    ...(role === 'employee' ? link : {}),
    closing: paragraphs(fraudHint(view)),
    buttonRows: rows(fraudButton(view)),
  });
}

const LABELS: Readonly<Record<EndedRequest['state'], string>> = {
  denied: PROGRESS.labels.decided,
  refused: PROGRESS.labels.ended,
  cancelled: PROGRESS.labels.cancelled,
  expired: PROGRESS.labels.ended,
};

function endedFact(view: ViewOf<EndedRequest>): readonly Fact[] {
  const { state, ended } = view.request;
  const when = moment(ended.at, view.timeZone);
  return facts([LABELS[state], ended.by === undefined ? when : PROGRESS.at(nameOf(view, ended.by), when)]);
}

/** True only where nothing can have been touched: nobody approved, and it never ran before. */
function untouched(view: RequestView): boolean {
  const { slots, placeholder, round } = view.request;
  return placeholder === undefined && round <= 1 && slots.every(({ approval }) => approval === undefined);
}

/** Whose place was a page or a counter hears it there only, if at all. */
function callThem(view: ViewOf<EndedRequest>): string | undefined {
  const { request, viewer } = view;
  const hears = request.delivery.place === 'teams' || request.state === 'cancelled';
  return viewer.person !== request.requester || viewer.role === 'employee' || hears
    ? undefined
    : ENDED.callThem(employeeName(view));
}

/** Refused, denied, cancelled, expired: who, why, and what to do next. */
export function endedFace(view: ViewOf<EndedRequest>): Card {
  const { state, ended } = view.request;
  const reader = readerOf(view);
  const again = reader === 'employee' && state !== 'refused';
  return requestPage(view, {
    lead: paragraphs(endingText(state, ended.reason, reader), untouched(view) && ENDED.nothingChanged),
    facts: [...caseFacts(view, reader), ...endedFact(view)],
    sections: stepsSection(view, stepsReaderOf(view)),
    closing: paragraphs(again && ENDED.askAgain, callThem(view)),
    buttonRows: again ? rows([button(view.token, 'request.again')]) : [],
  });
}
