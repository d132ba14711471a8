import type { Fact, Page } from './card-data';
import { PROGRESS } from '../words/progress';
import { scenarioWords } from '../words/scenarios';
import { facts } from './lines';
import { moment } from './moments';
import { allWhoDecide, employeeName, nameOf } from './people';
import { clean } from './plain-text';
import { proofWords } from './proof';
import type { RequestView } from './request-view';

const QUOTE = 300;
const SHORT = 80;
const { labels } = PROGRESS;

/** Who decides, by when, and what silence means: the three things that somebody who waits wants to know. */
export function waitingFacts(view: RequestView, reader: 'employee' | 'others'): readonly Fact[] {
  const { request } = view;
  return facts(
    [labels.person, reader === 'others' ? employeeName(view) : undefined],
    [labels.what, scenarioWords(request.scenario).label],
    [labels.decides, allWhoDecide(view, reader)],
    [labels.until, moment(request.expiresAt, view.timeZone)],
    [labels.silence, PROGRESS.silence],
  );
}

/** For whom and what: the facts of a request that waits for nobody. */
export function caseFacts(view: RequestView, reader: 'employee' | 'others'): readonly Fact[] {
  const { request } = view;
  const opener = request.requester === request.employee ? undefined : nameOf(view, request.requester);
  return facts(
    [labels.person, reader === 'others' ? employeeName(view) : undefined],
    [labels.what, scenarioWords(request.scenario).label],
    [labels.openedBy, opener],
    [labels.opened, moment(request.openedAt, view.timeZone)],
  );
}

/** How the helpdesk says it recognised the employee, with the ticket. */
export function proofFacts(view: RequestView): readonly Fact[] {
  const { proof } = view.request;
  if (proof === undefined) return [];
  return facts([labels.proof, proofWords(proof)], [labels.ticket, clean(proof.ticket, SHORT)]);
}

/** The requester's own words, set apart and named. Attacker-controlled: reaches a TextRun only. */
export function quoteOf(view: RequestView): Pick<Page, 'quote'> {
  const { details, requester } = view.request;
  const text = details === undefined ? '' : clean(details, QUOTE);
  return text === '' ? {} : { quote: { label: PROGRESS.quote(nameOf(view, requester)), text } };
}
