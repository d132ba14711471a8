import { EffectError, isTransient } from './errors';
import { isEvaluated } from './evaluation';
import type { Method } from './methods';
import { isStrong } from './methods';
import { ownKeys } from './own-keys';
import { methodKey, standingStrong } from './plan';
import type { Stored } from './ports';
import { LIST_LAG_MS, unlistedPass } from './replaced-pass';
import type { IncidentRequest } from './request';
import { wasUntouched } from './request';
import type { Placeholder } from './run';
import { asIfLanded, hasRemoved, isMinting } from './run-state';
import type { Step, StepResult } from './step';
import { graphId, SYSTEM } from './step';
import { cover, revokeSessions } from './steps-run';
import type { Millis } from './terms';

/** A delete that shows no effect is repeated so often, each when Entra's lists must have caught up. */
export const MOST_DELETES = 10;
/** Between two looks at what is still listed. */
const LOOK_AGAIN_MS = 10_000;

type Deps = Parameters<Step>[0];
type Incident = Stored<IncidentRequest>;

function contained(deps: Deps): StepResult {
  return { event: { at: deps.clock.now(), by: SYSTEM, type: 'contained' } };
}

/** Something is deleted, or may be any moment: the person may stand on the pass alone, so the account goes off before it. */
function disableFirst(deps: Deps, { request }: Incident): boolean {
  const { accountDisabledAt, disableFailed } = request.incident;
  if (accountDisabledAt !== undefined || disableFailed === true) return false;
  const undecided = request.decided === undefined && request.placeholder !== undefined;
  const removed = hasRemoved(asIfLanded(request, deps.clock.now()));
  return deps.policy.disableOnIncident && (removed || undecided);
}

async function disable(deps: Deps, { request }: Incident): Promise<StepResult> {
  try {
    const answer = await deps.accounts.disable(request.tenantId, request.employee);
    return { event: { type: 'accountDisabled', at: deps.clock.now(), by: SYSTEM, ...graphId(answer) } };
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    return { event: { type: 'accountDisableFailed', at: deps.clock.now(), by: SYSTEM, code: error.code } };
  }
}

/** A pass that nobody knows, minted after the report, as far as it still stands. */
function ownPlaceholder({ request }: Incident, now: Millis): Placeholder | undefined {
  const { placeholder, incident } = request;
  if (placeholder === undefined || placeholder.issuedAt < incident.reportedAt) return undefined;
  return placeholder.expiresAt > now ? placeholder : undefined;
}

/** Strong methods that appeared since the approval. */
function intruders(deps: Deps, { request }: Incident, listed: readonly Method[]): readonly Method[] {
  const known = request.decided?.known;
  if (known === undefined) return [];
  const keys = ownKeys(deps.keys, request);
  return listed.filter((one) => isStrong(one) && !known.includes(methodKey(keys, one)));
}

/** What is found on the account, and what of it is still to be taken away. */
interface Findings {
  /** Enabled, and without pass and intruders there would be nothing: a placeholder has to stand. */
  readonly bare: boolean;
  readonly own: Placeholder | undefined;
  readonly pass: Pick<Method, 'id'> | undefined;
  readonly intruder: Method | undefined;
  /** Taken away, and listed all the same: by a list that lags, or because the delete had no effect. */
  readonly back: Method | undefined;
}

function inspect(deps: Deps, stored: Incident, listed: readonly Method[]): Findings {
  const { removedMethods, keptMethods = [], accountDisabledAt } = stored.request.incident;
  const now = deps.clock.now();
  const own = ownPlaceholder(stored, now);
  const foreign = intruders(deps, stored, listed);
  const strong = standingStrong(ownKeys(deps.keys, stored.request), asIfLanded(stored.request, now).decided, listed);
  const bare = accountDisabledAt === undefined && strong.every((one) => foreign.includes(one));
  // A pass of our own stays for as long as there is nothing else.
  const stays = bare ? own?.methodId : undefined;
  // A placeholder of our own has replaced it.
  const unlisted = own === undefined ? unlistedPass(deps, stored.request, listed) : [];
  const isLeft = ({ id }: Pick<Method, 'id'>): boolean =>
    id !== stays && !removedMethods.includes(id) && !keptMethods.includes(id);
  return {
    bare,
    own,
    pass: [...listed.filter(({ kind }) => kind === 'temporaryAccessPass'), ...unlisted].find(isLeft),
    intruder: foreign.find(isLeft),
    back: listed.find(({ id }) => id !== stays && removedMethods.includes(id) && !keptMethods.includes(id)),
  };
}

/** Due when none stands, or when a pass is listed beside it for longer than Entra's lists lag: then that one replaced it. */
function placeholderDue({ bare, own, pass }: Findings, now: Millis): boolean {
  return bare && (own === undefined || (pass !== undefined && now - own.issuedAt >= LIST_LAG_MS));
}

async function takePass(deps: Deps, { request }: Incident, pass: Pick<Method, 'id'>): Promise<StepResult> {
  await deps.passes.remove(request.tenantId, request.employee, pass.id);
  return { event: { type: 'passRemoved', at: deps.clock.now(), by: SYSTEM, methodId: pass.id } };
}

/** What Graph refuses to remove is recorded as still registered, for security to see. */
async function removeIntruder(deps: Deps, { request }: Incident, method: Method): Promise<StepResult> {
  const { id: methodId, kind } = method;
  const common = { at: deps.clock.now(), by: SYSTEM, methodId, kind } as const;
  try {
    const answer = await deps.methods.remove(request.tenantId, request.employee, method);
    return { event: { ...common, type: 'intruderRemoved', ...graphId(answer) } };
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    return { event: { ...common, type: 'methodKept', why: error.code } };
  }
}

/** Graph said that it is deleted, and lists it: deleted once more when no list lags that long, and said to stand in the end. */
async function takeAgain(deps: Deps, stored: Incident, back: Method): Promise<StepResult> {
  const { removedMethods, sessionsRevokedAt, reportedAt } = stored.request.incident;
  const { id: methodId, kind } = back;
  const at = deps.clock.now();
  const deletes = removedMethods.filter((id) => id === methodId).length;
  // Sessions are ended after the first deletes: from then on one a lag.
  const waitMs = (sessionsRevokedAt ?? reportedAt) + deletes * LIST_LAG_MS - at;
  if (waitMs > 0) return { waitMs: Math.min(waitMs, LOOK_AGAIN_MS) };
  if (deletes >= MOST_DELETES)
    return { event: { type: 'methodKept', at, by: SYSTEM, methodId, kind, why: 'stillListed' } };
  return kind === 'temporaryAccessPass' ? takePass(deps, stored, back) : removeIntruder(deps, stored, back);
}

/**
 * What was taken away has to be gone from the list. A pass that may still come, from a reveal under way at the report, or
 * that is still listed, is waited for.
 */
async function finish(deps: Deps, stored: Incident, { back, pass }: Findings): Promise<StepResult> {
  const { decided } = stored.request;
  if (back !== undefined) return takeAgain(deps, stored, back);
  const minting = decided !== undefined && isMinting(decided, deps.clock.now());
  return minting || pass !== undefined ? { waitMs: 2_000 } : contained(deps);
}

/**
 * One step of containment. Nothing is written on an account for which nothing was ever approved, or
 * for which nothing may be done; else: switch the account
 * off where methods are gone or going (or put a pass that nobody knows in the place of the shown one), take the pass, take
 * what was enrolled since, end the sessions.
 */
export const contain: Step = async (deps, stored) => {
  const { request } = stored;
  if (request.state !== 'incident' || wasUntouched(request) || isEvaluated(request, deps.policy))
    return contained(deps);
  // The line above leaves only the incident arm.
  const incident = stored as Incident;
  if (disableFirst(deps, incident)) return disable(deps, incident);
  const found = inspect(deps, incident, await deps.methods.list(request.tenantId, request.employee));
  if (placeholderDue(found, deps.clock.now())) return cover(deps, incident);
  if (found.pass !== undefined && !found.bare) return takePass(deps, incident, found.pass);
  if (found.intruder !== undefined) return removeIntruder(deps, incident, found.intruder);
  if (request.incident.sessionsRevokedAt === undefined) return revokeSessions(deps, incident);
  return finish(deps, incident, found);
};
