import { giveMethod, setDefaultMethod } from '../../simulators/entra/methods';
import { authenticatorApp, email, phone, softwareOath, windowsHello } from '../../simulators/entra/new-methods';
import { addUser, setManager } from '../../simulators/entra/people';
import type { SimUser } from '../../simulators/entra/sim-user';
import type { SimTenant } from '../../simulators/entra/tenant';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import type { Persona } from '../../simulators/teams/persona';

/** Somebody who lost a phone, and the manager who knows them: handles in the local Teams. */
export interface Pair {
  readonly employee: string;
  readonly employeeId: string;
  readonly manager: string;
  readonly managerId: string;
}

const DAY = 86_400_000;

function personaOf({ id: objectId, displayName: name, userPrincipalName }: SimUser, id: string): Persona {
  const [givenName = '', surname = ''] = name.split(' ');
  return { id, objectId, name, givenName, surname, mail: userPrincipalName, userPrincipalName, role: 'In a storm' };
}

/** The same account as Ada's: one phone carries three methods and the default; two others stand elsewhere. */
function giveMethods(tenant: SimTenant, { id, userPrincipalName }: SimUser): void {
  const longAgo = tenant.clock.now() - 400 * DAY;
  const app = giveMethod(tenant, id, authenticatorApp('Pixel 8'), longAgo);
  giveMethod(tenant, id, phone('+47 40055312'), longAgo);
  giveMethod(tenant, id, softwareOath(), longAgo);
  giveMethod(tenant, id, windowsHello('SURFACE'), longAgo);
  giveMethod(tenant, id, email(userPrincipalName.replace('@', '.private@')), longAgo);
  setDefaultMethod(tenant, id, app.id);
}

function add(tenant: SimTenant, kind: 'Employee' | 'Manager', index: number): SimUser {
  const displayName = `${kind} ${String(index)}`;
  const userPrincipalName = `${kind.toLowerCase()}.${String(index)}@${tenant.domain}`;
  return addUser(tenant, { displayName, userPrincipalName, jobTitle: kind, department: 'Storm' });
}

/** Adds people in pairs, each employee with a manager of their own. Call it before the product takes its baseline. */
export function addPairs(tenant: SimTenant, count: number): { readonly pairs: Pair[]; readonly personas: Persona[] } {
  const pairs: Pair[] = [];
  const personas: Persona[] = [];
  for (let index = 1; index <= count; index += 1) {
    const [employee, manager] = [add(tenant, 'Employee', index), add(tenant, 'Manager', index)];
    setManager(tenant, employee.id, { kind: 'user', id: manager.id });
    setManager(tenant, manager.id, { kind: 'user', id: PEOPLE.ingrid });
    giveMethods(tenant, employee);
    giveMethod(tenant, manager.id, authenticatorApp('iPhone 15'), tenant.clock.now() - 400 * DAY);
    const handles = { employee: `employee-${String(index)}`, manager: `manager-${String(index)}` };
    pairs.push({ ...handles, employeeId: employee.id, managerId: manager.id });
    personas.push(personaOf(employee, handles.employee), personaOf(manager, handles.manager));
  }
  // They were there before anything is watched.
  tenant.writes.length = 0;
  tenant.audits.length = 0;
  return { pairs, personas };
}
