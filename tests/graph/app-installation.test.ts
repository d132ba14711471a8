import nock from 'nock';
import { createAppInstallation } from '../../graph/app-installation';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE, TEAMS_APP } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { BASE, contosoGraph, scriptedClient } from './contoso-graph';

const { ingrid } = PEOPLE;
const manifestId = TEAMS_APP.manifestId;

afterEach(() => nock.cleanAll());

function contoso(manifest: string = manifestId) {
  const { tenant, graph } = contosoGraph();
  const user = userById(tenant, ingrid);
  user.installedApps.clear();
  return { tenant, user, installation: createAppInstallation({ graph, base: BASE, manifestId: manifest }) };
}

describe('when the app is put into the Teams of somebody', () => {
  it('is installed from the catalogue', async () => {
    const { user, installation } = contoso();
    await expect(installation.install(TENANT, ingrid)).resolves.toBe('installed');
    expect([...user.installedApps]).toEqual([TEAMS_APP.id]);
  });

  it('may stand already', async () => {
    const { installation } = contoso();
    await installation.install(TENANT, ingrid);
    await expect(installation.install(TENANT, ingrid)).resolves.toBe('alreadyInstalled');
  });

  it('is notInstalled where the catalogue does not have it', async () => {
    const { installation } = contoso('e0da0009-92a3-44b5-8ac7-d2e3f4051609');
    await expect(installation.install(TENANT, ingrid)).rejects.toMatchObject({ code: 'notInstalled' });
    await expect(installation.chatId(TENANT, ingrid)).rejects.toMatchObject({ code: 'notInstalled' });
  });

  it('looks into the catalogue once for each tenant', async () => {
    const catalogue = { value: [{ id: TEAMS_APP.id }] };
    const client = scriptedClient(catalogue, {}, {}, catalogue, {});
    const installation = createAppInstallation({ graph: () => client, base: BASE, manifestId });
    await installation.install(TENANT, ingrid);
    await installation.install(TENANT, ingrid);
    await installation.install('c0a7050c-0000-4a7e-9c0d-5a1e7e4a0002', ingrid);
    expect(client.calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'GET', 'POST']);
    expect(client.calls[1]?.body).toEqual({
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${TEAMS_APP.id}`,
    });
  });

  it.each([
    [403, 'forbidden'],
    [404, 'notFound'],
    [500, 'unavailable'],
  ] as const)('throws %i as %s', async (status, code) => {
    const { tenant, installation } = contoso();
    tenant.switches.faults.push({ method: 'POST', path: /installedApps/, status, times: 1 });
    await expect(installation.install(TENANT, ingrid)).rejects.toMatchObject({ code });
  });

  it('takes object ids only', async () => {
    const client = scriptedClient();
    const graph = () => client;
    const installation = createAppInstallation({ graph, base: BASE, manifestId });
    await expect(installation.install(TENANT, 'x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    const odd = createAppInstallation({ graph, base: BASE, manifestId: "x' or 1 eq 1" });
    await expect(odd.install(TENANT, ingrid)).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});

describe('when the chat with somebody is looked for', () => {
  it('is known once the app is installed', async () => {
    const { installation } = contoso();
    await expect(installation.chatId(TENANT, ingrid)).resolves.toBeUndefined();
    await installation.install(TENANT, ingrid);
    await expect(installation.chatId(TENANT, ingrid)).resolves.toMatch(/^19:.+@unq\.gbl\.spaces$/);
  });

  it('encodes the id of the installation', async () => {
    const client = scriptedClient({ value: [{ id: TEAMS_APP.id }] }, { value: [{ id: 'a/b==' }] }, { id: '19:x' });
    const installation = createAppInstallation({ graph: () => client, base: BASE, manifestId });
    await expect(installation.chatId(TENANT, ingrid)).resolves.toBe('19:x');
    expect(client.calls[2]?.path).toBe(`/users/${ingrid}/teamwork/installedApps/a%2Fb%3D%3D/chat`);
  });
});
