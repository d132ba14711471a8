import nock from 'nock';
import { createRegistrationReader } from '../../graph/registrations';
import { EffectError } from '../../recovery/errors';
import { recordAudit } from '../../simulators/entra/audit-log';
import { APPS, CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { authenticatorApp, phone } from '../../simulators/entra/new-methods';
import { userById } from '../../simulators/entra/people';
import { registerFor } from '../../simulators/entra/register-for';
import { signInAndEnrol } from '../../simulators/entra/sign-in';
import { FakeClock, SECOND } from '../support/fake-clock';
import { clock, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const { ada, marcus, yusuf } = PEOPLE;
const APP = APPS.automation.appId;

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const read = createRegistrationReader({ graph, clock });
  return { tenant, read, of: async (id: string = ada) => (await read(TENANT, id)).entries };
}

describe('when it is asked who registered methods', () => {
  it('the person themself', async () => {
    const { tenant, of } = contoso();
    signInAndEnrol(tenant, ada, authenticatorApp('Pixel 10'));
    await expect(of()).resolves.toEqual([{ at: NOON, by: { kind: 'person', id: ada } }]);
  });

  it('nothing about anybody else', async () => {
    const { tenant, of } = contoso();
    signInAndEnrol(tenant, ada, authenticatorApp('Pixel 10'));
    await expect(of(marcus)).resolves.toEqual([]);
  });

  it('an administrator', async () => {
    const { tenant, of } = contoso();
    registerFor(tenant, ada, phone('+40 721000000'), { admin: yusuf });
    await expect(of()).resolves.toEqual([{ at: NOON, by: { kind: 'person', id: yusuf } }]);
  });

  it('an app, which the log tells as “User registered”', async () => {
    const { tenant, of } = contoso();
    registerFor(tenant, ada, phone('+40 721000000'), { app: APP });
    await expect(of()).resolves.toEqual([{ at: NOON, by: { kind: 'app', id: APP } }]);
  });

  it.each([
    ['Admin registered security info', 'Admin registered phone method for user', 1],
    ['User updated security info', 'User updated Mobile Phone SMS', 1],
    ['Add Windows Hello for Business credential', '', 1],
    ['User registered security info', 'User registered temporary access pass method', 0],
    ['Admin registered security info', 'Admin registered temporary access pass method for user', 0],
    ['User deleted security info', 'User deleted Mobile Phone SMS', 0],
    ['Set user manager', '', 0],
  ])('%s (%s): %d', async (activity, reason, count) => {
    const { tenant, of } = contoso();
    recordAudit(tenant, { activity, reason, target: userById(tenant, ada), initiator: { admin: yusuf } });
    expect(await of()).toHaveLength(count);
  });

  const row = (more: object = {}) => ({
    activityDisplayName: 'User registered security info',
    activityDateTime: '2026-08-03T11:00:00Z',
    result: 'success',
    resultReason: 'User registered Authenticator App with Code',
    initiatedBy: { user: { id: ada } },
    targetResources: [{ id: ada }],
    ...more,
  });

  it.each([
    ['failed', row({ result: 'failure' }), []],
    ['has no target', row({ targetResources: null }), []],
    ['has no time that can be read', row({ activityDateTime: 'soon' }), []],
    ['an app did without a word about what', row({ initiatedBy: { app: { appId: APP } }, resultReason: null }), []],
    ['nobody is named for', row({ initiatedBy: null }), [{ at: NOON - 3_600_000 }]],
  ])('an entry that %s', async (_what, listed, expected) => {
    const client = scriptedClient({ value: [listed] });
    const { entries } = await createRegistrationReader({ graph: () => client, clock })(TENANT, ada);
    expect(entries).toEqual(expected);
  });

  it('comes after the delay of the log', async () => {
    const { tenant, of } = contoso();
    tenant.switches.auditLagMs = 300_000;
    signInAndEnrol(tenant, ada, authenticatorApp('Pixel 10'));
    await expect(of()).resolves.toEqual([]);
  });

  it('is forbidden where the app may not', async () => {
    await expect(contoso(['User.Read.All']).of()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('asks once for the whole tenant, for six hours, and for half a minute', async () => {
    const moving = new FakeClock(NOON);
    const client = scriptedClient({ value: [row()] }, { value: [] });
    const read = createRegistrationReader({ graph: () => client, clock: moving });
    const [one, other] = await Promise.all([read(TENANT, ada), read(TENANT, marcus)]);
    expect([one.entries.length, other.entries.length]).toEqual([1, 0]);
    expect(one.since).toBe(NOON - 6 * 3_600_000);
    moving.advance(29 * SECOND);
    await read(TENANT, ada);
    expect(client.calls).toHaveLength(1);
    expect(client.calls[0]?.query?.['$filter']).toContain('activityDateTime ge 2026-08-03T06:00:00.000Z and (');
    expect(client.calls[0]?.query?.['$filter']).not.toContain(ada);
    moving.advance(SECOND);
    expect((await read(TENANT, ada)).entries).toEqual([]);
    expect(client.calls).toHaveLength(2);
  });

  it('keeps what it knows for five minutes where Graph asks to slow down, and no longer', async () => {
    const moving = new FakeClock(NOON);
    const busy = new EffectError('throttled', 'slow down');
    const client = scriptedClient({ value: [row()] }, busy, busy);
    const read = createRegistrationReader({ graph: () => client, clock: moving });
    await read(TENANT, ada);
    moving.advance(299 * SECOND);
    expect((await read(TENANT, ada)).entries).toHaveLength(1);
    moving.advance(SECOND);
    await expect(read(TENANT, ada)).rejects.toMatchObject({ code: 'throttled' });
  });
});
