import { matchNumber } from '../../recovery/codes';
import { approveRequest } from '../../recovery/approve-request';
import { forTenant, policyIn } from '../../recovery/for-tenant';
import { open, story, waitingForApproval, wrongNumber } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, pass } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { SETTINGS, WHO } from '../support/sample-people';

const OWN = {
  ...DEFAULT_POLICY,
  matchTries: 1,
  timers: { ...DEFAULT_POLICY.timers, remindMinutes: 1, escalateMinutes: 2, expireMinutes: 20 },
};

/** The installation's policy stays the default; only the tenant has one of its own. */
async function worldOfStrictTenant(): Promise<World> {
  const world = await createWorld();
  const tenants = { find: (id: string) => (id === TENANT ? { ...SETTINGS, policy: OWN } : undefined) };
  return { ...world, deps: { ...world.deps, tenants } };
}

describe('when a tenant has a policy of its own', () => {
  it('the verbs go by it', async () => {
    const world = await worldOfStrictTenant();
    const request = await waitingForApproval(world);
    expect(request.expiresAt - request.openedAt).toBe(20 * MINUTE);
    const matched = await wrongNumber(world);
    const common = { tenantId: TENANT, presser: WHO.max, requestId: request.id, verifiedBy: 'inPerson' } as const;
    const outcome = await approveRequest(world.deps, { ...common, matchNumber: matched });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'matchNumberLocked' });
    expect(matchNumber(world.deps.keys, request, 1).reveal()).not.toBe(matched);
  });

  it('so does the worker', async () => {
    const world = await worldOfStrictTenant();
    await waitingForApproval(world);
    await pass(world, 90_000);
    expect(await story(world)).toContain('reminded');
    await pass(world, 20 * MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
  });

  it('another tenant goes by the policy of the installation', async () => {
    const world = await worldOfStrictTenant();
    await open(world);
    const { request } = await newest(world);
    expect(forTenant(world.deps, TENANT).policy).toBe(OWN);
    expect(forTenant(world.deps, 'elsewhere').policy).toBe(world.policy);
    expect(policyIn(world.deps, request).matchTries).toBe(1);
  });
});
