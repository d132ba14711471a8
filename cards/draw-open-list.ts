import type { RecoveryRequest } from '../recovery/request';
import type { Millis } from '../recovery/terms';
import { FRAME } from '../words/frame';
import { scenarioWords } from '../words/scenarios';
import { STATE_NAMES } from '../words/states';
import { OPEN_LIST } from '../words/stuck';
import type { Card } from './card';
import type { ListedRequest } from './card-data';
import { paragraphs } from './lines';
import { clean } from './plain-text';
import { renderCard } from './render-card';
import { troubleOf } from './trouble';

/** Requests on one card; more would not fit every client. */
export const MOST_LISTED = 20;
const NAME = 40;
const REASON = 110;
const MINUTE = 60_000;
const HOUR = 60;

export interface OpenListView {
  readonly now: Millis;
  readonly timeZone?: string;
  readonly requests: readonly RecoveryRequest[];
  /** Name of the employee of a request that is listed. */
  readonly nameOf: (request: RecoveryRequest) => string;
}

function age(since: Millis, now: Millis): string {
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE));
  if (minutes < 2 * HOUR) return OPEN_LIST.minutes(minutes);
  const hours = Math.floor(minutes / HOUR);
  return hours < 48 ? OPEN_LIST.hours(hours) : OPEN_LIST.days(Math.floor(hours / 24));
}

function line(view: OpenListView, request: RecoveryRequest): ListedRequest {
  const { now, timeZone } = view;
  const trouble = troubleOf({ request, now, ...(timeZone === undefined ? {} : { timeZone }) });
  const standing = `${STATE_NAMES[request.state]}, ${age(request.openedAt, now)}.`;
  return {
    code: request.shortCode,
    says: `status ${request.shortCode}`,
    head: `${clean(view.nameOf(request), NAME)}, ${scenarioWords(request.scenario).label}`,
    text: trouble === undefined ? standing : `${standing} ${OPEN_LIST.reason(clean(trouble, REASON))}`,
  };
}

/** What does not get on in front, then what was opened first. */
export function inOrderOfNeed(requests: readonly RecoveryRequest[], now: Millis): readonly RecoveryRequest[] {
  const stuck = requests.filter((request) => troubleOf({ request, now }) !== undefined);
  return [...stuck, ...requests.filter((request) => !stuck.includes(request))];
}

/** For the helpdesk: every open request, a line each. Never a number, a code or a pass. */
export function drawOpenList(view: OpenListView): Card {
  const { requests, now } = view;
  const stuck = requests.filter((request) => troubleOf({ request, now }) !== undefined).length;
  const hidden = requests.length - MOST_LISTED;
  const none = requests.length === 0;
  const summary = none ? OPEN_LIST.none : OPEN_LIST.count(requests.length);
  const data = {
    area: FRAME.product,
    title: OPEN_LIST.title,
    tone: 'emphasis' as const,
    lead: paragraphs(summary, stuck > 0 && OPEN_LIST.stuckCount(stuck)),
    requests: inOrderOfNeed(requests, now)
      .slice(0, MOST_LISTED)
      .map((request) => line(view, request)),
    closing: paragraphs(hidden > 0 && FRAME.more(hidden), !none && OPEN_LIST.open),
  };
  return renderCard('open-list', data, { summary });
}
