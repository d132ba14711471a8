import type { PasswordChange } from '../recovery/password-facts';
import { isPasswordAsked, isPasswordPending } from '../recovery/password-change';
import type { PasswordOffer } from '../recovery/require-password-change';
import { NEW_PASSWORD, NEW_PASSWORD_STEPS, PASSWORD_REASONS, PASSWORD_REASONS_TO_THEM } from '../words/new-password';
import { STEPS } from '../words/progress';
import type { Fact, Line } from './card-data';
import { facts, marked } from './lines';
import { moment } from './moments';
import { employeeName, nameOf } from './people';
import { clean } from './plain-text';
import type { RequestView } from './request-view';

const WORDS = 120;

function reasonOf({ reason, text }: PasswordChange): string {
  const words = PASSWORD_REASONS[reason];
  return text === undefined ? words : `${words} (${clean(text, WORDS)})`;
}

function standing(view: RequestView): string | undefined {
  const { passwordChange: asked } = view.request;
  if (asked === undefined) return undefined;
  if (asked.notDone !== undefined) return NEW_PASSWORD.notDone(asked.notDone);
  const who = nameOf(view, asked.askedBy);
  if (asked.requiredAt !== undefined)
    return NEW_PASSWORD.required(reasonOf(asked), who, moment(asked.requiredAt, view.timeZone));
  return NEW_PASSWORD.asked(reasonOf(asked), who, moment(asked.askedAt, view.timeZone));
}

/** For helpdesk and security: how it stands, or why it is not offered. */
export function passwordFacts(view: RequestView, offer?: PasswordOffer): readonly Fact[] {
  const why = offer === undefined || offer === 'offered' ? undefined : NEW_PASSWORD.notOffered(offer);
  return facts([NEW_PASSWORD.label, standing(view) ?? why]);
}

/** Where the phone is in other hands the password may be too: for whoever can do something about it to ask themselves. */
export function passwordHint({ request }: RequestView, offer?: PasswordOffer): string | undefined {
  const suggested = request.scenario === 'stolenPhone' && offer === 'offered';
  return suggested ? NEW_PASSWORD.suggestToSecurity : undefined;
}

/** The same for whoever approved, who cannot ask for it and can tell security. */
export function passwordHintToApprover(view: RequestView): string | undefined {
  const { request } = view;
  const suggested = request.scenario === 'stolenPhone' && !isPasswordAsked(request);
  return suggested ? NEW_PASSWORD.suggest(employeeName(view)) : undefined;
}

/** Whoever only asked for the recovery reads nothing of it. */
export function passwordLine(view: RequestView, reader: 'employee' | 'approver' | 'requester'): readonly Line[] {
  const { request, timeZone } = view;
  const { passwordChange: asked } = request;
  if (asked === undefined || reader === 'requester') return [];
  const own = reader === 'employee';
  if (asked.requiredAt !== undefined) {
    const others = NEW_PASSWORD_STEPS.done(moment(asked.requiredAt, timeZone));
    return [
      marked(STEPS.done, own ? NEW_PASSWORD_STEPS.doneOwn(PASSWORD_REASONS_TO_THEM[asked.reason]) : others, 'default'),
    ];
  }
  const isOver = asked.notDone !== undefined || request.state === 'completed';
  if (isOver) return [marked(STEPS.open, own ? NEW_PASSWORD_STEPS.notDoneOwn : NEW_PASSWORD_STEPS.notDone, 'default')];
  if (!isPasswordPending(request)) return [];
  return [marked(STEPS.next, own ? NEW_PASSWORD_STEPS.nextOwn : NEW_PASSWORD_STEPS.next, 'default')];
}
