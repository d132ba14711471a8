import nock from 'nock';
import { createAssignableReader } from '../../graph/role-assignable';
import { CONTOSO_TENANT_ID as TENANT, GROUPS } from '../../simulators/entra/contoso-ids';
import { addGroup } from '../../simulators/entra/people';
import { DAY, FakeClock } from '../support/fake-clock';
import { contosoGraph, graphNock, clientWith } from './contoso-graph';

const OPEN = 'a0da0077-0000-4000-8000-000000000077';

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  addGroup(tenant, { id: OPEN, displayName: 'Open', isAssignableToRole: false, members: [] });
  return createAssignableReader({ graph, clock: new FakeClock() });
}

describe('when it is read whether a group is role-assignable', () => {
  it('one that was made for roles is, another is not', async () => {
    const isRoleAssignable = contoso();
    await expect(isRoleAssignable(TENANT, GROUPS.helpdesk)).resolves.toBe(true);
    await expect(isRoleAssignable(TENANT, OPEN)).resolves.toBe(false);
  });

  it('needs no permission that the product has not anyway', async () => {
    await expect(contoso(['GroupMember.Read.All'])(TENANT, GROUPS.helpdesk)).resolves.toBe(true);
    nock.cleanAll();
    await expect(contoso(['User.Read.All'])(TENANT, GROUPS.helpdesk)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a group that is not there is no answer', async () => {
    await expect(contoso()(TENANT, 'a0da0088-0000-4000-8000-000000000088')).rejects.toMatchObject({ code: 'notFound' });
  });

  it('what is so stays so; what is not is asked for again after a day', async () => {
    const clock = new FakeClock();
    const answer = (value: boolean | null) =>
      graphNock()
        .get(/\/groups\//)
        .query(true)
        .reply(200, { id: OPEN, isAssignableToRole: value });
    const isRoleAssignable = createAssignableReader({ graph: () => clientWith(), clock });
    answer(null);
    await expect(isRoleAssignable(TENANT, OPEN)).resolves.toBe(false);
    clock.advance(DAY - 1);
    await expect(isRoleAssignable(TENANT, OPEN)).resolves.toBe(false);
    clock.advance(1);
    answer(true);
    await expect(isRoleAssignable(TENANT, OPEN)).resolves.toBe(true);
    clock.advance(30 * DAY);
    await expect(isRoleAssignable(TENANT, OPEN)).resolves.toBe(true);
  });
});
