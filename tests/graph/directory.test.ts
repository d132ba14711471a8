import nock from 'nock';
import type { GraphOf } from '../../graph/client';
import { createDirectory } from '../../graph/directory';
import { createAwayReader } from '../../graph/automatic-replies';
import { createChangeReader } from '../../graph/directory-audits';
import { createAdditionReader } from '../../graph/group-additions';
import { createRegistrationReader } from '../../graph/registrations';
import { createRiskReader } from '../../graph/risk';
import { createAssignableReader } from '../../graph/role-assignable';
import { createSignInReader } from '../../graph/sign-ins';
import { CONTOSO_TENANT_ID as TENANT, GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addGroup, addUser, setManager, userById } from '../../simulators/entra/people';
import type { SimTenant } from '../../simulators/entra/tenant';
import { parseFilter } from '../../simulators/graph/odata-filter';
import { HOSTILE_ROWS } from '../support/hostile-strings';
import { clock, contosoGraph, graphNock, scriptedClient, clientWith } from './contoso-graph';

const { ada, marcus, lena, noor, victor, hana, tomas } = PEOPLE;
const GUEST_NAME = 'lena_fabrikam.example#EXT#@contoso.example';
const NOBODY = 'a0da0099-0000-4000-8000-000000000099';

afterEach(() => nock.cleanAll());

const directoryOn = (graph: GraphOf) =>
  createDirectory(graph, {
    isAway: createAwayReader({ graph, clock }),
    isRoleAssignable: createAssignableReader({ graph, clock }),
    risk: createRiskReader({ graph, clock, permit: async () => true }),
    signIns: createSignInReader({ graph, clock }),
    changes: createChangeReader({ graph, clock }),
    registrations: createRegistrationReader({ graph, clock }),
    additions: createAdditionReader({ graph }),
  });

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  return { tenant, directory: directoryOn(graph) };
}

describe('when a person is read', () => {
  it('tells what guards need', async () => {
    const { directory } = contoso();
    await expect(directory.person(TENANT, ada)).resolves.toMatchObject({
      id: ada,
      givenName: 'Ada',
      accountEnabled: true,
      userType: 'member',
      onPremisesSynced: false,
    });
    await expect(directory.person(TENANT, victor)).resolves.toMatchObject({ accountEnabled: false });
    await expect(directory.person(TENANT, lena)).resolves.toMatchObject({ userType: 'guest' });
  });

  it('finds nobody where there is nobody', async () => {
    await expect(contoso().directory.person(TENANT, NOBODY)).resolves.toBeUndefined();
  });

  it('throws what is no answer', async () => {
    const { tenant, directory } = contoso(['Mail.Send']);
    await expect(directory.person(TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    tenant.switches.faults.push({ path: /users/, status: 503, times: 1 });
    await expect(directory.person(TENANT, ada)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('when anything but an object id is asked about (T25)', () => {
  const client = scriptedClient();
  const directory = directoryOn(() => client);
  const pairs: readonly (readonly [string, (id: string) => Promise<unknown>])[] = [
    ['person', (id) => directory.person(TENANT, id)],
    ['manager', (id) => directory.manager(TENANT, id)],
    ['roles', (id) => directory.roles(TENANT, id)],
    ['groupMembers', (id) => directory.groupMembers(TENANT, id)],
    ['isMember (person)', (id) => directory.isMember(TENANT, id, GROUPS.duty)],
    ['isMember (group)', (id) => directory.isMember(TENANT, ada, id)],
    ['risk', (id) => directory.risk(TENANT, id)],
    ['isAway', (id) => directory.isAway(TENANT, id)],
    ['signIns', (id) => directory.signIns(TENANT, id)],
    ['changes', (id) => directory.changes(TENANT, id)],
  ];

  it.each(pairs)('%s refuses it before any call', async (_name, ask) => {
    await expect(ask(GUEST_NAME)).rejects.toMatchObject({ code: 'rejected' });
    await expect(ask('ada.lindqvist@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});

describe('when a person is looked for by address (T25)', () => {
  it.each([
    ['ada.lindqvist@contoso.example', ada],
    ['ADA.Lindqvist@Contoso.Example', ada],
    ['  ada.lindqvist@contoso.example ', ada],
    ['nobody@contoso.example', undefined],
    ["' or accountEnabled eq true or mail eq '", undefined],
    ['', undefined],
    ['   ', undefined],
    [`${'x'.repeat(320)}@contoso.example`, undefined],
  ])('%j is %s', async (address, id) => {
    const { directory } = contoso();
    expect((await directory.personByAddress(TENANT, address))?.id).toBe(id);
  });

  it('finds a guest by the whole user principal name', async () => {
    const { tenant, directory } = contoso();
    const { userPrincipalName } = userById(tenant, lena);
    expect(userPrincipalName).toContain('#EXT#');
    expect((await directory.personByAddress(TENANT, userPrincipalName))?.id).toBe(lena);
  });

  it('finds somebody whose address has a quote, by mail or by user principal name', async () => {
    const { tenant, directory } = contoso();
    const names = { displayName: "Miles O'Brien", mail: "miles.o'brien@contoso.example" };
    const { id } = addUser(tenant, { ...names, userPrincipalName: 'mobrien@contoso.example' });
    expect((await directory.personByAddress(TENANT, "miles.o'brien@contoso.example"))?.id).toBe(id);
    expect((await directory.personByAddress(TENANT, 'mobrien@contoso.example'))?.id).toBe(id);
  });

  it('finds nobody when the address fits two people', async () => {
    const { tenant, directory } = contoso();
    const { userPrincipalName } = userById(tenant, ada);
    userById(tenant, noor).mail = userPrincipalName;
    await expect(directory.personByAddress(TENANT, userPrincipalName)).resolves.toBeUndefined();
  });

  it.each(HOSTILE_ROWS)('finds nobody, and asks for nothing else: %s', async (_name, words) => {
    const { tenant, directory } = contoso();
    await expect(directory.personByAddress(TENANT, words)).resolves.toBeUndefined();
    for (const address of [words.slice(0, 100), `${words.slice(0, 100)}@contoso.example`]) {
      await expect(directory.personByAddress(TENANT, address)).resolves.toBeUndefined();
      const client = scriptedClient({ value: [] });
      await directoryOn(() => client).personByAddress(TENANT, address);
      if (!address.isWellFormed()) return expect(client.calls).toEqual([]);
      expect(parseFilter(client.calls[0]?.query?.['$filter'] ?? '').properties).toEqual(['mail', 'userPrincipalName']);
    }
    userById(tenant, noor).mail = words.slice(0, 100).trim();
    expect((await directory.personByAddress(TENANT, words.slice(0, 100)))?.id).toBe(noor);
  });

  it('sends the filter encoded, with quotes doubled', async () => {
    const client = scriptedClient({ value: [] });
    await directoryOn(() => client).personByAddress(TENANT, "o'brien&x@contoso.example");
    expect(client.calls[0]?.query?.['$filter']).toBe(
      "mail eq 'o''brien&x@contoso.example' or userPrincipalName eq 'o''brien&x@contoso.example'",
    );
  });
});

describe('when somebody is looked up by the name they go by', () => {
  it.each([
    ['Ada Lindqvist', ada],
    ['  ada LINDQVIST ', ada],
    ['Ada', undefined],
    ['Ada Lindqvist*', undefined],
    ["' or displayName ne '", undefined],
    ['', undefined],
    ['x'.repeat(321), undefined],
  ])('%j is %s', async (name, id) => {
    expect((await contoso().directory.personByName(TENANT, name))?.id).toBe(id);
  });

  it.each<readonly [string, (tenant: SimTenant) => unknown]>([
    ['two people go by it', (tenant) => (userById(tenant, noor).displayName = 'ADA lindqvist')],
    ['the account is disabled', (tenant) => (userById(tenant, ada).accountEnabled = false)],
    ['it is a guest', (tenant) => (userById(tenant, ada).userType = 'Guest')],
  ])('finds nobody where %s', async (_what, change) => {
    const { tenant, directory } = contoso();
    change(tenant);
    await expect(directory.personByName(TENANT, 'Ada Lindqvist')).resolves.toBeUndefined();
  });

  it('a disabled namesake is nobody', async () => {
    const { tenant, directory } = contoso();
    Object.assign(userById(tenant, noor), { displayName: 'Ada Lindqvist', accountEnabled: false });
    expect((await directory.personByName(TENANT, 'Ada Lindqvist'))?.id).toBe(ada);
  });

  it.each(HOSTILE_ROWS)('asks for nothing else: %s', async (_name, words) => {
    const client = scriptedClient({ value: [] });
    await directoryOn(() => client).personByName(TENANT, words.slice(0, 100));
    if (!words.slice(0, 100).isWellFormed()) return expect(client.calls).toEqual([]);
    const { properties } = parseFilter(client.calls[0]?.query?.['$filter'] ?? '');
    expect(properties).toEqual(['displayName', 'accountEnabled', 'userType']);
  });
});

describe('when the manager of somebody is read', () => {
  it('is a person', async () => {
    const { directory } = contoso();
    await expect(directory.manager(TENANT, ada)).resolves.toMatchObject({ id: marcus, accountEnabled: true });
  });

  it('is nobody where none is entered', async () => {
    await expect(contoso().directory.manager(TENANT, noor)).resolves.toBeUndefined();
  });

  it('is nobody where an organisational contact is entered', async () => {
    const { tenant, directory } = contoso();
    const contact = { kind: 'orgContact', id: NOBODY, displayName: 'Agency', mail: 'a@agency.example' } as const;
    setManager(tenant, ada, contact);
    await expect(directory.manager(TENANT, ada)).resolves.toBeUndefined();
  });

  it('is not nobody when it cannot be read', async () => {
    const { tenant, directory } = contoso();
    tenant.switches.faults.push({ path: /manager/, status: 500, times: 1 });
    await expect(directory.manager(TENANT, ada)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('when groups are read', () => {
  const NESTED = 'b0da0009-0000-4000-8000-000000000001';

  it('finds the people in it and in the groups within it, page by page', async () => {
    const { tenant, directory } = contoso();
    addGroup(tenant, { id: NESTED, displayName: 'All', isAssignableToRole: false, members: [ada, GROUPS.helpdesk] });
    const found = await directory.groupMembers(TENANT, NESTED);
    expect(found.map(({ id }) => id).sort()).toEqual([ada, hana, tomas].sort());
  });

  it('asks with the header that a cast needs, and follows every page', async () => {
    const user = (id: string) => ({ id, userPrincipalName: `${id}@contoso.example`, accountEnabled: true });
    const path = `/v1.0/groups/${GROUPS.helpdesk}/transitiveMembers/microsoft.graph.user`;
    const next = `https://graph.microsoft.com${path}?$skiptoken=a%2Bb`;
    const scope = graphNock()
      .get(path)
      .query((query) => query['$count'] === 'true')
      .matchHeader('consistencylevel', 'eventual')
      .reply(200, { value: [user(hana)], '@odata.nextLink': next })
      .get(path)
      .query({ $skiptoken: 'a+b' })
      .matchHeader('consistencylevel', 'eventual')
      .reply(200, { value: [user(tomas)] });
    const found = await directoryOn(() => clientWith()).groupMembers(TENANT, GROUPS.helpdesk);
    expect(found.map(({ id }) => id)).toEqual([hana, tomas]);
    scope.done();
  });

  it('throws notFound for a group that is not there', async () => {
    await expect(contoso().directory.groupMembers(TENANT, NOBODY)).rejects.toMatchObject({ code: 'notFound' });
  });

  it.each([
    [hana, GROUPS.helpdesk, true],
    [hana, GROUPS.helpdesk.toUpperCase(), true],
    [hana, NESTED, true],
    [ada, GROUPS.helpdesk, false],
    [ada, NOBODY, false],
  ])('knows whether %s belongs to %s: %s', async (person, group, expected) => {
    const { tenant, directory } = contoso();
    addGroup(tenant, { id: NESTED, displayName: 'All', isAssignableToRole: false, members: [GROUPS.helpdesk] });
    await expect(directory.isMember(TENANT, person, group)).resolves.toBe(expected);
  });

  it('throws when membership cannot be read', async () => {
    const { directory } = contoso(['User.Read.All']);
    await expect(directory.isMember(TENANT, hana, GROUPS.helpdesk)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('when the baseline of managers is taken', () => {
  const collect = async (directory: ReturnType<typeof directoryOn>) => {
    const pages = [];
    for await (const page of directory.managerPairs(TENANT)) pages.push(page);
    return pages;
  };

  it('gives every member with their manager, and no guests', async () => {
    const { directory } = contoso();
    const pairs = (await collect(directory)).flat();
    expect(pairs).toEqual(expect.arrayContaining([{ id: ada, manager: marcus }, { id: noor }]));
    expect(pairs.map(({ id }) => id)).not.toContain(lena);
  });

  it('counts an organisational contact as no manager', async () => {
    const contact = { '@odata.type': '#microsoft.graph.orgContact', id: NOBODY };
    const client = scriptedClient({ value: [{ id: ada, userType: 'Member', manager: contact }] });
    expect(await collect(directoryOn(() => client))).toEqual([[{ id: ada }]]);
  });

  it('reads the next page only when the first was taken', async () => {
    const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=1';
    const client = scriptedClient({ value: [{ id: ada }], '@odata.nextLink': next }, { value: [{ id: noor }] });
    const pairs = directoryOn(() => client)
      .managerPairs(TENANT)
      [Symbol.asyncIterator]();
    expect((await pairs.next()).value).toEqual([{ id: ada }]);
    expect(client.calls).toHaveLength(1);
    expect((await pairs.next()).value).toEqual([{ id: noor }]);
    expect((await pairs.next()).done).toBe(true);
  });
});

describe('when roles, risk and logs are read', () => {
  it('passes all on', async () => {
    const { directory } = contoso();
    await expect(directory.roles(TENANT, PEOPLE.greta)).resolves.toMatchObject({ globalAdministrator: true });
    await expect(directory.risk(TENANT, ada)).resolves.toBe('none');
    await expect(directory.signIns(TENANT, ada)).resolves.toMatchObject({ entries: [] });
    await expect(directory.changes(TENANT, ada)).resolves.toMatchObject({ entries: [] });
  });
});
