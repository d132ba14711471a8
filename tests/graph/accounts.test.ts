import nock from 'nock';
import { createAccounts } from '../../graph/accounts';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { contosoGraph, graphNock, clientWith, NOON, scriptedClient } from './contoso-graph';

const { ada } = PEOPLE;

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  return { tenant, accounts: createAccounts(graph), user: userById(tenant, ada) };
}

describe('when sessions are revoked', () => {
  it('makes older sessions worthless and names the request', async () => {
    const { tenant, accounts, user } = contoso();
    const { requestId } = await accounts.revokeSessions(TENANT, ada);
    expect(user.sessionsValidFrom).toBe(NOON);
    expect(requestId).toBe(tenant.writes[0]?.requestId);
  });

  it.each([200, 202, 204])('takes %i as done', async (status) => {
    graphNock()
      .post(`/v1.0/users/${ada}/revokeSignInSessions`)
      .reply(status, status === 200 ? { value: true } : '');
    await expect(createAccounts(() => clientWith()).revokeSessions(TENANT, ada)).resolves.toEqual({});
  });
});

describe('when an account is disabled', () => {
  it('is disabled and the request is named', async () => {
    const { tenant, accounts, user } = contoso();
    const { requestId } = await accounts.disable(TENANT, ada);
    expect(user.accountEnabled).toBe(false);
    expect(requestId).toBe(tenant.writes[0]?.requestId);
  });
});

describe('when an effect on an account is refused', () => {
  it.each(['revokeSessions', 'disable'] as const)('%s throws', async (effect) => {
    const { tenant, accounts } = contoso(['User.Read.All']);
    await expect(accounts[effect](TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    const nobody = 'a0da0099-0000-4000-8000-000000000099';
    await expect(contoso().accounts[effect](TENANT, nobody)).rejects.toMatchObject({ code: expect.any(String) });
    expect(tenant.writes).toEqual([]);
  });

  it.each(['revokeSessions', 'disable'] as const)('%s takes object ids only', async (effect) => {
    const client = scriptedClient();
    const accounts = createAccounts(() => client);
    await expect(accounts[effect](TENANT, 'x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});
