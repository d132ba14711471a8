import { inspect } from 'node:util';
import nock from 'nock';
import { createAccessPasses } from '../../graph/access-pass';
import { addGroup, userById } from '../../simulators/entra/people';
import { CONTOSO_TENANT_ID as TENANT, GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { BASE, clientWith, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const { ada, lena } = PEOPLE;
const MINUTE = 60_000;
const DEADLINE = 2_000;

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

function contoso() {
  const { tenant, graph } = contosoGraph();
  return { tenant, passes: createAccessPasses(graph), standing: () => userById(tenant, ada).pass };
}

const printed = (value: unknown): string =>
  `${inspect(value, { depth: 10, showHidden: true })}${JSON.stringify(value)}`;

describe('when a pass is issued', () => {
  it('gives id, times and the secret, for one use', async () => {
    const { passes, standing } = contoso();
    const minted = await passes.issue(TENANT, ada, 30, DEADLINE);
    expect(minted).toMatchObject({ methodId: standing()?.id, issuedAt: NOON, expiresAt: NOON + 30 * MINUTE });
    expect(minted.secret.reveal()).toBe(standing()?.secret);
    expect(minted.requestId).toMatch(/^[\w-]{36}$/);
    expect(standing()).toMatchObject({ isUsableOnce: true, lifetimeInMinutes: 30 });
  });

  it('keeps the secret out of everything that is printed', async () => {
    const { passes } = contoso();
    const minted = await passes.issue(TENANT, ada, 30, DEADLINE);
    expect(printed(minted)).not.toContain(minted.secret.reveal());
  });

  it('kills the pass before', async () => {
    const { passes, standing } = contoso();
    const first = await passes.issue(TENANT, ada, 30, DEADLINE);
    const second = await passes.issue(TENANT, ada, 30, DEADLINE);
    expect(second.secret.reveal()).not.toBe(first.secret.reveal());
    expect(standing()?.secret).toBe(second.secret.reveal());
  });

  it('counts from the start that Graph names', async () => {
    const answer = {
      ...{ id: 'p', temporaryAccessPass: '+drkzqAD', createdDateTime: '2022-06-02T16:21:09.765173Z' },
      ...{ startDateTime: '2022-06-05T00:00:00Z', lifetimeInMinutes: 60, isUsable: false },
    };
    const minted = await createAccessPasses(() => scriptedClient(answer)).issue(TENANT, ada, 60, DEADLINE);
    const issuedAt = Date.parse('2022-06-05T00:00:00Z');
    expect(minted).toMatchObject({
      methodId: 'p',
      issuedAt,
      expiresAt: issuedAt + 60 * MINUTE,
      requestId: 'request-1',
    });
    expect(minted.secret.reveal()).toBe('+drkzqAD');
  });

  it.each([
    ['no secret', { id: 'p', temporaryAccessPass: null, startDateTime: '2022-06-05T00:00:00Z', lifetimeInMinutes: 60 }],
    [
      'an empty secret',
      { id: 'p', temporaryAccessPass: '', startDateTime: '2022-06-05T00:00:00Z', lifetimeInMinutes: 60 },
    ],
    ['no time', { id: 'p', temporaryAccessPass: '+drkzqAD', lifetimeInMinutes: 60 }],
    ['no body', undefined],
  ])('is unavailable, with its request id, when the answer has %s', async (_name, body) => {
    const issue = createAccessPasses(() => scriptedClient(body)).issue(TENANT, ada, 60, DEADLINE);
    const error: unknown = await issue.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unavailable', requestId: 'request-1' });
    expect(printed(error)).not.toContain('drkzqAD');
  });
});

describe('when a pass cannot be issued', () => {
  it.each<readonly [string, string, (contosoTenant: ReturnType<typeof contoso>['tenant']) => void]>([
    ['lifetimeOutOfRange', 'too short', (tenant) => (tenant.passPolicy.minimumLifetimeInMinutes = 60)],
    ['policyBlocksPass', 'switched off', (tenant) => (tenant.passPolicy.state = 'disabled')],
    ['policyBlocksPass', 'not for her', (tenant) => (tenant.passPolicy.includeTargets = [])],
  ])('is %s when it is %s', async (code, _what, change) => {
    const { tenant, passes, standing } = contoso();
    change(tenant);
    await expect(passes.issue(TENANT, ada, 30, DEADLINE)).rejects.toMatchObject({ code });
    expect(standing()).toBeUndefined();
  });

  it('is externalGuest for a guest', async () => {
    const { passes } = contoso();
    await expect(passes.issue(TENANT, lena, 30, DEADLINE)).rejects.toMatchObject({ code: 'externalGuest' });
  });

  it('is rejected for anything but an object id, before any call', async () => {
    const client = scriptedClient();
    const passes = createAccessPasses(() => client);
    const guest = 'lena_fabrikam.example#EXT#@contoso.example';
    await expect(passes.issue(TENANT, guest, 30, DEADLINE)).rejects.toMatchObject({ code: 'rejected' });
    await expect(passes.remove(TENANT, guest, 'p')).rejects.toMatchObject({ code: 'rejected' });
    await expect(passes.policyFor(TENANT, guest)).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});

describe('when it is not known whether a pass was issued', () => {
  const posts = (tenant: ReturnType<typeof contoso>['tenant']) =>
    tenant.writes.filter(({ method }) => method === 'POST').length;

  it.each([
    ['a 504 that took effect', { status: 504, afterCommit: true }, 1],
    ['a connection that broke after it took effect', { resetSocket: true, afterCommit: true }, 1],
    ['a 503', { status: 503, retryAfter: '0' }, 0],
    ['a 429', { status: 429, retryAfter: '0' }, 0],
  ] as const)('tries once and throws, after %s', async (_name, fault, took) => {
    const { tenant, passes } = contoso();
    tenant.switches.faults.push({ method: 'POST', path: /temporaryAccessPass/, times: 1, ...fault });
    const code = 'status' in fault && fault.status === 429 ? 'throttled' : 'unavailable';
    await expect(passes.issue(TENANT, ada, 30, DEADLINE)).rejects.toMatchObject({ code });
    // A second try would have met no fault any more and left its trace.
    expect(posts(tenant)).toBe(took);
  });

  it('is a timeout at its own deadline, and an answer that comes later reaches nobody', async () => {
    let answer = (_: unknown): void => undefined;
    const late = new Promise((resolve) => (answer = resolve));
    let asked = 0;
    nock(BASE.origin)
      .persist()
      .post(/temporaryAccessPassMethods$/)
      .reply(async () => {
        asked += 1;
        await late;
        const times = { startDateTime: '2026-08-03T12:00:00Z', lifetimeInMinutes: 30 };
        return [201, { id: 'p', temporaryAccessPass: '+drkzqAD', ...times }];
      });
    const client = clientWith(undefined, 60_000);
    const error: unknown = await createAccessPasses(() => client)
      .issue(TENANT, ada, 30, 50)
      .catch((reason: unknown) => reason);
    answer(undefined);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(printed(error)).not.toContain('drkzqAD');
    expect(asked).toBe(1);
  });
});

describe('when a pass is removed', () => {
  it('is removed, then already gone', async () => {
    const { passes, standing } = contoso();
    const { methodId } = await passes.issue(TENANT, ada, 30, DEADLINE);
    await expect(passes.remove(TENANT, ada, methodId)).resolves.toBe('removed');
    expect(standing()).toBeUndefined();
    await expect(passes.remove(TENANT, ada, methodId)).resolves.toBe('alreadyGone');
  });

  it('does not hide other refusals', async () => {
    const { tenant, passes } = contoso();
    tenant.switches.faults.push({ method: 'DELETE', path: /temporaryAccessPass/, status: 403, times: 1 });
    await expect(passes.remove(TENANT, ada, 'p')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('when policy is asked whether somebody may have a pass', () => {
  const INNER = 'b0da0009-0000-4000-8000-000000000001';
  const OUTER = 'b0da0009-0000-4000-8000-000000000002';
  const group = (id: string) => ({ targetType: 'group', id }) as const;
  const ALL = group('all_users');

  it.each([
    ['everybody', [ALL], [], true],
    ['nobody', [], [], false],
    ['her group', [group(INNER)], [], true],
    ['the group of her group', [group(OUTER)], [], true],
    ['a group in other letters', [group(INNER.toUpperCase())], [], true],
    ['another group', [group(GROUPS.helpdesk)], [], false],
    ['everybody but her group', [ALL], [group(INNER)], false],
    ['everybody but the group of her group', [ALL], [group(OUTER)], false],
    ['everybody but another group', [ALL], [group(GROUPS.helpdesk)], true],
    ['her group and not her group', [group(INNER)], [group(INNER)], false],
    ['everybody but everybody', [ALL], [ALL], false],
  ])('looks at targets: %s', async (_name, includeTargets, excludeTargets, inScope) => {
    const { tenant, passes } = contoso();
    addGroup(tenant, { id: INNER, displayName: 'Inner', isAssignableToRole: false, members: [ada] });
    addGroup(tenant, { id: OUTER, displayName: 'Outer', isAssignableToRole: false, members: [INNER] });
    Object.assign(tenant.passPolicy, { includeTargets, excludeTargets });
    await expect(passes.policyFor(TENANT, ada)).resolves.toMatchObject({ enabled: true, inScope });
  });

  it.each([
    ['enabled', true],
    ['disabled', false],
  ] as const)('says what the tenant allows (%s)', async (state, enabled) => {
    const { tenant, passes } = contoso();
    Object.assign(tenant.passPolicy, { state, minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 480 });
    const expected = { enabled, inScope: true, minimumMinutes: 60, maximumMinutes: 480 };
    await expect(passes.policyFor(TENANT, ada)).resolves.toEqual(expected);
  });

  it('takes a person as a target', async () => {
    const policy = { state: 'enabled', minimumLifetimeInMinutes: 10, maximumLifetimeInMinutes: 60 };
    const client = scriptedClient({ ...policy, includeTargets: [{ targetType: 'user', id: ada }] }, { value: [] });
    await expect(createAccessPasses(() => client).policyFor(TENANT, ada)).resolves.toMatchObject({ inScope: true });
  });

  it('throws when the policy cannot be read', async () => {
    const { tenant, passes } = contoso();
    tenant.switches.faults.push({ path: /authenticationMethodsPolicy/, status: 403, times: 1 });
    await expect(passes.policyFor(TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    const odd = createAccessPasses(() => scriptedClient({ state: 'enabled' }));
    await expect(odd.policyFor(TENANT, ada)).rejects.toMatchObject({ code: 'rejected' });
  });
});
