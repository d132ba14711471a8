import { commitEvent, recordEffect } from './commit';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { EventOf } from './events';
import { allows } from './machine';
import { MINT_STEP } from './machine-run-facts';
import type { RevealOutcome } from './outcome';
import { refused } from './outcome';
import type { MintedPass, Stored } from './ports';
import type { Approved, Revealed } from './request';
import { decidedOf } from './request';
import { isPlacing, MINT_GRACE_MS } from './run-state';
import { SYSTEM } from './step';

/** How long the employee waits for Graph at the reveal; a later answer is dropped. */
export const MINT_DEADLINE_MS = 6_000;
/** A mint begins this soon after it was written down, or not at all: its answer must come while nobody else mints. */
const BEGIN_WITHIN_MS = MINT_GRACE_MS - MINT_DEADLINE_MS;
const RETRIES = 5;

/** A request whose pass may be minted, in the version that was read. */
export type Revealable = Stored<Approved | Revealed>;

export function isRevealable(stored: Stored): stored is Revealable {
  return stored.request.state === 'approved' || stored.request.state === 'revealed';
}

async function noteFailure(deps: Deps, stored: Stored, code: string): Promise<Stored> {
  if (!allows(stored.request.state, 'stepFailed')) return stored;
  const at = deps.clock.now();
  const common = { at, by: { kind: 'system' }, attempts: 1, nextAttemptAt: at } as const;
  const committed = await commitEvent(deps, stored, { ...common, type: 'stepFailed', step: MINT_STEP, code });
  return committed === 'conflict' ? stored : committed;
}

async function explainFailure(deps: Deps, stored: Stored, error: unknown): Promise<RevealOutcome> {
  if (!(error instanceof EffectError)) throw error;
  deps.log.warn('mint.failed', { requestId: stored.request.id, code: error.code, error });
  const after = await noteFailure(deps, stored, error.code);
  return refused(error.code === 'timeout' ? 'stillWorking' : 'graphUnavailable', { stored: after });
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
 * drops it: then its secret is never shown, and what stands on the account is a placeholder.
 */
async function recordPass(deps: Deps, stored: Stored, minted: MintedPass): Promise<Stored | 'dropped'> {
  const { methodId, expiresAt, requestId } = minted;
  const mintedAt = minted.issuedAt;
  const graph = requestId === undefined ? { mintedAt } : { mintedAt, graphRequestId: requestId };
  const common = { at: deps.clock.now(), by: SYSTEM, methodId, expiresAt, ...graph } as const;
  const issued: EventOf<'passIssued'> = { ...common, type: 'passIssued' };
  const committed = await commitEvent(deps, stored, issued);
  if (committed !== 'conflict') return committed;
  const recorded = await recordEffect(deps, stored.request, issued, isNewest(stored));
  if (recorded !== undefined) return recorded;
  await recordEffect(deps, stored.request, { ...common, type: 'placeholderIssued' }, isNewest(stored));
  return 'dropped';
}

/** A request that is being minted owes nothing but the end of it; the message before the commit covers a crash. */
const nothingOwedYet: Deps['startWork'] = () => undefined;

/**
 * Writes down that a reveal begins. Other commits (a notice, a removed method) may come in between; another reveal may
 * not: whoever finds one begun already leaves the mint to it.
 */
async function beginReveal(
  deps: Deps,
  stored: Revealable,
  place: 'teams' | 'link',
): Promise<Revealable | RevealOutcome> {
  const { decided, employee, tenantId, id } = stored.request;
  const reveal = decided.reveals + 1;
  const by = { kind: 'person', id: employee } as const;
  const quiet = { ...deps, startWork: nothingOwedYet };
  let current: Stored | undefined = stored;
  for (let tries = 0; tries < RETRIES && current !== undefined; tries += 1) {
    if (!isRevealable(current)) return refused('requestEnded', { stored: current });
    if (current.request.decided.reveals !== decided.reveals) return refused('stillWorking', { stored: current });
    const at = deps.clock.now();
    if (isPlacing(current.request, at)) return refused('stillWorking', { stored: current });
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
 * Intent first, one POST, result second, then the answer. The secret lives in the returned value alone. A pass that was
 * minted but could not be recorded or answered is never shown; the next reveal replaces it.
 */
export async function mintPass(
  deps: Deps,
  stored: Revealable,
  place: 'teams' | 'link',
  deadlineMs: number,
): Promise<RevealOutcome> {
  const started = await beginReveal(deps, stored, place);
  if ('kind' in started) return started;
  const { request } = started;
  if (deps.clock.now() - (request.decided.revealStartedAt ?? 0) > BEGIN_WITHIN_MS) {
    return refused('stillWorking', { stored: await noteFailure(deps, started, 'tooSlow') });
  }
  let minted: MintedPass;
  try {
    const minutes = request.decided.lifetimeInMinutes;
    minted = await deps.passes.issue(request.tenantId, request.employee, minutes, deadlineMs);
  } catch (error) {
    return explainFailure(deps, started, error);
  }
  const recorded = await recordPass(deps, started, minted);
  if (recorded === 'dropped') return whyDropped(deps, started);
  const againLeft = Math.max(0, deps.policy.remints + 1 - request.decided.reveals);
  return { kind: 'shown', pass: minted.secret, expiresAt: minted.expiresAt, againLeft, stored: recorded };
}
