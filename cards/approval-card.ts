import type { Reason } from '../recovery/facts';
import type { AwaitingApproval } from '../recovery/request';
import { asksStepUp } from '../recovery/step-up';
import type { Scenario } from '../recovery/terms';
import { APPROVAL } from '../words/approval';
import { AT_COUNTER, ID_WORDS } from '../words/counter';
import { scenarioWords } from '../words/scenarios';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { Fact, Line, Section } from './card-data';
import { linkGoes, notTheLink } from './link-places';
import { bullets, facts, marked, numbered, paragraphs, section } from './lines';
import { moment } from './moments';
import { oddNameNote } from './odd-name';
import { employeeName, nameOf, profileOf } from './people';
import { clean } from './plain-text';
import { proofFacts, quoteOf } from './request-facts';
import { requestPage } from './request-page';
import type { RequestView, ViewOf } from './request-view';

const SENTENCE = 200;
const WORD = '96px';
const PHONE_IS_GONE: ReadonlySet<Scenario> = new Set(['lostPhone', 'stolenPhone', 'lockedOut']);

const CHECK_COLORS: Readonly<Record<Reason['outcome'], Line['markColor']>> = {
  ok: 'default',
  raised: 'accent',
  unknown: 'accent',
  notAvailable: 'default',
};
/** What made it stricter comes first, what is fine comes last: that is left out first where Teams would not take them all. */
const CHECK_ORDER: readonly Reason['outcome'][] = ['raised', 'unknown', 'notAvailable', 'ok'];

function openingFacts(view: RequestView): readonly Fact[] {
  const { request } = view;
  const { labels } = APPROVAL;
  const bySelf = request.requester === request.employee;
  return [
    ...facts([labels.openedBy, bySelf ? APPROVAL.bySelf : nameOf(view, request.requester)]),
    ...proofFacts(view),
    ...facts([labels.until, moment(request.expiresAt, view.timeZone)]),
  ];
}

/** Whoever has the phone or the mailbox with the link sees the number and types the code: an answer from there would prove nothing. */
function howSection({ scenario, delivery }: RequestView['request']): readonly Section[] {
  const [where, ...rest] = PHONE_IS_GONE.has(scenario) ? APPROVAL.howPhoneGone : APPROVAL.how;
  const apart = notTheLink(delivery);
  return section(APPROVAL.howTitle, numbered([where, ...(apart === undefined ? [] : [apart]), ...rest]), {
    style: 'emphasis',
  });
}

function effectSection(scenario: Scenario): readonly Section[] {
  const { removes, signsOut } = scenarioWords(scenario);
  const signOut = signsOut === '' ? [] : [signsOut];
  return section(APPROVAL.effectTitle, bullets([`${removes} ${APPROVAL.undone}`, ...signOut, APPROVAL.pass]));
}

function checksSection(reasons: readonly Reason[]): readonly Section[] {
  const sorted = CHECK_ORDER.flatMap((outcome) => reasons.filter((reason) => reason.outcome === outcome));
  const lines = sorted.map(({ outcome, sentence }) =>
    marked(APPROVAL.checked[outcome], clean(sentence, SENTENCE), CHECK_COLORS[outcome], WORD),
  );
  return section(APPROVAL.checkedTitle, lines).map((one) => ({ ...one, cut: 0 }));
}

function atCounter(view: RequestView): string | undefined {
  const { idCheck, attendant } = view.request.attendance ?? {};
  return idCheck && AT_COUNTER.decide(nameOf(view, attendant), ID_WORDS[idCheck.document].record);
}

/** The card that asks for a decision. No inputs: each button answers with the card that has them. */
export function approvalCard(view: ViewOf<AwaitingApproval>): Card {
  const { request, token } = view;
  const { scenario } = request;
  return requestPage(view, {
    lead: paragraphs(
      APPROVAL.lead(employeeName(view), scenarioWords(scenario).says),
      APPROVAL.ask,
      oddNameNote(view),
      request.slots.length > 1 && APPROVAL.ofTwo,
      atCounter(view),
      linkGoes(request.delivery),
      asksStepUp(request.stepUp, request) && APPROVAL.signInFirst,
    ),
    ...profileOf(view),
    facts: openingFacts(view),
    ...quoteOf(view),
    sections: [...howSection(request), ...effectSection(scenario), ...checksSection(request.reasons)],
    closing: paragraphs(APPROVAL.noHurry),
    buttonRows: rows(
      [button(token, 'approval.approve'), button(token, 'approval.deny')],
      [button(token, 'approval.unsure'), button(token, 'approval.notMine')],
      [button(token, 'approval.fraud')],
    ),
  });
}
