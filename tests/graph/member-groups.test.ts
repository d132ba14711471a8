import { memberGroups } from '../../graph/member-groups';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { scriptedClient } from './contoso-graph';

const groupIds = (count: number) =>
  Array.from({ length: count }, (_, at) => `b0da0009-0000-4000-8000-${String(at).padStart(12, '0')}`);

describe('when groups are checked', () => {
  it('asks for 20 at a time and gives all that hold the person, in lower case', async () => {
    const client = scriptedClient({ value: ['B0DA0009-0000-4000-8000-000000000001'] }, { value: [] }, { value: ['x'] });
    const found = await memberGroups(client, PEOPLE.ada, groupIds(41));
    expect([...found]).toEqual(['b0da0009-0000-4000-8000-000000000001', 'x']);
    const asked = client.calls.map(({ body }) => (body as { groupIds: string[] }).groupIds);
    expect(asked.map(({ length }) => length)).toEqual([20, 20, 1]);
    expect(asked.flat()).toEqual(groupIds(41));
  });

  it('asks nothing about no group', async () => {
    const client = scriptedClient();
    await expect(memberGroups(client, PEOPLE.ada, [])).resolves.toEqual(new Set());
    expect(client.calls).toEqual([]);
  });

  it.each([undefined, { value: 'x' }, { value: [1] }])('refuses the answer %j', async (body) => {
    const check = memberGroups(scriptedClient(body), PEOPLE.ada, groupIds(1));
    await expect(check).rejects.toMatchObject({ code: 'rejected' });
  });
});
