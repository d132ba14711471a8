import nock from 'nock';
import { createSignInReader } from '../../graph/sign-ins';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addSignIn, answeredBy } from '../../simulators/entra/sign-in-log';
import { clock, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const { ada, marcus } = PEOPLE;

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const read = createSignInReader({ graph, clock });
  return { tenant, signIns: async () => (await read(TENANT, ada)).entries };
}

describe('when the sign-ins of somebody are read', () => {
  it('tells what rules look at, of this person only', async () => {
    const { tenant, signIns } = contoso();
    addSignIn(tenant, ada, {
      deviceDetail: { displayName: 'Pixel 9', operatingSystem: 'Android' },
      authenticationDetails: [
        { authenticationMethod: 'Password', succeeded: true },
        answeredBy('Mobile app notification', 'Pixel 9'),
      ],
    });
    addSignIn(tenant, marcus);
    await expect(signIns()).resolves.toEqual([
      {
        at: NOON,
        outcome: 'succeeded',
        risky: false,
        device: 'Pixel 9',
        country: 'NO',
        answers: [{ kinds: ['microsoftAuthenticator'], name: 'Pixel 9' }],
      },
    ]);
  });

  it.each([
    [{ errorCode: 0 }, 'succeeded'],
    [{ errorCode: 50126 }, 'failed'],
    [{ errorCode: 50053 }, 'failed'],
    [{ errorCode: 50057 }, 'failed'],
    [{ errorCode: 130501 }, 'failed'],
    [{ errorCode: 999999 }, 'failed'],
    [{}, 'failed'],
    [null, 'failed'],
    [{ errorCode: 50074 }, 'interrupted'],
    [{ errorCode: 50076 }, 'interrupted'],
    [{ errorCode: 50140 }, 'interrupted'],
    [{ errorCode: 130504 }, 'interrupted'],
    [{ errorCode: 500121 }, 'interrupted'],
    [
      { errorCode: 500121, additionalDetails: 'MFA denied; user did not respond to mobile app notification' },
      'interrupted',
    ],
    [{ errorCode: 500121, additionalDetails: 'MFA denied; user declined the authentication' }, 'failed'],
    [{ errorCode: 500121, additionalDetails: 'MFA denied; Fraud code entered' }, 'failed'],
  ])('status %j is %s', async (status, outcome) => {
    const { tenant, signIns } = contoso();
    addSignIn(tenant, ada, { status });
    expect((await signIns()).map((one) => one.outcome)).toEqual([outcome]);
  });

  it.each([
    ['none', false],
    ['atRisk', true],
    ['confirmedCompromised', true],
    ['remediated', false],
    ['dismissed', false],
    ['confirmedSafe', false],
    [null, false],
  ])('in risk state %s it is risky: %s', async (riskState, risky) => {
    const { tenant, signIns } = contoso();
    // A tenant without identity protection says `hidden` of every sign-in.
    addSignIn(tenant, ada, { riskState, riskLevelDuringSignIn: 'hidden' });
    expect((await signIns()).map((one) => one.risky)).toEqual([risky]);
  });

  it('a sign-in of more than a week ago is none', async () => {
    const { tenant, signIns } = contoso();
    const createdDateTime = new Date(NOON - 8 * 86_400_000).toISOString();
    addSignIn(tenant, ada, { createdDateTime });
    await expect(signIns()).resolves.toEqual([]);
  });

  it('is unlicensed where the tenant has no licence, and forbidden where the app may not', async () => {
    const { tenant, signIns } = contoso();
    tenant.switches.licence = 'none';
    await expect(signIns()).rejects.toMatchObject({ code: 'unlicensed' });
    nock.cleanAll();
    await expect(contoso(['User.Read.All']).signIns()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('asks beta, for several people at once', async () => {
    const client = scriptedClient({ value: [] }, { value: [] });
    const read = createSignInReader({ graph: () => client, clock });
    await Promise.all([read(TENANT, ada), read(TENANT, marcus), read(TENANT, PEOPLE.elias)]);
    expect(client.calls[1]).toMatchObject({
      method: 'GET',
      path: '/auditLogs/signIns',
      version: 'beta',
      query: {
        $filter: `(userId eq '${marcus}' or userId eq '${PEOPLE.elias}') and createdDateTime ge 2026-07-27T12:00:00.000Z`,
        $top: '200',
      },
    });
  });
});
