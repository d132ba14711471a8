import { isChatOver } from './chat-time';
import { commitEvent, recordEffect } from './commit';
import type { Deps } from './deps';
import type { EffectErrorCode } from './errors';
import { EffectError } from './errors';
import { heldBack } from './evaluation';
import type { EventOf, RecoveryEvent } from './events';
import { allows } from './machine';
import { TOO_SLOW } from './machine-run-facts';
import type { Delivery } from './facts';
import type { RefusalCode, RevealOutcome } from './outcome';
import { refused } from './outcome';
import { passTerms } from './pass-terms';
import { policyOf } from './policy-tiers';
import type { MintedPass, Stored } from './ports';
import type { Approved, Revealed } from './request';
import { decidedOf } from './request';
import { isMinting, isPlacing, MINT_GRACE_MS } from './run-state';
import { factsOfPass, SYSTEM } from './step';
import type { Millis } from './terms';
import { failedTryOf, MINT_STEP } from './step-failure';

/** How long the employee waits for Graph at the reveal; a later answer is dropped. */
export const MINT_DEADLINE_MS = 6_000;
/** A mint begins this soon after it was written down, or not at all: its answer must come while nobody else mints. */
const BEGIN_WITHIN_MS = MINT_GRACE_MS - MINT_DEADLINE_MS;
/** With less time than this a mint is left to the next press. */
const SHORTEST_MINT_MS = 1_000;
const RETRIES = 5;

/** A request whose pass may be minted, in the version that was read. */
export type Revealable = Stored<Approved | Revealed>;

export function isRevealable(stored: Stored): stored is Revealable {
  return stored.request.state === 'approved' || stored.request.state === 'revealed';
}

async function noteFailure(deps: Deps, stored: Stored, code: string): Promise<Stored> {
  if (!allows(stored.request.state, 'stepFailed')) return stored;
  const at = deps.clock.now();
  const attempts = (failedTryOf(stored.request, MINT_STEP)?.attempts ?? 0) + 1;
  const common = { at, by: SYSTEM, attempts, nextAttemptAt: at } as const;
  const committed = await commitEvent(deps, stored, { ...common, type: 'stepFailed', step: MINT_STEP, code });
  return committed === 'conflict' ? stored : committed;
}

/** What somebody is told whose pass was not minted. */
const REFUSALS: Partial<Readonly<Record<EffectErrorCode, RefusalCode>>> = {
  timeout: 'stillWorking',
  policyBlocksPass: 'passNotAllowed',
  lifetimeOutOfRange: 'passNotAllowed',
  externalGuest: 'passNotAllowed',
};

async function explainFailure(deps: Deps, stored: Stored, error: EffectError): Promise<RevealOutcome> {
  deps.log.warn('mint.failed', { requestId: stored.request.id, code: error.code, error });
  const after = await noteFailure(deps, stored, error.code);
  return refused(REFUSALS[error.code] ?? 'graphUnavailable', { stored: after });
}

/**
 * The place moved meanwhile; or at a counter another QR code was shown, or another attendant came: the screen that waits for
 * this pass is over.
 */
function isOtherPage({ request: before }: Stored, { request: now }: Stored): boolean {
  const [was, is] = [before.attendance, now.attendance];
  const moved = before.delivery.place !== now.delivery.place;
  return moved || was?.qr?.generation !== is?.qr?.generation || was?.since !== is?.since;
}

/** True while nobody began to mint another pass since this reveal did: one that did has replaced this pass, or will. */
function isNewest(mine: Stored): (current: Stored) => boolean {
  const begun = decidedOf(mine.request);
  return ({ request }) => {
    const { placeholder, placeholderStartedAt } = request;
    const placed = placeholderStartedAt !== undefined || placeholder?.methodId !== mine.request.placeholder?.methodId;
    const sameReveal = request.round === mine.request.round && decidedOf(request)?.reveals === begun?.reveals;
    return sameReveal && !placed;
  };
}

/**
 * Records the pass that was just minted. Others may have committed meanwhile; an end of the request, or another mint,
 * drops it: then its secret is never shown, and what stands on the account is a placeholder. Which of two passes that
 * crossed each other stands nobody knows; it is named in the trail all the same.
 */
async function recordPass(deps: Deps, stored: Stored, minted: MintedPass): Promise<Stored | 'dropped'> {
  const common = { at: deps.clock.now(), by: SYSTEM, ...factsOfPass(minted) } as const;
  const shownSince = decidedOf(stored.request)?.shownSince ?? minted.issuedAt;
  const issued: EventOf<'passIssued'> = { ...common, type: 'passIssued', shownSince };
  const committed = await commitEvent(deps, stored, issued);
  if (committed !== 'conflict') return committed;
  const isShown = (current: Stored) => isNewest(stored)(current) && !isOtherPage(stored, current);
  const recorded = await recordEffect(deps, stored.request, issued, isShown);
  if (recorded !== undefined) return recorded;
  const asPlaceholder: RecoveryEvent = { ...common, type: 'placeholderIssued' };
  if ((await recordEffect(deps, stored.request, asPlaceholder, isNewest(stored))) === undefined)
    await recordEffect(deps, stored.request, { ...common, type: 'passDropped' });
  return 'dropped';
}

/** A request that is being minted owes nothing but the end of it; the message before the commit covers a crash. */
const nothingOwedYet: Deps['startWork'] = () => undefined;

/** Another reveal began since the request was read, or ended: a failed one is not counted, so the count alone does not say. */
function isOvertaken({ request: before }: Revealable, { request }: Revealable, now: Millis): boolean {
  const { reveals, pass } = before.decided;
  const { decided, round } = request;
  // Somebody else has approved since: the code that was typed is none of theirs.
  if (round !== before.round) return true;
  return decided.reveals !== reveals || decided.pass?.methodId !== pass?.methodId || isMinting(decided, now);
}

/**
 * Writes down that a reveal begins. Other commits (a notice, a removed method) may come in between; another reveal may
 * not: whoever finds one begun already leaves the mint to it.
 */
async function beginReveal(
  deps: Deps,
  stored: Revealable,
  place: Delivery['place'],
): Promise<Revealable | RevealOutcome> {
  const { decided, employee, tenantId, id } = stored.request;
  const reveal = decided.reveals + 1;
  const by = { kind: 'person', id: employee } as const;
  const quiet = { ...deps, startWork: nothingOwedYet };
  let current: Stored | undefined = stored;
  for (let tries = 0; tries < RETRIES && current !== undefined; tries += 1) {
    if (!isRevealable(current)) return refused('requestEnded', { stored: current });
    if (current.request.delivery.place !== place) return refused('wrongPlace', { stored: current });
    if (isOtherPage(stored, current)) return refused('qrOver');
    const at = deps.clock.now();
    if (isChatOver(current.request, at)) return refused('chatOver', { stored: current });
    if (isOvertaken(stored, current, at) || isPlacing(current.request, at))
      return refused('stillWorking', { stored: current });
    const committed = await commitEvent(quiet, current, { type: 'revealStarted', at, by, reveal, place });
    if (committed !== 'conflict' && isRevealable(committed)) return committed;
    current = await deps.ledger.read(tenantId, id);
  }
  return refused('stillWorking', { stored });
}

async function whyDropped(deps: Deps, { request }: Stored): Promise<RevealOutcome> {
  const stored = await deps.ledger.read(request.tenantId, request.id);
  return stored !== undefined && isRevealable(stored) ? refused('stillWorking', { stored }) : refused('requestEnded');
}

/**
 * Graph refused the lifetime, so nothing was minted: the tenant's range moved since the approval. Writes the lifetime of
 * today down. `undefined` where that is no other, or where it cannot be read.
 */
async function followTerms(deps: Deps, stored: Revealable): Promise<Revealable | undefined> {
  const { tenantId, employee, decided } = stored.request;
  const policy = await deps.passes.policyFor(tenantId, employee).catch((error: unknown) => asEffectError(error));
  if (policy instanceof EffectError) return undefined;
  const terms = passTerms(policyOf(deps.policy, stored.request), policy);
  if (terms.lifetimeInMinutes === decided.lifetimeInMinutes) return undefined;
  const event = { type: 'passTermsChanged', at: deps.clock.now(), by: SYSTEM, ...terms } as const;
  const committed = await commitEvent(deps, stored, event);
  return committed !== 'conflict' && isRevealable(committed) ? committed : undefined;
}

function asEffectError(error: unknown): EffectError {
  if (error instanceof EffectError) return error;
  throw error;
}

/** One POST; none at all where its answer could no longer come while nobody else mints. */
async function issue(
  deps: Deps,
  { request }: Revealable,
  deadlineMs: number,
): Promise<MintedPass | EffectError | typeof TOO_SLOW> {
  const { tenantId, employee, decided } = request;
  const late = deps.clock.now() - (decided.revealStartedAt ?? 0) > BEGIN_WITHIN_MS;
  if (late || deadlineMs < SHORTEST_MINT_MS) return TOO_SLOW;
  return deps.passes.issue(tenantId, employee, decided.lifetimeInMinutes, deadlineMs).catch(asEffectError);
}

/** The same, and once more where only the lifetime was refused. The request comes back as it was when Graph answered. */
async function issueInRange(deps: Deps, stored: Revealable, deadlineMs: number) {
  const began = deps.clock.now();
  const answer = await issue(deps, stored, deadlineMs);
  const refusedLifetime = answer instanceof EffectError && answer.code === 'lifetimeOutOfRange';
  const followed = refusedLifetime ? await followTerms(deps, stored) : undefined;
  if (followed === undefined) return { stored, answer };
  return { stored: followed, answer: await issue(deps, followed, deadlineMs - (deps.clock.now() - began)) };
}

/**
 * Intent first, one POST, result second, then the answer. The secret lives in the returned value alone. A pass that was
 * minted but could not be recorded or answered is never shown; the next reveal replaces it.
 */
export async function mintPass(
  given: Deps,
  stored: Revealable,
  place: Delivery['place'],
  deadlineMs: number,
): Promise<RevealOutcome> {
  const deps = heldBack(given, stored.request);
  const begun = await beginReveal(deps, stored, place);
  if ('kind' in begun) return begun;
  const { stored: started, answer } = await issueInRange(deps, begun, deadlineMs);
  if (answer === TOO_SLOW) return refused('stillWorking', { stored: await noteFailure(deps, started, TOO_SLOW) });
  if (answer instanceof EffectError) return explainFailure(deps, started, answer);
  const recorded = await recordPass(deps, started, answer);
  if (recorded === 'dropped') return whyDropped(deps, started);
  const againLeft = Math.max(0, deps.policy.remints + 1 - started.request.decided.reveals);
  return { kind: 'shown', pass: answer.secret, expiresAt: answer.expiresAt, againLeft, stored: recorded };
}
