import type { Approvers } from './approvers';
import { chooseApprovers, stillStands } from './approvers';
import type { Deps } from './deps';
import type { EmployeeFacts } from './employee-facts';
import { readEmployee } from './employee-facts';
import { EffectError } from './errors';
import type { Person, TenantSettings } from './ports';
import { readAhead } from './read-ahead';
import type { RecoveryRequest } from './request';
import { uncounted } from './signals';
import { helpersOf, openersOf } from './story';
import type { ObjectId } from './terms';

/** Everything a decision or a first write depends on, read again from Graph. */
export interface Authority {
  readonly tenant: TenantSettings;
  readonly employee: Person;
  readonly facts: EmployeeFacts;
  /** Approvers asked about who may not answer (any more). */
  readonly fallen: readonly ObjectId[];
}

/**
 * Reads the account, the route and whether the given approvers still stand, side by side, each fact once. Throws when it
 * cannot be read whether the rules forbid a recovery: a "no" of the rules ends a request for good, a busy directory does not.
 */
export async function readAuthority(
  given: Deps,
  request: RecoveryRequest,
  approvers: readonly ObjectId[],
): Promise<Authority> {
  const tenant = given.tenants.find(request.tenantId);
  if (tenant === undefined) throw new EffectError('notFound', 'the tenant is not served');
  const deps = readAhead(given, tenant, request, approvers);
  const employee = await deps.directory.person(request.tenantId, request.employee);
  if (employee === undefined) throw new EffectError('notFound', 'the employee is not in the directory');
  const [facts, standing] = await Promise.all([
    readEmployee(deps, tenant, employee, request, uncounted(request)),
    Promise.all(approvers.map(async (id) => ({ id, stands: await standsFor(deps, tenant, employee, request, id) }))),
  ]);
  if (facts.route.route === 'refused' && facts.route.code === 'directoryUnavailable') {
    throw new EffectError('unavailable', 'it cannot be read whether the rules forbid a recovery');
  }
  return { tenant, employee, facts, fallen: standing.filter(({ stands }) => !stands).map(({ id }) => id) };
}

async function standsFor(
  deps: Deps,
  tenant: TenantSettings,
  employee: Person,
  request: RecoveryRequest,
  id: ObjectId,
): Promise<boolean> {
  const slot = request.slots.find((one) => one.candidates.includes(id));
  const vouching = { employee, openers: openersOf(request) };
  return slot !== undefined && stillStands(deps, tenant, vouching, slot.group, id);
}

/** Chooses whom to ask now, without those who fell away. */
export async function nextApprovers(
  deps: Deps,
  request: RecoveryRequest,
  authority: Pick<Authority, 'tenant' | 'employee' | 'facts'>,
  leaving: readonly ObjectId[],
): Promise<Approvers> {
  const passedOver = [...new Set([...request.slots.flatMap((slot) => slot.passedOver), ...leaving])];
  const { tenant, employee } = authority;
  const dual = authority.facts.route.route !== 'approval';
  return chooseApprovers(deps, {
    tenant,
    employee,
    excluded: helpersOf(request),
    passedOver,
    ...(request.restartedBy !== undefined && { restartedBy: request.restartedBy }),
    dual,
    card: { id: request.id, causes: [...new Set([request.employee, request.requester])] },
  });
}
