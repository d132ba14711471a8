import nock from 'nock';
import { appToken } from '../../../simulators/entra/app-token';
import { createContoso } from '../../../simulators/entra/contoso';
import { APPS, CONTOSO_TENANT_ID, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { serve, type Served } from '../../../simulators/entra/serve';
import { countingIds } from '../../../simulators/entra/sim-ids';
import type { SimTenant } from '../../../simulators/entra/tenant';
import { startTokenServer } from '../../../simulators/entra/token-server';
import { mockEntra, mockGraph } from '../../../simulators/graph/nock';
import { startGraph } from '../../../simulators/graph/server';
import { START } from './contoso-caller';

const MOCKED = 'https://graph.microsoft.com';
const METHODS = `/v1.0/users/${PEOPLE.ada}/authentication`;

function freshTenant(): SimTenant {
  return createContoso({ clock: { now: () => START }, ids: countingIds() });
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** What a client can see of an answer, apart from the host's name. */
async function seen(tenant: SimTenant, base: string, { method, path, body }: Call) {
  const headers = {
    authorization: `Bearer ${appToken(tenant, APPS.executor.appId)}`,
    'content-type': 'application/json',
  };
  const response = await fetch(base + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const names = ['content-type', 'request-id', 'client-request-id', 'date', 'retry-after'];
  return {
    status: response.status,
    headers: names.map((name) => response.headers.get(name)),
    body: (await response.text()).replaceAll(base, '<base>'),
  };
}

describe('when one story is told to both adapters', () => {
  const served: Served[] = [];

  afterEach(async () => {
    nock.cleanAll();
    for (const each of served.splice(0)) await each.close();
  });

  async function both() {
    const overHttp = freshTenant();
    const mocked = freshTenant();
    const server = await startGraph(overHttp);
    served.push(server);
    mockGraph(MOCKED, mocked);
    return { overHttp, mocked, url: server.url };
  }

  it('they answer alike, call by call', async () => {
    const { overHttp, mocked, url } = await both();
    const calls: readonly Call[] = [
      { method: 'GET', path: `${METHODS}/methods` },
      { method: 'POST', path: `${METHODS}/temporaryAccessPassMethods`, body: '{"isUsableOnce":true}' },
      { method: 'DELETE', path: `${METHODS}/phoneMethods/3179e48a-750b-4051-897c-87b9720928f7` },
      { method: 'DELETE', path: `${METHODS}/phoneMethods/3179e48a-750b-4051-897c-87b9720928f7` },
      { method: 'POST', path: `/v1.0/users/${PEOPLE.ada}/revokeSignInSessions` },
      { method: 'PATCH', path: `/v1.0/users/${PEOPLE.ada}`, body: '{"accountEnabled":false}' },
      { method: 'GET', path: `/v1.0/users?$top=2&$filter=${encodeURIComponent("department eq 'IT'")}` },
      { method: 'GET', path: '/v1.0/users/lena.fischer_fabrikam.example%23EXT%23@contoso.example' },
      { method: 'GET', path: '/v1.0/nowhere' },
    ];
    const statuses: number[] = [];
    for (const call of calls) {
      const answer = await seen(overHttp, url, call);
      expect(answer).toEqual(await seen(mocked, MOCKED, call));
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 201, 204, 404, 200, 204, 200, 200, 400]);
    expect(overHttp.writes).toEqual(mocked.writes);
  });

  it('both break the connection when told to, after the write took effect', async () => {
    const { overHttp, mocked, url } = await both();
    for (const [tenant, base] of [
      [overHttp, url],
      [mocked, MOCKED],
    ] as const) {
      tenant.switches.faults.push({ path: /temporaryAccessPass/, times: 1, resetSocket: true, afterCommit: true });
      const call = { method: 'POST', path: `${METHODS}/temporaryAccessPassMethods`, body: '{}' };
      await expect(seen(tenant, base, call)).rejects.toThrow('fetch failed');
      expect(tenant.writes.map(({ method }) => method)).toEqual(['POST']);
    }
  });
});

describe('when the login service is asked through both adapters', () => {
  it('a form reaches it decoded', async () => {
    const tenant = freshTenant();
    const { appId, secret } = APPS.executor;
    const form = { grant_type: 'client_credentials', client_id: appId, client_secret: secret };
    const body = new URLSearchParams({ ...form, scope: 'https://graph.microsoft.com/.default' });
    const server = await startTokenServer(tenant);
    mockEntra('https://login.microsoftonline.com', tenant);
    for (const base of [server.url, 'https://login.microsoftonline.com']) {
      const response = await fetch(`${base}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`, { method: 'POST', body });
      expect([response.status, await response.json()]).toEqual([
        200,
        { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: expect.any(String) },
      ]);
    }
    nock.cleanAll();
    await server.close();
  });
});

describe('when a server is started', () => {
  const echo = () => ({ status: 200, headers: {}, body: {}, delayMs: 5000 });

  it('waits before it answers as long as the answer says', async () => {
    const pauses: number[] = [];
    const server = await serve(echo, { pause: async (ms) => void pauses.push(ms) });
    await fetch(server.url);
    await server.close();
    expect(pauses).toEqual([5000]);
  });

  it('says which port is taken, and takes no other', async () => {
    const first = await serve(echo);
    const port = Number(new URL(first.url).port);
    await expect(serve(echo, { port })).rejects.toThrow(`cannot listen on 127.0.0.1:${String(port)}`);
    await first.close();
  });
});
