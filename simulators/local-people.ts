import { PEOPLE } from './entra/contoso-ids';
import { userById } from './entra/people';
import type { SimTenant } from './entra/tenant';
import type { Persona } from './teams/persona';

/** Who can be opened in a pane, with the part they play in the story. */
const ROLES: readonly (readonly [handle: keyof typeof PEOPLE, role: string])[] = [
  ['ada', 'Employee'],
  ['marcus', 'Ada’s manager'],
  ['hana', 'Helpdesk'],
  ['ingrid', 'Marcus’s manager'],
  ['beatriz', 'Duty'],
  ['samuel', 'Duty'],
  ['priya', 'Security'],
  ['oskar', 'Security'],
  ['elias', 'Ada’s colleague'],
  ['noor', 'Has no manager'],
  ['yusuf', 'Holds a directory role'],
  ['greta', 'Global Administrator'],
  ['tomas', 'Helpdesk'],
];

/** Their clients run on this machine, so the times on their cards are those of its clock. */
const TIMEZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The sample people as users of the local Teams. Marcus has not opened the app yet: it is installed for him when needed. */
export function localPeople(tenant: SimTenant): readonly Persona[] {
  return ROLES.map(([id, role]) => {
    const user = userById(tenant, PEOPLE[id]);
    return {
      id,
      role,
      objectId: user.id,
      name: user.displayName,
      givenName: user.givenName ?? user.displayName,
      surname: user.surname ?? '',
      mail: user.mail ?? user.userPrincipalName,
      userPrincipalName: user.userPrincipalName,
      timezone: TIMEZONE,
      installed: id !== 'marcus',
    };
  });
}
