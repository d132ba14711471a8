import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod, setDefaultMethod } from '../../simulators/entra/methods';
import { authenticatorApp, email, phone, softwareOath } from '../../simulators/entra/new-methods';
import { addUser, setManager } from '../../simulators/entra/people';
import type { SimTenant } from '../../simulators/entra/tenant';
import type { Persona } from '../../simulators/teams/persona';

const YEAR = 365 * 24 * 3_600_000;

/** Three methods on one phone, the default among them, and a private mail address elsewhere: Ada's case. */
function giveMethods(tenant: SimTenant, userId: string, number: number): void {
  const since = tenant.clock.now() - YEAR;
  const app = giveMethod(tenant, userId, authenticatorApp('Pixel 8'), since);
  giveMethod(tenant, userId, phone(`+47 4${String(1_000_000 + number)}`), since);
  giveMethod(tenant, userId, softwareOath(), since);
  giveMethod(tenant, userId, email(`person.${String(number)}@post.example`), since);
  setDefaultMethod(tenant, userId, app.id);
}

/** So many employees of Marcus, each of whom has lost a phone with three methods on it. */
export const crowdOf =
  (count: number) =>
  (tenant: SimTenant): readonly Persona[] => {
    const people = Array.from({ length: count }, (_, number) => {
      const userPrincipalName = `person.${String(number)}@${tenant.domain}`;
      const user = addUser(tenant, { displayName: `Person ${String(number)}`, userPrincipalName });
      setManager(tenant, user.id, { kind: 'user', id: PEOPLE.marcus });
      giveMethods(tenant, user.id, number);
      return {
        ...{ id: `person-${String(number)}`, objectId: user.id.toLowerCase(), name: user.displayName },
        ...{ givenName: 'Person', surname: String(number), mail: userPrincipalName, userPrincipalName },
        role: 'Employee',
      };
    });
    // They have been there for long: no log tells of them.
    tenant.audits.length = 0;
    return people;
  };
