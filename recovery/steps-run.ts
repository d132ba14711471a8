import type { Deps } from './deps';
import { EffectError, isTransient, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import { lostAuthority } from './lost-authority';
import { switchDefault } from './default-method';
import type { Method, MethodKind } from './methods';
import { ownKeys } from './own-keys';
import { stillListed } from './plan';
import type { MintedPass, Stored } from './ports';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { Decided, Placeholder, PlanItem } from './run';
import { replacedPass } from './replaced-pass';
import { hasDone, PLACEHOLDER_GRACE_MS } from './run-state';
import type { Step, StepResult } from './step';
import { factsOfPass, graphId, SYSTEM } from './step';

const PLACEHOLDER_DEADLINE_MS = 8_000;
const DEFAULT_PLACEHOLDER_MINUTES = 60;
/** Entra forgets a removed method after minutes; what is listed longer is reported as still registered. */
export const LAG_LIMIT_MS = 600_000;

/** The decision and run of a request whose state has one. */
export function decidedFrom(stored: Stored): Decided {
  const decided = decidedOf(stored.request);
  if (decided === undefined) throw new RecoveryError('transitionNotAllowed', `${stored.request.state} has no run`);
  return decided;
}

/** A request that waits for a new decision renews its placeholder for as long as it had: the tenant allowed that. */
function minutesOf(placeholder: Placeholder | undefined): number {
  if (placeholder === undefined) return DEFAULT_PLACEHOLDER_MINUTES;
  return Math.ceil((placeholder.expiresAt - placeholder.issuedAt) / 60_000);
}

/** Mints a pass whose secret nobody sees: it is dropped here, unread, and only keeps the account from standing empty. */
async function mintPlaceholder(deps: Deps, stored: Stored): Promise<MintedPass> {
  const { tenantId, employee, placeholder } = stored.request;
  const minutes = decidedOf(stored.request)?.placeholderMinutes ?? minutesOf(placeholder);
  try {
    return await deps.passes.issue(tenantId, employee, minutes, PLACEHOLDER_DEADLINE_MS);
  } catch (error) {
    if (!(error instanceof EffectError) || error.code !== 'lifetimeOutOfRange') throw error;
    // Nothing was minted: the tenant's range moved since the approval.
    const { maximumMinutes } = await deps.passes.policyFor(tenantId, employee);
    return deps.passes.issue(tenantId, employee, maximumMinutes, PLACEHOLDER_DEADLINE_MS);
  }
}

/** Puts a placeholder on the account, whatever stood there. */
export async function cover(deps: Deps, stored: Stored): Promise<StepResult> {
  const minted = await mintPlaceholder(deps, stored);
  return { event: { type: 'placeholderIssued', at: deps.clock.now(), by: SYSTEM, ...factsOfPass(minted) } };
}

/** The mint begins this soon after it was written down, or it is written down anew. */
const BEGIN_WITHIN_MS = PLACEHOLDER_GRACE_MS - 2 * PLACEHOLDER_DEADLINE_MS;

/**
 * Written down first, so that nobody mints a pass to show meanwhile, and nobody ends the request as if nothing were
 * done. Before the first write on the account the authority is read again.
 */
async function beginPlaceholder(deps: Deps, { request }: Stored): Promise<RecoveryEvent> {
  const isFirst = request.state === 'approved' && !hasDone(request);
  const against = isFirst ? await lostAuthority(deps, request) : undefined;
  return against ?? { type: 'placeholderStarted', at: deps.clock.now(), by: SYSTEM };
}

/** A placeholder was written down a moment ago: now it is minted. */
export function isBegun({ clock }: Pick<Deps, 'clock'>, { placeholderStartedAt: startedAt }: RecoveryRequest): boolean {
  return startedAt !== undefined && clock.now() - startedAt <= BEGIN_WITHIN_MS;
}

export const issuePlaceholder: Step = async (deps, stored) => {
  if (!isBegun(deps, stored.request)) return { event: await beginPlaceholder(deps, stored) };
  return cover(deps, stored);
};

/** First what was never tried, then what Graph refused as the default while others stood beside it. */
function nextItem(decided: Decided): PlanItem | undefined {
  const pending = decided.plan.find(({ outcome }) => outcome === 'pending');
  return pending ?? decided.plan.find(({ outcome }) => outcome === 'deferred');
}

/** Graph refused it once: before it is refused again, there has to be leave for another default as well. */
export function mayNeedAnotherDefault({ request }: Stored): boolean {
  const decided = decidedOf(request);
  return decided !== undefined && nextItem(decided)?.outcome === 'deferred';
}

/** Kinds beside which a default can go; whether the pass is one of them is what the gap finds out. */
const NOT_IN_THE_WAY: ReadonlySet<MethodKind> = new Set(['password', 'email', 'temporaryAccessPass']);

/** True when nothing but the pass can be why Graph refuses the default: only then a gap would help. */
function passAloneInTheWay({ plan }: Decided, item: PlanItem, listed: readonly Method[]): boolean {
  const gone = new Set(plan.flatMap(({ methodId, outcome }) => (outcome === 'removed' ? [methodId] : [])));
  return listed.every(({ id, kind }) => id === item.methodId || NOT_IN_THE_WAY.has(kind) || gone.has(id));
}

/**
 * A delete that cannot be done now. Meanwhile another reveal, whose answer was lost, may have replaced the pass that the card
 * shows: nobody has to wait for the deletes to hear that.
 */
async function heldUp(deps: Deps, { request }: Stored, error: unknown): Promise<StepResult> {
  const again = request.state === 'revealed' && request.decided.reveals > 1;
  const listed = again ? await deps.methods.list(request.tenantId, request.employee) : [];
  const event = replacedPass(deps, request, listed);
  if (event === undefined) throw error;
  return { event };
}

/**
 * Put off once, until the rest of the plan is gone; then a journaled gap where it helps, or another default where one
 * stands; else it stays and is said to.
 */
async function afterRefusal(
  deps: Deps,
  stored: Stored,
  { decided, item }: { readonly decided: Decided; readonly item: PlanItem },
  error: unknown,
): Promise<StepResult> {
  const { request } = stored;
  if (!(error instanceof EffectError) || isTransient(error)) return heldUp(deps, stored, error);
  const { methodId, kind } = item;
  const common = { at: deps.clock.now(), by: SYSTEM, methodId } as const;
  const byRule = error.code === 'defaultMethod' || error.code === 'orderRequired';
  if (byRule && item.outcome === 'pending') return { event: { ...common, type: 'methodDeferred', kind } };
  const run = { decided, item, listed: await deps.methods.list(request.tenantId, request.employee) };
  const mayOpenGap = deps.policy.defaultMethod === 'gap' && decided.gap === 'none';
  const gapHelps = error.code === 'defaultMethod' && passAloneInTheWay(decided, item, run.listed);
  if (mayOpenGap && gapHelps) return { event: { ...common, type: 'gapOpened' } };
  const switched = error.code === 'defaultMethod' && (await switchDefault(deps, request, run));
  return switched || { event: { ...common, type: 'methodKept', kind, why: error.code } };
}

/** Kinds whose id names one registration: what is registered anew has another id, and nothing else can go by it. */
const HAS_OWN_ID: ReadonlySet<MethodKind> = new Set([
  'microsoftAuthenticator',
  'softwareOath',
  'hardwareOath',
  'fido2',
  'windowsHelloForBusiness',
  'platformCredential',
]);

/** A phone number has the id of its place: another number there is another method. Read right before the delete. */
async function isAnother(deps: Deps, { request }: Stored, item: PlanItem): Promise<boolean> {
  if (HAS_OWN_ID.has(item.kind)) return false;
  const listed = await deps.methods.list(request.tenantId, request.employee);
  return stillListed(ownKeys(deps.keys, request), [item], listed).length === 0;
}

/** Deletes exactly one method of the plan. A method that changed since the plan was frozen is another method: it stays. */
export const removeMethod: Step = async (deps, stored) => {
  const { request } = stored;
  const decided = decidedFrom(stored);
  const item = nextItem(decided);
  if (item === undefined) return { waitMs: 0 };
  const { methodId, kind } = item;
  const common = { type: 'methodRemoved', at: deps.clock.now(), by: SYSTEM, methodId, kind } as const;
  if (await isAnother(deps, stored, item)) return { event: { ...common, alreadyGone: true } };
  try {
    const answer = await deps.methods.remove(request.tenantId, request.employee, { id: methodId, kind });
    return { event: { ...common, alreadyGone: answer.outcome === 'alreadyGone', ...graphId(answer) } };
  } catch (error) {
    return afterRefusal(deps, stored, { decided, item }, error);
  }
};

/** Tries to delete the method; what Graph says against it, if anything. */
async function refusalToRemove(deps: Deps, stored: Stored, item: PlanItem): Promise<EffectError | undefined> {
  const { tenantId, employee } = stored.request;
  try {
    await deps.methods.remove(tenantId, employee, { id: item.methodId, kind: item.kind });
    return undefined;
  } catch (error) {
    if (error instanceof EffectError) return error;
    throw error;
  }
}

/** Delete the pass, delete the default. Only while the default is refused: a run that begins after it is gone has no gap. */
async function passThroughGap(deps: Deps, stored: Stored, item: PlanItem): Promise<void> {
  const { id: requestId, tenantId, employee } = stored.request;
  const listed = await deps.methods.list(tenantId, employee);
  const passes = listed.filter(({ kind }) => kind === 'temporaryAccessPass');
  const refusal = await refusalToRemove(deps, stored, item);
  if (refusal === undefined || passes.length === 0) return;
  if (isTransient(refusal)) throw refusal;
  for (const pass of passes) await deps.passes.remove(tenantId, employee, pass.id);
  const error = await refusalToRemove(deps, stored, item);
  if (error !== undefined) deps.log.warn('gap.deleteFailed', { requestId, error });
}

/**
 * The one gap of the safe order, for tenants where a pass counts as another method: delete the pass, delete the default,
 * mint a placeholder, with nothing in between. A crash inside leaves the gap open in the journal and it is closed first.
 */
export const closeGap: Step = async (deps, stored) => {
  const item = nextItem(decidedFrom(stored));
  if (item !== undefined) await passThroughGap(deps, stored, item);
  const minted = await mintPlaceholder(deps, stored);
  return { event: { type: 'gapClosed', at: deps.clock.now(), by: SYSTEM, ...factsOfPass(minted) } };
};

function lagWait(elapsedMs: number): number {
  if (elapsedMs < 10_000) return 2_000;
  return elapsedMs < 60_000 ? 5_000 : 20_000;
}

/** Reads the list until everything that was removed is gone from it; what stays too long is reported, never ignored. */
export const verifyRemoval: Step = async (deps, stored): Promise<StepResult> => {
  const { request } = stored;
  const decided = decidedFrom(stored);
  const listed = await deps.methods.list(request.tenantId, request.employee);
  const replaced = replacedPass(deps, request, listed);
  if (replaced !== undefined) return { event: replaced };
  const removed = decided.plan.filter(({ outcome }) => outcome === 'removed');
  const lingering = stillListed(ownKeys(deps.keys, request), removed, listed)[0];
  const at = deps.clock.now();
  if (lingering === undefined) {
    const standing = decided.known.filter((key) => listed.some((method) => key.startsWith(`${method.id}#`)));
    return { event: { type: 'removalVerified', at, by: SYSTEM, standing } };
  }
  const elapsed = at - (decided.lastRemovedAt ?? decided.at);
  if (elapsed < LAG_LIMIT_MS) return { waitMs: lagWait(elapsed) };
  const { methodId, kind } = lingering;
  return { event: { type: 'methodKept', at, by: SYSTEM, methodId, kind, why: 'stillListed' } };
};

export const revokeSessions: Step = async (deps, { request }) => {
  const answer = await deps.accounts.revokeSessions(request.tenantId, request.employee);
  return { event: { type: 'sessionsRevoked', at: deps.clock.now(), by: SYSTEM, ...graphId(answer) } };
};
