import { ConfidentialClientApplication } from '@azure/msal-node';
import { createContoso } from '../../../simulators/entra/contoso';
import { APPS, CONTOSO_TENANT_ID } from '../../../simulators/entra/contoso-ids';
import type { Served } from '../../../simulators/entra/serve';
import { openIdConfiguration, startTokenServer } from '../../../simulators/entra/token-server';
import type { SimTenant } from '../../../simulators/entra/tenant';

/** The library that the product signs in with, over plain http on loopback. */
function clientOf(tenant: SimTenant, { url }: Served, clientSecret: string) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: APPS.executor.appId,
      clientSecret,
      authority: `https://login.microsoftonline.com/${CONTOSO_TENANT_ID}`,
      authorityMetadata: JSON.stringify(openIdConfiguration(tenant, url)),
    },
  });
}

describe('when msal-node asks for a token', () => {
  const tenant = createContoso({ clock: { now: () => Date.now() } });
  const scopes = ['https://graph.microsoft.com/.default'];
  let server: Served;

  beforeAll(async () => {
    server = await startTokenServer(tenant);
  });

  afterAll(async () => {
    await server.close();
  });

  it('it gets one', async () => {
    const result = await clientOf(tenant, server, APPS.executor.secret).acquireTokenByClientCredential({ scopes });
    expect(tenant.key.readToken(result?.accessToken ?? '')).toMatchObject({ appid: APPS.executor.appId });
  });

  it('it understands why it gets none', async () => {
    const asking = clientOf(tenant, server, 'wrong').acquireTokenByClientCredential({ scopes });
    await expect(asking).rejects.toMatchObject({
      errorCode: 'invalid_client',
      message: expect.stringContaining('7000215'),
    });
  });
});
