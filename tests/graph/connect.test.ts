import { inspect } from 'node:util';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectGraph, type GraphOptions } from '../../graph/connect';
import { Secret } from '../../platform/secret';
import { APPS, CONTOSO_TENANT_ID as TENANT, GROUPS, PEOPLE, TEAMS_APP } from '../../simulators/entra/contoso-ids';
import { createContoso } from '../../simulators/entra/contoso';
import type { Served } from '../../simulators/entra/serve';
import { userById } from '../../simulators/entra/people';
import { startTokenServer } from '../../simulators/entra/token-server';
import { startGraph } from '../../simulators/graph/server';
import { recordingLog } from './contoso-graph';

const { ada, marcus } = PEOPLE;
const OTHER_TENANT = 'c0a7050c-0000-4a7e-9c0d-5a1e7e4a0002';
const clock = { now: () => Date.now() };

const SECRET = { kind: 'secret', clientId: APPS.executor.appId, secret: Secret.of(APPS.executor.secret) } as const;

const options = (changes: Partial<GraphOptions>): GraphOptions => ({
  baseUrl: 'https://graph.microsoft.com',
  authorityHost: 'https://login.microsoftonline.com',
  tenants: [{ tenantId: TENANT, credential: SECRET }],
  manifestId: TEAMS_APP.manifestId,
  log: recordingLog(),
  clock,
  riskPermit: async () => true,
  ...changes,
});

describe('when the whole adapter talks to the simulated services over HTTP', () => {
  const log = recordingLog();
  const tenant = createContoso({ clock });
  let services: readonly Served[] = [];
  let graph = connectGraph(options({}));

  beforeAll(async () => {
    const [graphServer, entra] = await Promise.all([startGraph(tenant), startTokenServer(tenant)]);
    services = [graphServer, entra];
    graph = connectGraph(options({ baseUrl: graphServer.url, authorityHost: entra.url, log }));
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.close()));
  });

  it('reads a person, the manager, groups and roles', async () => {
    await expect(graph.directory.person(TENANT, ada)).resolves.toMatchObject({ id: ada });
    await expect(graph.directory.manager(TENANT, ada)).resolves.toMatchObject({ id: marcus });
    await expect(graph.directory.isMember(TENANT, PEOPLE.hana, GROUPS.helpdesk)).resolves.toBe(true);
    await expect(graph.directory.roles(TENANT, ada)).resolves.toMatchObject({ privileged: false });
    expect(await graph.directory.groupMembers(TENANT, GROUPS.helpdesk)).toHaveLength(2);
  });

  it('takes the baseline page by page', async () => {
    let count = 0;
    for await (const page of graph.directory.managerPairs(TENANT.toUpperCase())) count += page.length;
    expect(count).toBe(tenant.users.size - 1);
  });

  it('issues a pass, then removes what is on the lost phone, and the account never stands empty', async () => {
    const minted = await graph.passes.issue(TENANT, ada, 30, 6_000);
    expect(minted.secret.reveal()).toBe(userById(tenant, ada).pass?.secret);
    const listed = await graph.methods.list(TENANT, ada);
    const onPhone = ['softwareOath', 'mobilePhone', 'microsoftAuthenticator'] as const;
    for (const kind of onPhone) {
      const method = listed.find((each) => each.kind === kind);
      if (method) await graph.methods.remove(TENANT, ada, method);
    }
    await graph.accounts.revokeSessions(TENANT, ada);
    const rest = (await graph.methods.list(TENANT, ada)).map(({ kind }) => kind);
    expect(rest).toEqual(expect.not.arrayContaining([...onPhone]));
    expect(tenant.zeroMoments).toEqual([]);
    const everything = `${inspect(log.lines, { depth: 10 })}${inspect(minted)}`;
    expect(everything).not.toContain(minted.secret.reveal());
    expect(everything).not.toContain(APPS.executor.secret);
  });

  it('installs the app and sends a mail', async () => {
    userById(tenant, ada).installedApps.clear();
    await expect(graph.installation.install(TENANT, ada)).resolves.toBe('installed');
    await expect(graph.installation.install(TENANT, ada)).resolves.toBe('alreadyInstalled');
    await expect(graph.installation.chatId(TENANT, ada)).resolves.toMatch(/^19:/);
    const body = { contentType: 'html', content: Secret.of('<p>Hello</p>') } as const;
    await graph.mail.send(TENANT, { from: marcus, to: Secret.of('ada@post.example'), subject: 'Hello', body });
    expect(tenant.outbox).toHaveLength(1);
  });

  it('names what it may do', async () => {
    expect(await graph.access.granted(TENANT)).toEqual(expect.arrayContaining(['User.Read.All']));
  });

  it.each([
    ['a connection that breaks', { resetSocket: true }, 'unavailable'],
    ['a 504 that took effect', { status: 504, afterCommit: true }, 'unavailable'],
    ['a 429 without a time to wait', { status: 429 }, 'throttled'],
  ] as const)('tells %s from an answer', async (_name, fault, code) => {
    tenant.switches.faults.push({ path: /revokeSignInSessions/, times: 1, ...fault });
    await expect(graph.accounts.revokeSessions(TENANT, ada)).rejects.toMatchObject({ code, retryAfterMs: undefined });
  });

  it('says for how long to wait', async () => {
    tenant.switches.faults.push({ path: /users/, status: 429, retryAfter: '2.128', times: 1 });
    const read = graph.directory.person(TENANT, ada);
    await expect(read).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 2_128 });
  });

  it('puts the tenant on every line of the log', () => {
    expect(log.lines.length).toBeGreaterThan(10);
    expect(new Set(log.lines.map(({ fields }) => fields.tenantId))).toEqual(new Set([TENANT]));
  });
});

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

async function until(starting: Promise<Served>): Promise<string> {
  const service = await starting;
  open.push(service);
  return service.url;
}

/** A server that treats requests as the test says. */
async function listen(handle: http.RequestListener): Promise<string> {
  const server = http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  open.push({ close });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

describe('when Graph does not accept a token', () => {
  const start = async () => {
    const here = { now: Date.now() };
    const tenant = createContoso({ clock: { now: () => here.now } });
    const baseUrl = await until(startGraph(tenant));
    const authorityHost = await until(startTokenServer(tenant));
    const graph = connectGraph(options({ baseUrl, authorityHost }));
    await graph.directory.person(TENANT, ada);
    const revoke = (): void => {
      here.now += 2_000;
      tenant.switches.tokensRevokedAt = here.now;
    };
    const posts = () => tenant.writes.filter(({ method }) => method === 'POST').length;
    return { tenant, graph, revoke, posts };
  };

  it('asks once more with a new one, which knows what changed meanwhile', async () => {
    const { tenant, graph } = await start();
    tenant.switches.faults.push({ path: /users/, status: 401, times: 1 });
    const executor = tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
    if (executor) executor.roles['https://graph.microsoft.com'] = [];
    await expect(graph.directory.person(TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('issues one pass after a revocation with a claims challenge, and everything else goes on', async () => {
    const { tenant, graph, revoke, posts } = await start();
    revoke();
    const minted = await graph.passes.issue(TENANT, ada, 30, 6_000);
    expect(minted.secret.reveal()).toBe(userById(tenant, ada).pass?.secret);
    expect(posts()).toBe(1);
    revoke();
    const answers = await Promise.all([1, 2, 3, 4].map(() => graph.methods.list(TENANT, ada)));
    expect(answers.every((listed) => listed.length > 0)).toBe(true);
  });

  it('gives up after the second refusal: nothing was done', async () => {
    const { tenant, graph, posts } = await start();
    const fault = { path: /temporaryAccessPass/, status: 401, times: 5 };
    tenant.switches.faults.push(fault);
    await expect(graph.passes.issue(TENANT, ada, 30, 6_000)).rejects.toMatchObject({ code: 'credentialRefused' });
    expect(fault.times).toBe(3);
    expect(posts()).toBe(0);
  });
});

describe('when a server never answers', () => {
  const silence = () => listen(() => undefined);

  it('is a timeout at the deadline', async () => {
    const authorityHost = await until(startTokenServer(createContoso({ clock })));
    const graph = connectGraph(options({ baseUrl: await silence(), authorityHost }));
    await graph.access.granted(TENANT);
    await expect(graph.passes.issue(TENANT, ada, 30, 50)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('is an error of ours when it is the one of Entra', async () => {
    const silent = await silence();
    const graph = connectGraph(options({ baseUrl: silent, authorityHost: silent, deadlineMs: 50 }));
    const code: unknown = expect.stringMatching(/^(timeout|unavailable)$/);
    await expect(graph.directory.person(TENANT, ada)).rejects.toMatchObject({ name: 'EffectError', code });
  });
});

describe('when a connection that was kept breaks under a call', () => {
  it('does not send the call again', async () => {
    const asked: string[] = [];
    const baseUrl = await listen((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (asked.length === 1) response.end('{"value":[]}');
      else request.socket.destroy();
    });
    const authorityHost = await until(startTokenServer(createContoso({ clock })));
    const graph = connectGraph(options({ baseUrl, authorityHost }));
    await graph.methods.list(TENANT, ada);
    await expect(graph.passes.issue(TENANT, ada, 30, 5_000)).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toEqual([
      `GET /v1.0/users/${ada}/authentication/methods`,
      `POST /v1.0/users/${ada}/authentication/temporaryAccessPassMethods`,
    ]);
  });
});

describe('when a tenant is not configured', () => {
  const graph = connectGraph(options({}));
  const mail = {
    ...{ from: 'a@contoso.example', to: Secret.of('b@contoso.example'), subject: '' },
    body: { contentType: 'text', content: Secret.of('') } as const,
  };

  it.each<readonly [string, (tenantId: string) => Promise<unknown>]>([
    ['directory.person', (id) => graph.directory.person(id, ada)],
    ['directory.personByAddress', (id) => graph.directory.personByAddress(id, 'x')],
    ['directory.personByName', (id) => graph.directory.personByName(id, 'x')],
    ['directory.manager', (id) => graph.directory.manager(id, ada)],
    ['directory.roles', (id) => graph.directory.roles(id, ada)],
    ['directory.groupMembers', (id) => graph.directory.groupMembers(id, GROUPS.duty)],
    ['directory.isMember', (id) => graph.directory.isMember(id, ada, GROUPS.duty)],
    ['directory.managerPairs', async (id) => graph.directory.managerPairs(id)[Symbol.asyncIterator]().next()],
    ['directory.risk', (id) => graph.directory.risk(id, ada)],
    ['directory.isAway', (id) => graph.directory.isAway(id, ada)],
    ['directory.signIns', (id) => graph.directory.signIns(id, ada)],
    ['directory.changes', (id) => graph.directory.changes(id, ada)],
    ['methods.list', (id) => graph.methods.list(id, ada)],
    ['methods.remove', (id) => graph.methods.remove(id, ada, { id: 'x', kind: 'fido2' })],
    ['methods.prefer', (id) => graph.methods.prefer(id, ada, 'sms')],
    ['passes.policyFor', (id) => graph.passes.policyFor(id, ada)],
    ['passes.issue', (id) => graph.passes.issue(id, ada, 30, 1_000)],
    ['passes.remove', (id) => graph.passes.remove(id, ada, 'x')],
    ['accounts.revokeSessions', (id) => graph.accounts.revokeSessions(id, ada)],
    ['accounts.disable', (id) => graph.accounts.disable(id, ada)],
    ['mail.send', (id) => graph.mail.send(id, mail)],
    ['installation.install', (id) => graph.installation.install(id, ada)],
    ['installation.chatId', (id) => graph.installation.chatId(id, ada)],
    ['access.granted', (id) => graph.access.granted(id)],
  ])('%s rejects with forbidden', async (_name, ask) => {
    for (const id of [OTHER_TENANT, 'common', '', '../x']) {
      await expect(ask(id)).rejects.toMatchObject({ name: 'EffectError', code: 'forbidden' });
    }
  });
});

describe('when the configuration cannot be used', () => {
  it.each<readonly [string, Partial<GraphOptions>]>([
    ['Graph over plain http', { baseUrl: 'http://graph.example' }],
    ['Entra over plain http', { authorityHost: 'http://login.example' }],
    ['a tenant that is no id', { tenants: [{ tenantId: 'common', credential: SECRET }] }],
    [
      'a certificate that is none',
      { tenants: [{ tenantId: TENANT, credential: { kind: 'certificate', clientId: 'x', pem: Secret.of('x') } }] },
    ],
  ])('refuses %s at once', (_name, changes) => {
    expect(() => connectGraph(options(changes))).toThrow(expect.objectContaining({ code: 'rejected' }));
  });
});
