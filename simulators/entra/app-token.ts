import { SimError } from './sim-error';
import type { SimApp, SimTenant } from './tenant';

export const GRAPH_RESOURCE = 'https://graph.microsoft.com';
export const LIFETIME_SECONDS = 3599;

export interface TokenWish {
  readonly app: SimApp;
  /** `https://graph.microsoft.com`. */
  readonly resource: string;
  readonly issuer: string;
}

/** An app-only access token with the permissions that the app holds now. */
export function mintAppToken(tenant: SimTenant, { app, resource, issuer }: TokenWish): string {
  const now = Math.floor(tenant.clock.now() / 1000);
  const { appId, servicePrincipalId: oid } = app;
  const times = { iat: now, nbf: now, exp: now + LIFETIME_SECONDS };
  const who = { appid: appId, azp: appId, oid, sub: oid, tid: tenant.tenantId, idtyp: 'app', ver: '1.0' };
  const roles = app.roles[resource] ?? [];
  return tenant.key.mintToken({ aud: resource, iss: issuer, ...times, ...who, roles, uti: tenant.ids.guid() });
}

/** A token for Graph (or another resource) as `appId` would get it now, without going to the token endpoint. */
export function appToken(tenant: SimTenant, appId: string, resource: string = GRAPH_RESOURCE): string {
  const app = tenant.apps.find((candidate) => candidate.appId === appId);
  if (app === undefined) throw new SimError('noSuchApp', `there is no app registration ${appId}`);
  return mintAppToken(tenant, { app, resource, issuer: `https://sts.windows.net/${tenant.tenantId}/` });
}
