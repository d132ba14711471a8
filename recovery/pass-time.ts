import type { RecoveryRequest } from './request';
import type { IssuedPass } from './run';
import type { Millis } from './terms';

const MINUTE = 60_000;

/** In which steps the time left is told: every minute at the end, wider ones before. */
const stepAt = (minutes: number): number => (minutes <= 10 ? 1 : minutes <= 60 ? 5 : 30);

/** Minutes that a pass has left as people are told them: never more than there are, but for the minute that has begun. */
export function minutesTold(expiresAt: Millis, now: Millis): number {
  const left = Math.max(0, Math.ceil((expiresAt - now) / MINUTE));
  return left - (left % stepAt(left));
}

/** The shown pass while no new method was seen, wherever it was shown. */
function unusedPass(request: RecoveryRequest): IssuedPass | undefined {
  return request.state === 'revealed' && request.decided.enrolled === undefined ? request.decided.pass : undefined;
}

/** The shown pass whose time runs in the employee's chat; the page behind a link counts by itself. */
export function passThatRuns(request: RecoveryRequest): IssuedPass | undefined {
  return request.delivery.place === 'teams' ? unusedPass(request) : undefined;
}

/** So long before its end a pass that was not used is reminded of; a short one when half of its time is over. */
const REMIND_MINUTES = 10;

/** The shown pass that ends soon while no new method was seen: its owner has some minutes left. Nothing once it is over. */
export function passThatEnds(request: RecoveryRequest, now: Millis): IssuedPass | undefined {
  const pass = unusedPass(request);
  if (pass === undefined || now >= pass.expiresAt) return undefined;
  return now >= remindAt(pass) ? pass : undefined;
}

/** Whole minutes before its end, so that it is one of the times at which the minutes that are told change. */
function remindAt({ issuedAt, expiresAt }: IssuedPass): Millis {
  const minutes = Math.min(REMIND_MINUTES, Math.floor((expiresAt - issuedAt) / MINUTE / 2));
  return expiresAt - minutes * MINUTE;
}

/** When the minutes that are told change, to the end; outside the chat nothing counts, and it is reminded of once. */
export function passTicks(request: RecoveryRequest): readonly Millis[] {
  const pass = unusedPass(request);
  if (pass === undefined) return [];
  if (passThatRuns(request) === undefined) return [remindAt(pass)];
  const minutes = Array.from({ length: minutesTold(pass.expiresAt, pass.issuedAt) + 1 }, (_none, index) => index);
  return minutes.filter((left) => left % stepAt(left) === 0).map((left) => pass.expiresAt - left * MINUTE);
}
