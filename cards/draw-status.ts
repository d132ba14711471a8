import type { RecoveryRequest } from '../recovery/request';
import type { PasswordOffer } from '../recovery/require-password-change';
import { endingText } from '../words/endings';
import { BUTTON_VARIANTS } from '../words/buttons';
import { AT_COUNTER, ID_WORDS } from '../words/counter';
import { FRAME } from '../words/frame';
import { STATUS } from '../words/helpdesk';
import { PROGRESS } from '../words/progress';
import { STATE_NAMES } from '../words/states';
import type { ButtonVerb } from './buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { Fact } from './card-data';
import { enrolmentFacts } from './enrolment-facts';
import { incidentFacts } from './incident-facts';
import { facts, inRows, paragraphs } from './lines';
import { moment } from './moments';
import { movedNote } from './moved';
import { passwordFacts, passwordHint } from './new-password';
import { oddNameNote } from './odd-name';
import { accountOf, nameOf, whoDecides } from './people';
import { renderCard } from './render-card';
import { caseFacts, proofFacts } from './request-facts';
import { requestHeader } from './request-page';
import type { RequestView } from './request-view';
import { stepsSection } from './steps';
import { troubleAdvice } from './trouble';
import { withPause } from './waiting-note';

/** Verbs that turn the switch of the tenant. */
export type StopVerb = 'helpdesk.pause' | 'helpdesk.resume';

/** Verbs that act on one request; each may first ask for a reason, see `draw-helpdesk-form.ts`. */
export type HelpdeskVerb = Exclude<
  Extract<ButtonVerb, `helpdesk.${string}`>,
  'helpdesk.openFor' | 'helpdesk.password' | StopVerb
>;

/** What the card of an onlooker may offer. */
export type StatusVerb = HelpdeskVerb | 'helpdesk.password' | 'incident.show' | 'counter.attend' | 'request.newLink';

const MOST = 5;

function why(view: RequestView): string | undefined {
  const { request } = view;
  if ('ended' in request && request.state !== 'completed')
    return endingText(request.state, request.ended.reason, 'others');
  if (request.state === 'held') return endingText('held', request.held.reason, 'others');
  if (request.state === 'failed') return endingText('failed', request.failure.reason, 'others');
  return undefined;
}

function decidesFacts(view: RequestView): readonly Fact[] {
  const { request, timeZone } = view;
  if (request.state !== 'awaitingApproval') return [];
  const open = request.slots.filter(({ approval }) => approval === undefined);
  return facts(
    [STATUS.awaits, open.map((slot) => whoDecides(view, slot, 'others')).join(', ')],
    [STATUS.asked, open.flatMap(({ asked }) => asked.map((id) => nameOf(view, id))).join(', ') || STATUS.notAsked],
    [PROGRESS.labels.until, moment(request.expiresAt, timeZone)],
  );
}

function counterFacts(view: RequestView): readonly Fact[] {
  const { delivery, attendance } = view.request;
  if (delivery.place !== 'inPerson') return [];
  if (attendance === undefined) return facts([AT_COUNTER.status, AT_COUNTER.nobody]);
  const who = nameOf(view, attendance.attendant);
  const { idCheck } = attendance;
  const said = idCheck ? AT_COUNTER.checked(who, ID_WORDS[idCheck.document].record) : AT_COUNTER.unchecked(who);
  return facts([AT_COUNTER.status, said]);
}

/** What the card of an onlooker of the helpdesk offers. */
export function verbsForHelpdesk({ state, delivery }: RecoveryRequest): readonly StatusVerb[] {
  if (state !== 'awaitingApproval' && state !== 'approved') return [];
  if (delivery.place === 'inPerson') return ['counter.attend'];
  return delivery.place === 'link' ? ['request.newLink'] : [];
}

/** What the card of an onlooker may offer, to somebody of security with no part in it only. */
export function verbsForSecurity(request: RecoveryRequest): readonly StatusVerb[] {
  if (request.state === 'held') return ['helpdesk.release'];
  if (request.state !== 'incident') return [];
  return request.incident.shieldLiftedAt === undefined ? ['incident.show', 'helpdesk.lift'] : ['incident.show'];
}

/** Whoever comes where somebody attends already takes over from them. */
function titleOf({ attendance }: RecoveryRequest, verb: StatusVerb): { readonly title?: string } {
  return verb === 'counter.attend' && attendance !== undefined ? { title: BUTTON_VARIANTS.takeOver } : {};
}

/**
 * For the helpdesk: the true state of one request, and the verbs that whoever reads it may use. Never a number, a code or a
 * pass. `password` is what security is offered of a new one.
 */
export function drawStatus(given: RequestView, verbs: readonly StatusVerb[] = [], password?: PasswordOffer): Card {
  const view = withPause(given);
  const { request, token, refreshUserId } = view;
  const state = STATE_NAMES[request.state];
  const buttons = verbs.slice(0, MOST).map((verb) => button(token, verb, titleOf(request, verb)));
  const data = {
    ...requestHeader(view, state),
    lead: paragraphs(...troubleAdvice(view), movedNote(view), oddNameNote(view), passwordHint(view, password)),
    facts: [
      ...caseFacts(view, 'others'),
      ...facts([STATUS.account, accountOf(view)], [PROGRESS.labels.why, why(view)]),
      ...proofFacts(view),
      ...counterFacts(view),
      ...decidesFacts(view),
      ...enrolmentFacts(view),
      ...passwordFacts(view, password),
      ...incidentFacts(view),
    ],
    sections: stepsSection(view, 'approver'),
    buttonRows: rows(...inRows(buttons)),
  };
  const refresh = refreshUserId === undefined ? {} : { refreshUserId };
  return renderCard('page', data, { summary: FRAME.summary(request.shortCode, state), token, ...refresh });
}
