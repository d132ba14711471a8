import type { EventOf } from './events';
import { actorId } from './machine-facts';
import type { RecoveryRequest } from './request';

/** The newest asking counts: an earlier one came to nothing. */
export function ask<R extends RecoveryRequest>(request: R, event: EventOf<'passwordChangeAsked'>): R {
  const { reason, text, at } = event;
  const words = text === undefined ? {} : { text };
  return { ...request, passwordChange: { reason, ...words, askedBy: actorId(event) ?? '', askedAt: at } };
}

/** Also where the case has changed meanwhile: what was done to the account is known. */
export function expire<R extends RecoveryRequest>(request: R, event: EventOf<'passwordChangeRequired'>): R {
  const { reason, askedBy, at } = event;
  const { notDone: _notDone, ...asked } = request.passwordChange ?? { askedAt: at };
  return { ...request, passwordChange: { ...asked, reason, askedBy, requiredAt: at } };
}

export function giveUp<R extends RecoveryRequest>(request: R, event: EventOf<'passwordChangeNotDone'>): R {
  const { passwordChange } = request;
  return passwordChange === undefined
    ? request
    : { ...request, passwordChange: { ...passwordChange, notDone: event.why } };
}
