import nock from 'nock';
import { createAccounts } from '../../graph/accounts';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { contosoGraph, graphNock, clientWith, NOON, scriptedClient } from './contoso-graph';

const { ada } = PEOPLE;

afterEach(() => nock.cleanAll());

const PASSWORDS = 'User-PasswordProfile.ReadWrite.All';
const nothingGranted = () => Promise.resolve([]);

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  return { tenant, accounts: createAccounts(graph, nothingGranted), user: userById(tenant, ada) };
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
    await expect(createAccounts(() => clientWith(), nothingGranted).revokeSessions(TENANT, ada)).resolves.toEqual({});
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

describe('when a new password has to be chosen', () => {
  it('the flag is set that asks for a second step first, no password is sent, and the request is named', async () => {
    const { tenant, accounts, user } = contoso();
    const before = user.passwordChangedAt;
    const { requestId } = await accounts.requirePasswordChange(TENANT, ada);
    expect([user.mustChangePassword, user.passwordChangedAt]).toEqual(['afterMfa', before]);
    expect(requestId).toBe(tenant.writes[0]?.requestId);
  });

  it('sends this and nothing else', async () => {
    const client = scriptedClient(undefined);
    await createAccounts(() => client, nothingGranted).requirePasswordChange(TENANT, ada);
    const body = { passwordProfile: { forceChangePasswordNextSignInWithMfa: true } };
    expect(client.calls).toEqual([
      { operation: 'accounts.requirePasswordChange', method: 'PATCH', path: `/users/${ada}`, body },
    ]);
  });

  it('once more changes nothing', async () => {
    const { accounts, user } = contoso();
    await accounts.requirePasswordChange(TENANT, ada);
    await accounts.requirePasswordChange(TENANT, ada);
    expect(user.mustChangePassword).toBe('afterMfa');
  });

  it('an account whose password is kept on premises refuses it', async () => {
    const { accounts, user } = contoso();
    user.onPremisesSyncEnabled = true;
    await expect(accounts.requirePasswordChange(TENANT, ada)).rejects.toMatchObject({ code: 'rejected' });
    expect(user.mustChangePassword).toBeUndefined();
  });

  it('where Entra wants a directory role besides, it is forbidden without one', async () => {
    const { tenant, accounts, user } = contoso();
    tenant.switches.passwordFlagNeedsRole = true;
    await expect(accounts.requirePasswordChange(TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    expect(user.mustChangePassword).toBeUndefined();
  });

  it.each([
    [true, ['User.Read.All', PASSWORDS]],
    [false, ['User.Read.All', 'User.EnableDisableAccount.All']],
    [false, []],
  ])('may be asked for is %s with %j in the token', async (may, granted) => {
    const accounts = createAccounts(
      () => scriptedClient(),
      () => Promise.resolve(granted),
    );
    await expect(accounts.mayRequirePasswordChange(TENANT)).resolves.toBe(may);
  });
});

const EFFECTS = ['revokeSessions', 'disable', 'requirePasswordChange'] as const;

describe('when an effect on an account is refused', () => {
  it.each(EFFECTS)('%s throws', async (effect) => {
    const { tenant, accounts } = contoso(['User.Read.All']);
    await expect(accounts[effect](TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    const nobody = 'a0da0099-0000-4000-8000-000000000099';
    await expect(contoso().accounts[effect](TENANT, nobody)).rejects.toMatchObject({ code: expect.any(String) });
    expect(tenant.writes).toEqual([]);
  });

  it.each(EFFECTS)('%s takes object ids only', async (effect) => {
    const client = scriptedClient();
    const accounts = createAccounts(() => client, nothingGranted);
    await expect(accounts[effect](TENANT, 'x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});
