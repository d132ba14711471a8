import type { Person, TenantSettings } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';
import { DAY, START } from './fake-clock';
import type { FakeDirectory } from './fake-directory';
import { person as idOf, TENANT } from './request-builder';

/** Everybody in the sample company, by what they are to Ada. */
export const WHO = {
  /** The employee. */
  ada: idOf(1),
  /** Her manager, his manager, and the head of all. */
  max: idOf(2),
  mona: idOf(3),
  olga: idOf(4),
  helen: idOf(5),
  dan: idOf(6),
  dora: idOf(7),
  sam: idOf(8),
  sue: idOf(9),
  /** A colleague with no part in anything. */
  colin: idOf(10),
} as const;

export const GROUPS = { helpdesk: idOf(901), security: idOf(902), duty: idOf(903), breakGlass: idOf(904) } as const;

export const SETTINGS: TenantSettings = {
  tenantId: TENANT,
  name: 'Contoso',
  helpdeskGroupId: GROUPS.helpdesk,
  securityGroupId: GROUPS.security,
  dutyGroupId: GROUPS.duty,
  breakGlassGroupId: GROUPS.breakGlass,
  stepUp: { authenticationContext: 'c1' },
};

export function samplePerson(id: ObjectId, overrides: Partial<Person> = {}): Person {
  const name = Object.entries(WHO).find(([, known]) => known === id)?.[0] ?? `person-${id.slice(-3)}`;
  return {
    id,
    displayName: name,
    mail: `${name}@contoso.example`,
    userPrincipalName: `${name}@contoso.example`,
    aliases: [],
    accountEnabled: true,
    userType: 'member',
    createdAt: START - 1_000 * DAY,
    onPremisesSynced: false,
    ...overrides,
  };
}

/** Ada - Max - Mona - Olga; Helen answers the helpdesk, Dan and Dora are on duty, Sam and Sue are security. */
export function seedPeople(directory: FakeDirectory): void {
  for (const id of Object.values(WHO)) directory.people.set(id, samplePerson(id));
  directory.managers.set(WHO.ada, WHO.max).set(WHO.colin, WHO.max).set(WHO.max, WHO.mona).set(WHO.mona, WHO.olga);
  directory.groups.set(GROUPS.helpdesk, [WHO.helen]).set(GROUPS.duty, [WHO.dan, WHO.dora]);
  directory.groups.set(GROUPS.security, [WHO.sam, WHO.sue]).set(GROUPS.breakGlass, []);
}
