import nock from 'nock';
import { createChangeReader } from '../../graph/directory-audits';
import { recordAudit } from '../../simulators/entra/audit-log';
import { APPS, CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { authenticatorApp } from '../../simulators/entra/new-methods';
import { setManager, userById } from '../../simulators/entra/people';
import { signInAndEnrol } from '../../simulators/entra/sign-in';
import { clock, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const { ada, marcus, elias, yusuf } = PEOPLE;

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const read = createChangeReader({ graph, clock });
  return { tenant, changes: async (id: string = ada) => (await read(TENANT, id)).entries };
}

describe('when the changes of an account are read', () => {
  it('a manager who was set, with who did it', async () => {
    const { tenant, changes } = contoso();
    setManager(tenant, ada, { kind: 'user', id: elias }, { user: userById(tenant, yusuf) });
    await expect(changes()).resolves.toEqual([{ at: NOON, what: 'managerChanged', by: yusuf }]);
    await expect(changes(elias)).resolves.toEqual([]);
  });

  it('a manager who was removed, by an app or by nobody we know', async () => {
    const { tenant, changes } = contoso();
    setManager(tenant, ada, undefined, { app: APPS.automation.appId });
    setManager(tenant, ada, { kind: 'user', id: marcus });
    await expect(changes()).resolves.toEqual([
      { at: NOON, what: 'managerChanged' },
      { at: NOON, what: 'managerChanged' },
    ]);
  });

  it('a method that the person registered', async () => {
    const { tenant, changes } = contoso();
    signInAndEnrol(tenant, ada, authenticatorApp('Pixel 10'));
    await expect(changes()).resolves.toEqual([{ at: NOON, what: 'methodRegistered', by: ada }]);
  });

  it.each([
    ['Admin registered security info', 'Admin registered phone method for user', true],
    ['User updated security info', 'User updated Mobile Phone SMS', true],
    ['User registered security info', 'User registered temporary access pass method', false],
    ['Admin registered security info', 'Admin registered temporary access pass method for user', false],
    ['User deleted security info', 'User deleted Mobile Phone SMS', false],
    ['Update user', '', false],
  ])('%s (%s) counts: %s', async (activity, reason, counts) => {
    const { tenant, changes } = contoso();
    recordAudit(tenant, { activity, reason, target: userById(tenant, ada), initiator: { admin: 'admin' } });
    expect(await changes()).toHaveLength(counts ? 1 : 0);
  });

  it('what failed changed nothing, and what is named along with somebody else did not change', async () => {
    const row = (more: object) => ({
      activityDisplayName: 'Set user manager',
      activityDateTime: '2026-08-03T11:00:00Z',
      result: 'success',
      initiatedBy: null,
      targetResources: [{ id: ada }],
      ...more,
    });
    const beside = row({ targetResources: [{ id: elias }, { id: ada }] });
    const nobody = row({ targetResources: null });
    const client = scriptedClient({ value: [row({ result: 'failure' }), beside, nobody, row({})] });
    const { entries } = await createChangeReader({ graph: () => client, clock })(TENANT, ada);
    expect(entries).toEqual([{ at: NOON - 3_600_000, what: 'managerChanged' }]);
  });

  it('is forbidden where the app may not', async () => {
    await expect(contoso(['User.Read.All']).changes()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('asks for thirty days and only for what rules look at', async () => {
    const client = scriptedClient({ value: [] });
    await createChangeReader({ graph: () => client, clock })(TENANT, ada);
    const filter = client.calls[0]?.query?.['$filter'] ?? '';
    expect(filter).toContain('activityDateTime ge 2026-07-04T12:00:00.000Z and ');
    expect(filter).toContain(`(targetResources/any(t:t/id eq '${ada}')) and (`);
    expect(filter).toContain("activityDisplayName eq 'Set user manager'");
  });
});
