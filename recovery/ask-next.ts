import { nextApprovers } from './authority';
import type { Approvers } from './approvers';
import type { Deps } from './deps';
import type { EmployeeFacts } from './employee-facts';
import { readEmployee } from './employee-facts';
import { EffectError } from './errors';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';

/** Whom to ask instead of those who leave, with the facts the choice rests on. Reads everything anew. */
export async function askNext(
  deps: Deps,
  request: RecoveryRequest,
  leaving: readonly ObjectId[],
): Promise<Approvers & { readonly facts: EmployeeFacts }> {
  const tenant = deps.tenants.find(request.tenantId);
  const employee = await deps.directory.person(request.tenantId, request.employee);
  if (tenant === undefined || employee === undefined)
    throw new EffectError('notFound', 'the employee is not in the directory');
  const facts = await readEmployee(deps, tenant, employee, request);
  const next = await nextApprovers(deps, request, { tenant, employee, facts }, leaving);
  return { slots: next.slots, reasons: [...facts.route.reasons, ...next.reasons], facts };
}
