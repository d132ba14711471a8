import nock from 'nock';
import { readRoles } from '../../graph/roles';
import { CONTOSO_TENANT_ID, GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addGroup } from '../../simulators/entra/people';
import { contosoGraph, scriptedClient } from './contoso-graph';

const { ada, hana, beatriz, yusuf, greta, elias } = PEOPLE;
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const ALL = ['User.Read.All', 'GroupMember.Read.All', 'RoleManagement.Read.Directory'];
const page = (...value: readonly object[]) => ({ value });
const group = (id: string, more: object) => ({ '@odata.type': '#microsoft.graph.group', id, ...more });
const assignable = { displayName: 'Admins', isAssignableToRole: true };

afterEach(() => nock.cleanAll());

describe('when the roles of somebody are read', () => {
  it('finds none in an ordinary employee', async () => {
    const { tenant, client } = contosoGraph();
    addGroup(tenant, { id: CONTOSO_TENANT_ID, displayName: 'Everybody', isAssignableToRole: false, members: [ada] });
    const none = { globalAdministrator: false, privileged: false, roles: [] };
    await expect(readRoles(client, ada)).resolves.toEqual(none);
  });

  it('finds a role that was assigned directly', async () => {
    const { client } = contosoGraph();
    const facts = { globalAdministrator: false, privileged: true, roles: ['User Administrator'] };
    await expect(readRoles(client, yusuf)).resolves.toEqual(facts);
  });

  it('finds the Global Administrator by the template of the role', async () => {
    const { client } = contosoGraph();
    await expect(readRoles(client, greta)).resolves.toMatchObject({ globalAdministrator: true, privileged: true });
  });

  it('finds a role that a group holds', async () => {
    const { client } = contosoGraph();
    const { roles, privileged } = await readRoles(client, beatriz);
    expect(privileged).toBe(true);
    expect(roles).toEqual(expect.arrayContaining(['Helpdesk Administrator', 'Group Helpdesk duty']));
  });

  it('finds a group that may hold roles, even where it holds none', async () => {
    const { tenant, client } = contosoGraph();
    addGroup(tenant, { id: CONTOSO_TENANT_ID, displayName: 'Empty', isAssignableToRole: true, members: [elias] });
    const facts = { globalAdministrator: false, privileged: true, roles: ['Group Empty'] };
    await expect(readRoles(client, elias)).resolves.toEqual(facts);
  });

  it('finds a role that may be activated, by the person and by a group', async () => {
    const { tenant, client } = contosoGraph();
    expect((await readRoles(client, hana)).roles.some((name) => name.endsWith('(eligible)'))).toBe(true);
    const globalAdministrator = tenant.roles.find(({ templateId }) => templateId === GLOBAL_ADMINISTRATOR);
    globalAdministrator?.eligible.add(GROUPS.duty);
    await expect(readRoles(client, beatriz)).resolves.toMatchObject({ globalAdministrator: true });
  });

  it('finds a role with a scope, which is in the assignments alone, and its name', async () => {
    const roleDefinition = { displayName: 'Authentication Administrator', templateId: 'c4e39bd9' };
    const scoped = { roleDefinitionId: 'own-id', directoryScopeId: '/administrativeUnits/x', roleDefinition };
    const facts = { globalAdministrator: false, privileged: true, roles: ['Authentication Administrator'] };
    await expect(readRoles(scriptedClient(page(), page(scoped), page()), ada)).resolves.toEqual(facts);
  });

  it.each([
    [{ roleDefinitionId: GLOBAL_ADMINISTRATOR.toUpperCase() }],
    [{ roleDefinitionId: 'own-id', roleDefinition: { templateId: GLOBAL_ADMINISTRATOR } }],
  ])('knows the Global Administrator in %j', async (assignment) => {
    const client = scriptedClient(page(), page(assignment), page());
    await expect(readRoles(client, ada)).resolves.toMatchObject({ globalAdministrator: true });
  });

  it('asks for the person and for each group that may hold roles, every page', async () => {
    const more = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/next?$skiptoken=1' };
    const memberships = { ...page(group(GROUPS.duty, assignable)), ...more };
    const ordinary = group(GROUPS.helpdesk, { displayName: 'Everybody', isAssignableToRole: null });
    const client = scriptedClient(memberships, page(), page(), page(ordinary), page(), page());
    await readRoles(client, ada);
    const filters = client.calls.flatMap(({ path, query }) => {
      const filter = query?.['$filter'];
      return filter === undefined ? [] : [`${path} ${filter}`];
    });
    expect(filters).toEqual([
      `/roleManagement/directory/roleAssignments principalId eq '${ada}'`,
      `/roleManagement/directory/roleEligibilityScheduleInstances principalId eq '${ada}'`,
      `/roleManagement/directory/roleAssignments principalId eq '${GROUPS.duty}'`,
      `/roleManagement/directory/roleEligibilityScheduleInstances principalId eq '${GROUPS.duty}'`,
    ]);
  });

  it('asks for the groups and for what the person holds at once', async () => {
    const { client } = contosoGraph();
    let under = 0;
    let most = 0;
    const counting: typeof client = {
      call: async (call) => {
        most = Math.max(most, (under += 1));
        return client.call(call).finally(() => (under -= 1));
      },
    };
    await readRoles(counting, ada);
    expect(most).toBe(3);
  });
});

describe('when something about roles cannot be read (T14)', () => {
  it.each(['none', 'p1'] as const)('leaves out what the licence %s has not', async (licence) => {
    const { tenant, client } = contosoGraph();
    tenant.switches.licence = licence;
    const { roles } = await readRoles(client, hana);
    expect(roles).toEqual(['Group Helpdesk']);
  });

  it.each([
    ['memberships', /transitiveMemberOf/, 403, 'forbidden'],
    ['assignments', /roleAssignments/, 403, 'forbidden'],
    ['eligible roles', /roleEligibility/, 403, 'forbidden'],
    ['eligible roles', /roleEligibility/, 429, 'throttled'],
    ['eligible roles', /roleEligibility/, 500, 'unavailable'],
    ['eligible roles', /roleEligibility/, 404, 'notFound'],
  ] as const)('throws: %s %s %i', async (_what, path, status, code) => {
    const { tenant, client } = contosoGraph();
    tenant.switches.faults.push({ path, status, times: 1 });
    await expect(readRoles(client, ada)).rejects.toMatchObject({ code });
  });

  it.each(ALL.slice(1))('throws forbidden without %s, although Graph answers 200', async (missing) => {
    const { client } = contosoGraph(ALL.filter((name) => name !== missing));
    await expect(readRoles(client, beatriz)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['group', 'directoryRole'])('throws when Graph shows no more of a %s than its id', async (type) => {
    const hidden = { '@odata.type': `#microsoft.graph.${type}`, id: GROUPS.duty, displayName: null };
    const client = scriptedClient(page({ ...hidden, isAssignableToRole: null, roleTemplateId: null }), page(), page());
    await expect(readRoles(client, ada)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('does not mind administrative units that it may not see into', async () => {
    const unit = { '@odata.type': '#microsoft.graph.administrativeUnit', id: GROUPS.duty, displayName: null };
    const client = scriptedClient(page(unit), page(), page());
    await expect(readRoles(client, ada)).resolves.toMatchObject({ privileged: false });
  });
});
