import { createHash } from 'node:crypto';
import { isJsonObject, textIn, type JsonObject, type SimReply, type SimRequest } from './exchange';
import { oauthError } from './oauth-error';
import type { SignInCode } from './sign-in-code';
import { recordSignIn } from './sign-in-log';
import type { SimApp, SimTenant } from './tenant';

const CODE_MS = 600_000;
/** Entra dates its tokens back. */
const BACKDATED_SECONDS = 300;
const LIFETIME_SECONDS = 3_600;

const html = (status: number, body: string): SimReply => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  body: Buffer.from(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in</title><body>${body}</body></html>`,
  ),
});

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

function appAsked(tenant: SimTenant, { query }: SimRequest): SimApp | undefined {
  const app = tenant.apps.find(({ appId }) => appId === query['client_id']);
  const uri = query['redirect_uri'] ?? '';
  const fits = URL.canParse(uri) && new URL(uri).pathname === app?.redirectPath;
  return fits ? app : undefined;
}

/** The page on which somebody would type their password: here they say who they are. */
export function signInPage(tenant: SimTenant, request: SimRequest): SimReply {
  if (appAsked(tenant, request) === undefined)
    return html(400, '<p>AADSTS50011: the redirect URI is not registered.</p>');
  const hint = request.query['login_hint']?.toLowerCase();
  const all = [...tenant.users.values()].filter(({ accountEnabled }) => accountEnabled);
  const hinted = all.filter(({ userPrincipalName }) => userPrincipalName.toLowerCase() === hint);
  const buttons = (hinted.length > 0 ? hinted : all).map(
    ({ id, displayName }) =>
      `<p><button name="person" value="${escape(id)}">Sign in as ${escape(displayName)}</button></p>`,
  );
  return html(200, `<h1>Simulated sign-in</h1><form method="post">${buttons.join('')}</form>`);
}

function contextIn(query: SimRequest['query']): string | undefined {
  const claims: unknown = JSON.parse(query['claims'] ?? '{}');
  const idToken = isJsonObject(claims) ? claims['id_token'] : undefined;
  return isJsonObject(idToken) ? textIn(idToken['acrs'], 'value') : undefined;
}

/**
 * When the person signed in: now, or, in a browser that remembers them for so many seconds, then. A prompt or an age that
 * was asked for makes them sign in again, unless somebody took it out of the address.
 */
function authTimeOf(now: number, { query, body }: SimRequest): number {
  const remembered = Number(textIn(body, 'remembered') ?? 0);
  const mayRemember = query['prompt'] !== 'login' && remembered <= Number(query['max_age'] ?? Infinity);
  return mayRemember ? now - remembered : now;
}

/** Somebody signed in: back to the app with a code. The form may say `second=no` (no second step) or `remembered`. */
export function signInAtBrowser(tenant: SimTenant, request: SimRequest): SimReply {
  const { query, body } = request;
  const app = appAsked(tenant, request);
  const user = tenant.users.get((textIn(body, 'person') ?? '').toLowerCase());
  if (app === undefined || user?.accountEnabled !== true) return html(400, '<p>AADSTS50034</p>');
  const now = Math.floor(tenant.clock.now() / 1_000);
  const context = textIn(body, 'second') === 'no' ? undefined : contextIn(query);
  const code = tenant.ids.guid();
  const { redirect_uri: redirectUri = '', code_challenge: challenge = '', nonce = '', max_age: maxAge } = query;
  tenant.signInCodes.set(code, {
    ...{ clientId: app.appId, redirectUri, challenge, nonce, personId: user.id },
    authTime: authTimeOf(now, request),
    endsAt: tenant.clock.now() + CODE_MS,
    ...(context === undefined ? {} : { context }),
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  });
  recordSignIn(tenant, user, undefined);
  const back = new URL(redirectUri);
  back.search = new URLSearchParams({ code, state: query['state'] ?? '' }).toString();
  return { status: 302, headers: { Location: back.href, 'Cache-Control': 'no-store' }, body: undefined };
}

function idTokenClaims(tenant: SimTenant, found: SignInCode, issuer: string): JsonObject {
  const issued = Math.floor(tenant.clock.now() / 1_000);
  const start = issued - BACKDATED_SECONDS;
  const user = tenant.users.get(found.personId);
  const exp = found.maxAge === undefined ? issued + LIFETIME_SECONDS : found.authTime + found.maxAge;
  return {
    ...{ aud: found.clientId, iss: issuer, iat: start, nbf: start, exp, nonce: found.nonce, ver: '2.0' },
    ...{ oid: found.personId, sub: found.personId, tid: tenant.tenantId, auth_time: found.authTime },
    ...{ preferred_username: user?.userPrincipalName, name: user?.displayName },
    ...(found.context === undefined ? {} : { acrs: [found.context] }),
  };
}

function isTheirs(found: SignInCode | undefined, body: unknown, now: number): found is SignInCode {
  const verifier = createHash('sha256')
    .update(textIn(body, 'code_verifier') ?? '')
    .digest('base64url');
  const [clientId, redirectUri] = [textIn(body, 'client_id'), textIn(body, 'redirect_uri')];
  if (found === undefined || now >= found.endsAt) return false;
  return found.clientId === clientId && found.redirectUri === redirectUri && found.challenge === verifier;
}

/** The id token for a code, once. Whoever is not the app that asked, or has not the verifier, gets none. */
export function redeemCode(tenant: SimTenant, { body, baseUrl }: SimRequest): SimReply {
  const code = textIn(body, 'code') ?? '';
  const found = tenant.signInCodes.get(code);
  tenant.signInCodes.delete(code);
  if (!isTheirs(found, body, tenant.clock.now())) return oauthError(tenant, 'badCode', '');
  const id_token = tenant.key.mintToken(idTokenClaims(tenant, found, `${baseUrl}/${tenant.tenantId}/v2.0`));
  const client = { uid: found.personId, utid: tenant.tenantId };
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store, no-cache' },
    body: {
      ...{ token_type: 'Bearer', scope: 'openid profile', expires_in: LIFETIME_SECONDS, id_token },
      access_token: tenant.ids.guid(),
      client_info: Buffer.from(JSON.stringify(client)).toString('base64url'),
    },
  };
}
