import { GROUPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { setManager, userById } from '../../../simulators/entra/people';
import { ROLE_TEMPLATES } from '../../../simulators/entra/role-templates';
import { contoso, START, type Body } from './contoso-caller';

const ADA = `/v1.0/users/${PEOPLE.ada}`;
const quoted = (text: string) => encodeURIComponent(`'${text.replaceAll("'", "''")}'`);

describe('when a user is read', () => {
  it('the usual properties leave out what only $select gives', () => {
    const { body } = contoso().call('GET', ADA);
    expect(Object.keys(body).sort()).toEqual(
      [
        ...['@odata.context', 'businessPhones', 'displayName', 'givenName', 'id', 'jobTitle', 'mail', 'mobilePhone'],
        ...['officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName'],
      ].sort(),
    );
  });

  it('$select gives exactly what it names', () => {
    const { body } = contoso().call('GET', `${ADA}?$select=id,accountEnabled,userType,createdDateTime`);
    expect(body).toEqual({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#users(id,accountEnabled,userType,createdDateTime)/$entity',
      id: PEOPLE.ada,
      accountEnabled: true,
      userType: 'Member',
      createdDateTime: '2023-08-04T09:00:00Z',
    });
  });

  it('a property that users have not is refused', () => {
    const answer = contoso().call('GET', `${ADA}?$select=id,shoeSize`);
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      "Could not find a property named 'shoeSize' on type 'microsoft.graph.user'.",
    ]);
  });

  it.each([
    ['object id in capitals', PEOPLE.ada.toUpperCase()],
    ['user principal name', 'Ada.Lindqvist@contoso.example'],
  ])('%s finds her', (_, name) => {
    expect(contoso().call('GET', `/v1.0/users/${name}`).body.id).toBe(PEOPLE.ada);
  });

  it('a guest’s name must be encoded: unencoded, the # cuts it off', () => {
    const { call } = contoso();
    const name = 'lena.fischer_fabrikam.example#EXT#@contoso.example';
    expect(call('GET', `/v1.0/users/${encodeURIComponent(name)}`).body.id).toBe(PEOPLE.lena);
    expect(call('GET', `/v1.0/users/${name}`).status).toBe(404);
  });

  it('somebody unknown is the directory’s 404', () => {
    const { status, body } = contoso().call('GET', '/v1.0/users/nobody@contoso.example');
    expect([status, body.error.code, body.error.message]).toEqual([
      404,
      'Request_ResourceNotFound',
      "Resource 'nobody@contoso.example' does not exist or one of its queried reference-property objects are not present.",
    ]);
    expect(Object.keys(body.error.innerError)).toEqual(['date', 'request-id', 'client-request-id']);
  });

  it.each(['photo', 'photos/48x48'])('%s is her picture', (segment) => {
    const { status, body } = contoso().call('GET', `${ADA}/${segment}/$value`);
    expect([status, Buffer.isBuffer(body)]).toEqual([200, true]);
  });

  it('a photo is missing', () => {
    const { status, body } = contoso().call('GET', `/v1.0/users/${PEOPLE.noor}/photos/48x48/$value`);
    expect([status, body.error.code]).toEqual([404, 'ImageNotFound']);
  });
});

describe('when users are listed', () => {
  it.each([
    [7, [7, 7, 2]],
    [8, [8, 8]],
  ])('pages of %i follow one another to the last', (top, expected) => {
    const { call } = contoso();
    const names: string[] = [];
    let path: string | undefined = `/v1.0/users?$top=${String(top)}&$select=displayName`;
    const sizes: number[] = [];
    while (path !== undefined) {
      const { body } = call('GET', path);
      names.push(...body.value.map(({ displayName }) => displayName));
      sizes.push(body.value.length);
      const next: string | undefined = body['@odata.nextLink'];
      path = next?.replace('https://graph.microsoft.com', '');
    }
    expect([sizes, new Set(names).size]).toEqual([expected, 16]);
  });

  it.each([
    ['mail', 'Ada.Lindqvist@contoso.example', PEOPLE.ada],
    ['userPrincipalName', 'lena.fischer_fabrikam.example#EXT#@contoso.example', PEOPLE.lena],
  ])('$filter=%s eq finds one', (property, value, id) => {
    const { body } = contoso().call('GET', `/v1.0/users?$filter=${property}%20eq%20${quoted(value)}`);
    expect(body.value.map((each) => each.id)).toEqual([id]);
  });

  it('a quote in a name is doubled', () => {
    const { call, tenant } = contoso();
    userById(tenant, PEOPLE.noor).mail = "noor.o'hara@contoso.example";
    const { body } = call('GET', `/v1.0/users?$filter=mail%20eq%20${quoted("noor.o'hara@contoso.example")}`);
    expect(body.value).toHaveLength(1);
    expect(call('GET', `/v1.0/users?$filter=mail%20eq%20'noor.o'hara'`).status).toBe(400);
  });

  it('a filter on what cannot be filtered is refused', () => {
    const { status, body } = contoso().call('GET', "/v1.0/users?$filter=officeLocation%20eq%20'x'");
    expect([status, body.error.code, body.error.message]).toEqual([
      400,
      'Request_UnsupportedQuery',
      "Unsupported or invalid query filter clause specified for property 'officeLocation' of resource 'user'.",
    ]);
  });

  it.each(['0', '1000', 'all'])('$top=%s is refused', (top) => {
    expect(contoso().call('GET', `/v1.0/users?$top=${top}`).status).toBe(400);
  });

  it('managers come along, where there are any', () => {
    const { body } = contoso().call('GET', '/v1.0/users?$select=id&$expand=manager($select=id)');
    const managers = new Map(body.value.map((user) => [user.id, user.manager?.id]));
    expect([managers.get(PEOPLE.ada), managers.get(PEOPLE.noor)]).toEqual([PEOPLE.marcus, undefined]);
  });
});

describe('when a manager is read', () => {
  it('it is a person', () => {
    const { body } = contoso().call('GET', `${ADA}/manager?$select=id,displayName,accountEnabled`);
    expect(body).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: PEOPLE.marcus, accountEnabled: true });
    expect(body.mail).toBeUndefined();
  });

  it('it may be an organisational contact', () => {
    const { call, tenant } = contoso();
    const contact = { kind: 'orgContact', id: 'c1', displayName: 'Partner', mail: 'p@fabrikam.example' } as const;
    setManager(tenant, PEOPLE.ada, contact);
    expect(call('GET', `${ADA}/manager`).body['@odata.type']).toBe('#microsoft.graph.orgContact');
  });

  it('nobody is a 404 that names the reference', () => {
    const { status, body } = contoso().call('GET', `/v1.0/users/${PEOPLE.noor}/manager`);
    expect([status, body.error.code, body.error.message]).toEqual([
      404,
      'Request_ResourceNotFound',
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    ]);
  });

  it('the chain is expanded to the top, and ends where it becomes a circle', () => {
    const { call, tenant } = contoso();
    const path = `${ADA}?$select=id&$expand=manager($levels=max;$select=id)`;
    const above = call('GET', path).body.manager;
    expect([above?.id, above?.manager?.id, above?.manager?.manager]).toEqual([PEOPLE.marcus, PEOPLE.ingrid, undefined]);
    setManager(tenant, PEOPLE.ingrid, { kind: 'user', id: PEOPLE.ada });
    expect(call('GET', path).body.manager?.manager?.manager).toBeUndefined();
  });
});

describe('when an account is changed', () => {
  it('it is disabled', () => {
    const { call, tenant } = contoso();
    expect(call('PATCH', ADA, { body: { accountEnabled: false } }).status).toBe(204);
    expect(userById(tenant, PEOPLE.ada).accountEnabled).toBe(false);
  });

  it('all of a change happens or nothing', () => {
    const { call, tenant } = contoso();
    const body = { accountEnabled: false, passwordProfile: { password: 'x' } };
    const roles = ['User.Read.All', 'User.EnableDisableAccount.All'];
    expect(call('PATCH', ADA, { body, roles }).status).toBe(403);
    expect(userById(tenant, PEOPLE.ada).accountEnabled).toBe(true);
  });

  it.each([
    [{ forceChangePasswordNextSignInWithMfa: true }, 'afterMfa', false],
    [{ forceChangePasswordNextSignIn: true }, 'atOnce', false],
    [{ forceChangePasswordNextSignIn: false }, undefined, false],
    [{ password: 'x', forceChangePasswordNextSignIn: true }, 'atOnce', true],
  ])('passwordProfile %j', (passwordProfile, must, isSet) => {
    const { call, tenant } = contoso();
    const user = userById(tenant, PEOPLE.ada);
    const before = user.passwordChangedAt;
    expect(call('PATCH', ADA, { body: { passwordProfile } }).status).toBe(204);
    expect([user.mustChangePassword, user.passwordChangedAt !== before]).toEqual([must, isSet]);
  });

  it('on premises is where the password of a synchronised account is changed', () => {
    const { call, tenant } = contoso();
    userById(tenant, PEOPLE.ada).onPremisesSyncEnabled = true;
    const body = { passwordProfile: { forceChangePasswordNextSignInWithMfa: true } };
    const answer = call('PATCH', ADA, { body });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'Request_BadRequest']);
    expect(answer.body.error.message).toContain('on-premises mastered Directory Sync objects');
  });

  it.each([
    ...[{}, { accountEnabled: 'no' }, { displayName: 'X' }, []],
    ...[{ passwordProfile: { forceChangePasswordNextSignIn: 'yes' } }, { passwordProfile: { shoeSize: true } }],
  ])('%j is refused', (body) => {
    expect(contoso().call('PATCH', ADA, { body }).status).toBe(400);
  });

  it('somebody with a role is out of reach of an app that holds none', () => {
    const { call, tenant } = contoso();
    const disable = (id: string) => call('PATCH', `/v1.0/users/${id}`, { body: { accountEnabled: false } }).status;
    expect([PEOPLE.yusuf, PEOPLE.hana].map(disable)).toEqual([403, 403]);
    const [executor] = tenant.apps.filter(({ displayName }) => displayName === 'Latchkey executor');
    tenant.roles
      .find(({ templateId }) => templateId === ROLE_TEMPLATES.globalAdministrator)
      ?.assigned.add(executor?.servicePrincipalId ?? '');
    expect(disable(PEOPLE.yusuf)).toBe(204);
  });

  it('sessions are revoked', () => {
    const { call, tenant } = contoso();
    const { status, body } = call('POST', `${ADA}/revokeSignInSessions`);
    expect([status, body.value]).toEqual([200, true]);
    expect(userById(tenant, PEOPLE.ada).sessionsValidFrom).toBe(START);
  });
});

describe('when memberships are read', () => {
  const roles = (id: string) => `/v1.0/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole`;
  const groups = (id: string) => `/v1.0/users/${id}/transitiveMemberOf/microsoft.graph.group`;
  const templates = ({ value }: Body) => value.map((role) => role.roleTemplateId);

  it.each([
    ['assigned to the person', PEOPLE.greta, [ROLE_TEMPLATES.globalAdministrator]],
    ['held through a group', PEOPLE.samuel, [ROLE_TEMPLATES.helpdeskAdministrator]],
    ['only eligible', PEOPLE.hana, []],
    ['absent', PEOPLE.ada, []],
  ])('a role is %s', (_, person, expected) => {
    expect(templates(contoso().call('GET', roles(person)).body)).toEqual(expected);
  });

  it('groups within groups count', () => {
    const { call, tenant } = contoso();
    tenant.groups.get(GROUPS.security)?.members.add(GROUPS.helpdesk);
    tenant.groups.get(GROUPS.helpdesk)?.members.add(GROUPS.security);
    const { value } = call('GET', groups(PEOPLE.hana)).body;
    expect(value.map(({ id }) => id)).toEqual([GROUPS.helpdesk, GROUPS.security]);
    const body = { groupIds: [GROUPS.duty, GROUPS.security.toUpperCase()] };
    expect(call('POST', `/v1.0/users/${PEOPLE.hana}/checkMemberGroups`, { body }).body.value).toHaveLength(1);
    const within = call('GET', `/v1.0/groups/${GROUPS.security}/transitiveMembers/microsoft.graph.user`).body.value;
    expect(within.map(({ id }) => id).sort()).toEqual([PEOPLE.hana, PEOPLE.tomas, PEOPLE.priya, PEOPLE.oskar].sort());
    const direct = call('GET', `/v1.0/groups/${GROUPS.security}/members`).body.value;
    expect(direct.map((each) => each['@odata.type'].split('.').pop())).toEqual(['user', 'user', 'group']);
  });

  it('without the right for their type, objects have an id and nulls', () => {
    const { call } = contoso();
    const options = { roles: ['User.Read.All'] };
    const [role] = call('GET', roles(PEOPLE.greta), options).body.value;
    expect(role).toMatchObject({ '@odata.type': '#microsoft.graph.directoryRole', roleTemplateId: null });
    const [group] = call('GET', groups(PEOPLE.hana), options).body.value;
    expect(group).toMatchObject({ id: GROUPS.helpdesk, displayName: null, isAssignableToRole: null });
    const [member] = call('GET', `/v1.0/groups/${GROUPS.duty}/members`, { roles: ['GroupMember.Read.All'] }).body.value;
    expect(member).toMatchObject({ id: PEOPLE.beatriz, mail: null });
  });

  it('more than 20 groups cannot be checked at once, and a list is needed', () => {
    const { call } = contoso();
    const path = `${ADA}/checkMemberGroups`;
    const groupIds = Array.from({ length: 21 }, () => GROUPS.duty);
    expect([call('POST', path, { body: { groupIds } }).status, call('POST', path, { body: {} }).status]).toEqual([
      400, 400,
    ]);
  });

  it('an unknown group is a 404', () => {
    expect(contoso().call('GET', `/v1.0/groups/${PEOPLE.ada}/members`).status).toBe(404);
  });

  it('assignments name the principal that holds them, person or group', () => {
    const { call } = contoso();
    const path = '/v1.0/roleManagement/directory/roleAssignments';
    const held = (id: string) => call('GET', `${path}?$filter=principalId%20eq%20'${id}'`).body.value;
    expect(held(PEOPLE.samuel)).toEqual([]);
    expect(held(GROUPS.duty)).toMatchObject([
      { roleDefinitionId: ROLE_TEMPLATES.helpdeskAdministrator, directoryScopeId: '/' },
    ]);
  });

  it('eligibility needs the licence', () => {
    const { call, tenant } = contoso();
    const path = `/v1.0/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId%20eq%20'${PEOPLE.hana}'`;
    expect(call('GET', path).body.value).toMatchObject([{ roleDefinitionId: ROLE_TEMPLATES.helpdeskAdministrator }]);
    tenant.switches.licence = 'p1';
    const { status, body } = call('GET', path);
    expect([status, body.error.code]).toEqual([400, 'AadPremiumLicenseRequired']);
  });
});
