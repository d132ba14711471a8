import type { EventOf } from './events';
import { enrolledBy } from './machine-enrolment-facts';
import type { Approved, Completed, Failed, IncidentRequest, RecoveryRequest, Revealed } from './request';
import type { Decided, PlanItem } from './run';
import { failureAfter, MINT_STEP } from './step-failure';
import { mayPass } from './stuck';
import { toldAnew } from './told-anew';

type Working = Approved | Revealed;

const MINUTE = 60_000;

/** Name of the step that mints a placeholder. */
const PLACEHOLDER_STEP = 'issuePlaceholder';
/** The mint was not begun: writing it down took too long. */
export const TOO_SLOW = 'tooSlow';
/** Failures after which Graph may hold a pass all the same: they use up one of the reveals. */
const MAY_HAVE_MINTED: ReadonlySet<string> = new Set(['timeout', 'unavailable']);

function run<R extends Working>(request: R, change: Partial<Decided>): R {
  return { ...request, decided: { ...request.decided, ...change } };
}

/** A step that worked clears the failure of the step before it. */
function done<R extends Working>(request: R, change: Partial<Decided>): R {
  const { failure: _failure, ...decided } = request.decided;
  return { ...request, decided: { ...decided, ...change } };
}

function item<R extends Working>(request: R, methodId: string, change: Partial<PlanItem>): R {
  const plan = request.decided.plan.map((one) => (one.methodId === methodId ? { ...one, ...change } : one));
  return done(request, { plan });
}

/** A code by text message goes on with the tries that were counted for the one before. */
export function renewCode<R extends Working>(request: R, event: EventOf<'codeRenewed'>): R {
  const { selfVerified, code } = request.decided;
  const { right, counted } = selfVerified === undefined ? {} : code;
  const tries = { ...(right !== undefined && { right }), ...(counted !== undefined && { counted }) };
  const spent = event.why === undefined ? {} : { spent: (request.decided.code.spent ?? 0) + 1 };
  return run(request, {
    code: { generation: event.generation, deadline: event.deadline, voided: false, ...tries, ...spent },
  });
}

export function voidCode<R extends Working>(request: R): R {
  const told = toldAnew(request.told, 'codeVoided');
  return run({ ...request, told }, { code: { ...request.decided.code, voided: true } });
}

/** Should the answer be lost, what stands is the pass of this reveal: a placeholder is counted on no longer than that. */
export function startReveal<R extends Working>(request: R, event: EventOf<'revealStarted'>): R {
  const { code, lifetimeInMinutes } = request.decided;
  const counted = { ...code, right: (code.right ?? 0) + 1 };
  const begun = run(request, { reveals: event.reveal, revealStartedAt: event.at, code: counted });
  const { placeholder: standing } = request;
  if (standing === undefined) return begun;
  const expiresAt = Math.min(standing.expiresAt, event.at + lifetimeInMinutes * MINUTE);
  return { ...begun, placeholder: { ...standing, expiresAt } };
}

/** The tenant's range moved and the mint that is under way follows it; a placeholder is counted on no longer than that. */
export function changeTerms<R extends Working>(request: R, event: EventOf<'passTermsChanged'>): R {
  const { lifetimeInMinutes, placeholderMinutes, at } = event;
  const changed = run(request, { lifetimeInMinutes, placeholderMinutes, revealStartedAt: at });
  const { placeholder: standing } = request;
  if (standing === undefined) return changed;
  const expiresAt = Math.min(standing.expiresAt, at + lifetimeInMinutes * MINUTE);
  return { ...changed, placeholder: { ...standing, expiresAt } };
}

/** The minted pass is the live one: a placeholder that stood was replaced by the same POST. */
export function reveal(request: Working, event: EventOf<'passIssued'>): Revealed {
  const { placeholder: _replaced, placeholderStartedAt: _placing, ...facts } = request;
  const { revealStartedAt: _started, failure, ...decided } = request.decided;
  const failing = failure === undefined || failure.step === MINT_STEP ? {} : { failure };
  const minted = event.mintedAt === undefined ? {} : { mintedAt: event.mintedAt };
  const pass = { methodId: event.methodId, issuedAt: event.at, expiresAt: event.expiresAt, ...minted };
  const since = event.shownSince === undefined ? {} : { shownSince: event.shownSince };
  return { ...facts, state: 'revealed', decided: { ...decided, ...failing, ...since, pass } };
}

export function startPlaceholder<R extends RecoveryRequest>(request: R, event: EventOf<'placeholderStarted'>): R {
  return { ...request, placeholderStartedAt: event.at };
}

/** A placeholder stands, and none is on its way any more. */
export function placeholder<R extends RecoveryRequest>(
  request: R,
  event: EventOf<'placeholderIssued'> | EventOf<'gapClosed'>,
): R {
  const { placeholderStartedAt: _started, ...facts } = request;
  const standing = { methodId: event.methodId, issuedAt: event.at, expiresAt: event.expiresAt };
  // Only an optional fact was taken out and one put in: the arm stays what it was.
  return { ...facts, placeholder: standing } as unknown as R;
}

/**
 * A pass that came late and is shown to nobody may be the one that stands now, in place of the placeholder: nothing is
 * built on a longer time than the shorter of the two.
 */
export function dropPass<R extends RecoveryRequest>(request: R, { expiresAt }: EventOf<'passDropped'>): R {
  const { placeholder } = request;
  if (placeholder === undefined || placeholder.expiresAt <= expiresAt) return request;
  return { ...request, placeholder: { ...placeholder, expiresAt } };
}

/** Of two passes the one that was minted last stands, whichever was written down last: each POST replaces the other's. */
export function placeholderBesidePass(request: Revealed, event: EventOf<'placeholderIssued'>): Revealed {
  const { pass: shown, ...decided } = request.decided;
  if (shown === undefined || shown.expiresAt - event.at <= MINUTE) return placeholder(request, event);
  if ((shown.mintedAt ?? shown.issuedAt) > (event.mintedAt ?? event.at)) {
    const { placeholderStartedAt: _started, ...facts } = request;
    return facts;
  }
  return placeholder({ ...request, decided }, event);
}

export function removeMethod<R extends Working>(request: R, event: EventOf<'methodRemoved'>): R {
  return run(item(request, event.methodId, { outcome: 'removed' }), { lastRemovedAt: event.at });
}

export function deferMethod<R extends Working>(request: R, event: EventOf<'methodDeferred'>): R {
  return item(request, event.methodId, { outcome: 'deferred' });
}

export function switchDefault<R extends Working>(request: R, event: EventOf<'defaultSwitched'>): R {
  return item(request, event.methodId, { defaultSwitchedAt: event.at });
}

export function keepMethod<R extends Working>(request: R, event: EventOf<'methodKept'>): R {
  return item(request, event.methodId, { outcome: 'kept', keptBecause: event.why });
}

/** From here on the placeholder may be gone: it counts no more, whatever becomes of the request before the gap is closed. */
export function openGap<R extends Working>(request: R): R {
  const { placeholder: _mayBeGone, ...facts } = run(request, { gap: 'open' });
  // Only an optional fact was taken out: the arm stays what it was.
  return facts as unknown as R;
}

/** The pass that was shown is gone; what stands now is a placeholder, so the employee shows it again. */
export function closeGap<R extends Working>(request: R, event: EventOf<'gapClosed'>): R {
  const { pass: _gone, ...decided } = request.decided;
  return done(placeholder({ ...request, decided }, event), { gap: 'closed' });
}

/** What stands instead came later, so that it lasts at least as long; nobody here has its secret. */
export function losePass(request: Revealed, event: EventOf<'passReplaced'>): Revealed {
  const { pass, ...decided } = request.decided;
  const standing = { methodId: event.methodId, issuedAt: event.at, expiresAt: pass?.expiresAt ?? event.at };
  return { ...request, decided, placeholder: standing };
}

/** A new method stands and the pass is gone: when it was shown stays known. */
export function takePassBack(request: Revealed, event: EventOf<'passRemoved'>): Revealed {
  const { placeholder, ...facts } = done(request, {});
  return placeholder === undefined || placeholder.methodId === event.methodId ? facts : { ...facts, placeholder };
}

/** What was done on Graph while somebody ended the request: it is known all the same, and nothing else changes. */
type Late = Failed | IncidentRequest;

function late<R extends Late>(request: R, change: (decided: Decided) => Decided): R {
  return request.decided === undefined ? request : { ...request, decided: change(request.decided) };
}

export function removeLate<R extends Late>(request: R, { methodId, at }: EventOf<'methodRemoved'>): R {
  return late(request, (decided) => ({
    ...decided,
    plan: decided.plan.map((one) => (one.methodId === methodId ? { ...one, outcome: 'removed' } : one)),
    lastRemovedAt: at,
  }));
}

export function closeGapLate<R extends Late>(request: R, event: EventOf<'gapClosed'>): R {
  return late(placeholder(request, event), ({ pass: _gone, ...decided }) => ({ ...decided, gap: 'closed' }));
}

export function revokeLate(request: Failed, event: EventOf<'sessionsRevoked'>): Failed {
  return late(request, (decided) => ({ ...decided, sessionsRevokedAt: event.at }));
}

/** A method went after all: what containment found before is not the whole truth, so it looks again. */
export function removeInIncident(request: IncidentRequest, event: EventOf<'methodRemoved'>): IncidentRequest {
  const { containedAt: _contained, ...incident } = request.incident;
  return { ...removeLate(request, event), incident };
}

export function revoke<R extends Working>(request: R, event: EventOf<'sessionsRevoked'>): R {
  return done(request, { sessionsRevokedAt: event.at });
}

export function verifyRemoval<R extends Working>(request: R, event: EventOf<'removalVerified'>): R {
  return done(request, { standing: event.standing, verifiedAt: event.at });
}

export function enrol(request: Revealed, event: EventOf<'enrolmentSeen'>): Revealed {
  return done(request, { enrolled: enrolledBy(event) });
}

/** True where Graph said no to the pass to show, so that somebody has to do something before another press can help. */
function refusesPass(code: string): boolean {
  return code !== TOO_SLOW && !mayPass({ code });
}

/** Nothing was minted: nothing was done. */
function notPlaced<R extends Working>(request: R, code: string): R {
  if (MAY_HAVE_MINTED.has(code)) return request;
  const { placeholderStartedAt: _started, ...facts } = request;
  // Only an optional fact was taken out: the arm stays what it was.
  return facts as unknown as R;
}

export function failStep<R extends Working>(request: R, event: EventOf<'stepFailed'>): R {
  const { step, code } = event;
  const failure = failureAfter(request.decided.failure, event);
  if (step !== MINT_STEP) return run(step === PLACEHOLDER_STEP ? notPlaced(request, code) : request, { failure });
  // Without an answer the pass may still come: for its time nobody mints another.
  if (code === 'timeout') return request;
  const { revealStartedAt: _started, ...decided } = request.decided;
  const reveals = MAY_HAVE_MINTED.has(code) ? decided.reveals : decided.reveals - 1;
  return { ...request, decided: { ...decided, reveals, ...(refusesPass(code) && { failure }) } };
}

export function enrolFailed(request: Failed, event: EventOf<'enrolmentSeen'>): Failed {
  if (request.decided === undefined) return request;
  return { ...request, decided: { ...request.decided, enrolled: enrolledBy(event) } };
}

export function completeFailed(request: Failed, event: EventOf<'completed'>): Completed {
  const { failure: _failure, stalled: _stalled, decided, ...facts } = request;
  const known = decided ?? nothingDecided(event.at);
  return { ...facts, state: 'completed', decided: known, ended: { at: event.at, reason: 'completed' } };
}

function nothingDecided(at: number): Decided {
  const code = { generation: 0, deadline: at, voided: true };
  return {
    at,
    secureOn: 'reveal',
    plan: [],
    known: [],
    lifetimeInMinutes: 0,
    placeholderMinutes: 0,
    code,
    reveals: 0,
    gap: 'none',
  };
}
