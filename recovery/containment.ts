import { EffectError, isTransient } from './errors';
import type { Method } from './methods';
import { isStrong } from './methods';
import { methodKey } from './plan';
import type { Stored } from './ports';
import type { IncidentRequest } from './request';
import { hasRemoved } from './run-state';
import type { Step, StepResult } from './step';
import { SYSTEM } from './step';
import { mintPlaceholder } from './steps-run';

type Deps = Parameters<Step>[0];
type Incident = Stored<IncidentRequest>;

function event(deps: Deps, rest: { readonly type: 'contained' | 'accountDisabled' | 'sessionsRevoked' }): StepResult {
  return { event: { at: deps.clock.now(), by: SYSTEM, ...rest } };
}

/** Something was deleted, so the person may stand on the pass alone: the account is switched off before it is taken. */
function disableFirst(deps: Deps, { request }: Incident): boolean {
  const { incident } = request;
  const tried = incident.accountDisabledAt !== undefined || incident.disableFailed === true;
  return hasRemoved(request) && deps.policy.disableOnIncident && !tried;
}

async function disable(deps: Deps, { request }: Incident): Promise<StepResult> {
  try {
    await deps.accounts.disable(request.tenantId, request.employee);
    return event(deps, { type: 'accountDisabled' });
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    return { event: { type: 'accountDisableFailed', at: deps.clock.now(), by: SYSTEM, code: error.code } };
  }
}

/** Takes the pass away, or replaces it by one that nobody knows where it is all that an enabled account stands on. */
async function takePass(deps: Deps, stored: Incident, pass: Method, listed: readonly Method[]): Promise<StepResult> {
  const { request } = stored;
  const at = deps.clock.now();
  if (request.incident.accountDisabledAt === undefined && !listed.some(isStrong)) {
    const { methodId, expiresAt } = await mintPlaceholder(deps, stored);
    return { event: { type: 'placeholderIssued', at, by: SYSTEM, methodId, expiresAt } };
  }
  await deps.passes.remove(request.tenantId, request.employee, pass.id);
  return { event: { type: 'passRemoved', at, by: SYSTEM, methodId: pass.id } };
}

/** Methods that appeared since the approval and were not taken away yet. */
function intruders(deps: Deps, { request }: Incident, listed: readonly Method[]): readonly Method[] {
  const known = request.decided?.known;
  if (known === undefined) return [];
  const tried = new Set(request.incident.removedMethods);
  return listed.filter((one) => isStrong(one) && !known.includes(methodKey(deps.keys, one)) && !tried.has(one.id));
}

async function removeIntruder(deps: Deps, { request }: Incident, method: Method): Promise<StepResult> {
  try {
    await deps.methods.remove(request.tenantId, request.employee, method);
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    deps.log.warn('containment.methodStays', { requestId: request.id, code: error.code });
  }
  const { id: methodId, kind } = method;
  return { event: { type: 'intruderRemoved', at: deps.clock.now(), by: SYSTEM, methodId, kind } };
}

function standsOnPlaceholder({ request }: Incident, pass: Method): boolean {
  return request.placeholder?.methodId === pass.id && request.placeholder.issuedAt >= request.incident.reportedAt;
}

/**
 * One step of containment. Nothing is written on an account for which nothing was ever approved; else: switch the account
 * off where methods are gone, take the pass, take what was enrolled since, end the sessions.
 */
export const contain: Step = async (deps, stored) => {
  const { request } = stored;
  if (request.state !== 'incident' || request.decided === undefined) return event(deps, { type: 'contained' });
  // The line above leaves only the incident arm.
  const incident = stored as Incident;
  if (disableFirst(deps, incident)) return disable(deps, incident);
  const listed = await deps.methods.list(request.tenantId, request.employee);
  const pass = listed.find(({ kind }) => kind === 'temporaryAccessPass');
  if (pass !== undefined && !standsOnPlaceholder(incident, pass)) return takePass(deps, incident, pass, listed);
  const intruder = intruders(deps, incident, listed)[0];
  if (intruder !== undefined) return removeIntruder(deps, incident, intruder);
  if (request.incident.sessionsRevokedAt === undefined) {
    await deps.accounts.revokeSessions(request.tenantId, request.employee);
    return event(deps, { type: 'sessionsRevoked' });
  }
  return event(deps, { type: 'contained' });
};
