import { timingSafeEqual } from 'node:crypto';
import type { Secret } from '../platform/secret';
import type { Decision } from './commit';
import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { EffectError } from './errors';
import { findRequest } from './find-request';
import { policyIn } from './for-tenant';
import type { SignInProof } from './fresh-sign-ins';
import { openSlot } from './open-slot';
import type { Outcome, Refused } from './outcome';
import { done, refused } from './outcome';
import type { Stored } from './ports';
import { hasSteppedUpSince, judgeSignIn, needsStepUp } from './step-up';
import type { SignInTry, StepUpLink } from './step-up-link';
import { makeStepUpLink, mintState, readState, readStepUpToken } from './step-up-link';
import type { ObjectId, RequestId } from './terms';
import type { Who } from './verb';
import { unreadable } from './unreadable';
import { verb } from './verb';

/** What the link to a fresh sign-in leads to: somebody has to sign in, or has done so. */
export interface StepUpOpened {
  readonly kind: 'stepUp';
  readonly stored: Stored;
  readonly standing: 'open' | 'done';
  /** To sign in (again) with. */
  readonly token: string;
  /** How long the sign-in counts. */
  readonly minutes: number;
}

/** Where the browser goes next, and what it keeps meanwhile. */
export interface SignInStarted {
  readonly kind: 'signIn';
  readonly address: string;
  readonly browser: Secret;
}

interface ByLink {
  readonly token: string;
}

/** What Entra sent the browser back with. Attacker-controlled. */
export interface SignInReturn {
  readonly state: string;
  readonly code: string;
  /** From the cookie. */
  readonly browser: string;
}

/** Refuses with the way to put it right. */
export function askToSignIn(deps: Deps, stored: Stored, presser: ObjectId): Refused {
  return refused('stepUpNeeded', { stored, link: makeStepUpLink(deps, stored.request, presser) });
}

/** Answers the first press on “Approve”, which decides nothing: who has to sign in anew is told before anything is asked. */
export async function beginApproval(deps: Deps, input: Who & { readonly requestId: RequestId }): Promise<Outcome> {
  const found = await findRequest(deps, input);
  if (found.kind === 'refused') return found;
  const { stored } = found;
  const { presser } = input;
  if ('answer' in openSlot(stored, { presser }) || !stored.request.employeeConfirmed) return found;
  const asked = needsStepUp(policyIn(deps, stored.request), stored.request, presser, deps.clock.now());
  return asked ? askToSignIn(deps, stored, presser) : found;
}

function opened(deps: Deps, stored: Stored, link: StepUpLink, token: string): StepUpOpened | Refused {
  const { approver: presser, round, issuedAt } = link;
  if ('answer' in openSlot(stored, { presser, round })) return refused('stepUpLinkOver');
  const standing = hasSteppedUpSince(stored.request, presser, issuedAt) ? 'done' : 'open';
  const minutes = policyIn(deps, stored.request).approver.stepUpMaxAgeMinutes;
  return { kind: 'stepUp', stored, standing, token, minutes };
}

async function look(deps: Deps, link: StepUpLink, token: string): Promise<StepUpOpened | Refused> {
  if (deps.tenants.find(link.tenantId) === undefined) return refused('stepUpLinkOver');
  const stored = await deps.ledger.read(link.tenantId, link.requestId);
  return stored === undefined ? refused('stepUpLinkOver') : opened(deps, stored, link, token);
}

/** A forged link, and one that is too old, read no storage. */
async function onLink<T>(
  deps: Deps,
  { token }: ByLink,
  act: (link: StepUpLink) => Promise<T | Refused>,
): Promise<T | Refused> {
  const link = readStepUpToken(deps.keys, token, deps.clock.now());
  if (link === undefined) return refused('stepUpLinkOver');
  return act(link).catch((error: unknown) => unreadable(deps, 'stepUp.failed', link, error));
}

/** Looks at the request behind the link. Changes nothing, however often: previews of messages open links too. */
export function openStepUp(deps: Deps, input: ByLink): Promise<StepUpOpened | Refused> {
  return onLink(deps, input, (link) => look(deps, link, input.token));
}

/** A name that cannot be read has to be typed. */
async function signInName(deps: Deps, { tenantId, approver }: StepUpLink): Promise<{ readonly hint?: string }> {
  try {
    const person = await deps.directory.person(tenantId, approver);
    return person === undefined ? {} : { hint: person.userPrincipalName };
  } catch {
    return {};
  }
}

async function startFrom(deps: Deps, link: StepUpLink, token: string): Promise<SignInStarted | Refused> {
  const found = await look(deps, link, token);
  const context = deps.tenants.find(link.tenantId)?.stepUp?.authenticationContext;
  if (found.kind === 'refused') return found;
  const now = deps.clock.now();
  const state = mintState(deps.keys, token, now, deps.ids.ulid(now));
  const started = readState(deps.keys, state, now);
  if (found.standing === 'done' || context === undefined || started === undefined) return refused('stepUpLinkOver');
  const { nonce, verifier, browser } = started;
  const hint = await signInName(deps, link);
  const { tenantId } = link;
  const address = await deps.signIns.address({ tenantId, state, nonce, verifier, context, ...hint });
  return { kind: 'signIn', address, browser };
}

/** Says where to sign in. Stores nothing: what comes back is checked against what is signed into it. */
export function startSignIn(deps: Deps, input: ByLink): Promise<SignInStarted | Refused> {
  return onLink(deps, input, (link) => startFrom(deps, link, input.token));
}

interface Return extends Who, ByLink {
  readonly link: StepUpLink;
  readonly tried: SignInTry;
  readonly answer: SignInReturn;
}

function isSameBrowser({ tried, answer }: Return): boolean {
  const [given, right] = [Buffer.from(answer.browser), Buffer.from(tried.browser.reveal())];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The proof, or why there is none. Who is to blame for a code that is not good cannot be told: they sign in again. */
async function proofOf(deps: Deps, { tried, answer, tenantId }: Return): Promise<SignInProof | Refused> {
  const { nonce, verifier } = tried;
  try {
    return await deps.signIns.proof({ tenantId, code: answer.code, nonce, verifier });
  } catch (error) {
    if (!(error instanceof EffectError) || error.code !== 'rejected') throw error;
    deps.log.warn('signIn.rejected', { error });
    return refused('stepUpNotFinished');
  }
}

async function record(deps: Deps, press: Return, proof: SignInProof): Promise<Outcome> {
  const { presser, link } = press;
  const { authTime = 0, methods, contexts } = proof;
  return transact(deps, link, (stored): Decision => {
    const slot = openSlot(stored, { presser, round: link.round });
    if ('answer' in slot) return refuse('stepUpLinkOver');
    if (hasSteppedUpSince(stored.request, presser, link.issuedAt)) return { answer: done(stored) };
    const [at, by] = [deps.clock.now(), { kind: 'person', id: presser } as const];
    const event = { type: 'approverSteppedUp', at, by, slot: slot.slot, approver: presser, authTime } as const;
    return { event: { ...event, methods, contexts } };
  });
}

const finish = verb('stepUp', async (deps: Deps, press: Return): Promise<StepUpOpened | Refused> => {
  const { link, token, tried, tenantId, presser: person } = press;
  const found = await look(deps, link, token);
  if (found.kind === 'refused' || found.standing === 'done') return found;
  const context = deps.tenants.find(tenantId)?.stepUp?.authenticationContext;
  if (context === undefined || !isSameBrowser(press) || press.answer.code === '') return refused('stepUpNotFinished');
  const proof = await proofOf(deps, press);
  if ('kind' in proof) return proof;
  const { startedAt } = tried;
  const why = judgeSignIn(proof, { tenantId, person, startedAt, context, now: deps.clock.now() });
  if (why !== undefined) return refused(why);
  const recorded = await record(deps, press, proof);
  return recorded.kind === 'refused' ? recorded : opened(deps, recorded.stored, link, token);
});

/** What came of a try to sign in, and the link to try again with, where it is still good. */
export interface SignInFinished {
  readonly outcome: StepUpOpened | Refused;
  readonly token?: string;
}

/**
 * Somebody comes back from Entra. Only the approver who was sent, in the browser that was sent, who signed in since, by
 * what the authentication context asks for, has signed in: that is recorded, and the next press on “Approve” counts.
 */
export async function finishSignIn(deps: Deps, answer: SignInReturn): Promise<SignInFinished> {
  const tried = readState(deps.keys, answer.state, deps.clock.now());
  if (tried === undefined) return { outcome: refused('stepUpLinkOver') };
  const { link, token } = tried;
  const { tenantId, requestId, approver: presser } = link;
  return { outcome: await finish(deps, { tenantId, requestId, presser, link, token, tried, answer }), token };
}
