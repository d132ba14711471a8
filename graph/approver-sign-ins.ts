import { createHash } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { Clock } from '../platform/clock';
import { gateTo } from '../platform/cloud-hosts';
import { EffectError } from '../recovery/errors';
import type { FreshSignIns, SignInAnswer, SignInAsked, SignInProof } from '../recovery/fresh-sign-ins';
import type { ObjectId } from '../recovery/terms';
import { DEFAULT_DEADLINE_MS } from './client';
import { isLoopback, parseEndpoint } from './endpoint';
import type { GraphCredential } from './entra-app';
import { appOptions, tokenError } from './entra-app';
import { createEntraKeys } from './entra-keys';
import type { EntraKeys } from './entra-keys';
import { readIdToken } from './id-token';
import { checkedId } from './object-path';
import { tokenNetwork } from './token-network';

export interface SignInClient {
  readonly tenantId: ObjectId;
  readonly clientId: string;
  readonly credential: GraphCredential;
}

export interface SignInOptions {
  /** `https://login.microsoftonline.com`, or that of a national cloud; plain http for loopback only. */
  readonly authorityHost: string;
  readonly clients: readonly SignInClient[];
  /** Where Entra sends the browser back to; registered with the app, character by character. */
  readonly redirectUri: () => string;
  readonly clock: Clock;
  readonly deadlineMs?: number;
}

/**
 * Longest that somebody may take to sign in. Entra counts it from the password and ends the token then, so it is not 0:
 * that would make a token that is over when it comes. What forces a fresh sign-in is `prompt`, and what proves it `auth_time`.
 */
const MAX_AGE_SECONDS = 600;
const LONGEST_CODE = 4_096;

interface Client {
  readonly options: SignInOptions;
  readonly authority: URL;
  readonly client: SignInClient;
  readonly keys: EntraKeys;
}

/** Entra leaves both out of its tokens unless they are asked for. */
const claimsFor = (context: string): string =>
  JSON.stringify({ id_token: { auth_time: { essential: true }, acrs: { essential: true, value: context } } });

/** A new one for each call: what MSAL would keep of a sign-in goes with it. */
function appOf({ options, authority, client }: Client): ConfidentialClientApplication {
  const { deadlineMs = DEFAULT_DEADLINE_MS } = options;
  const networkClient = tokenNetwork(deadlineMs, gateTo('entra', 'entra', authority.origin));
  const auth = appOptions(authority, client.tenantId, client.credential);
  return new ConfidentialClientApplication({ auth, system: { networkClient, disableInternalRetries: true } });
}

async function addressFor(client: Client, { state, nonce, verifier, context, hint }: SignInAsked): Promise<string> {
  const request = {
    scopes: [],
    redirectUri: client.options.redirectUri(),
    state,
    nonce: nonce.reveal(),
    prompt: 'login',
    codeChallenge: createHash('sha256').update(verifier.reveal()).digest('base64url'),
    codeChallengeMethod: 'S256',
    claims: claimsFor(context),
    extraQueryParameters: { max_age: String(MAX_AGE_SECONDS) },
    ...(hint === undefined ? {} : { loginHint: hint }),
  };
  try {
    return await appOf(client).getAuthCodeUrl(request);
  } catch (error) {
    throw tokenError(error);
  }
}

/** The id token that a code is worth. A code that Entra does not take is nobody's fault of ours. */
async function redeem(client: Client, { code, verifier, nonce }: SignInAnswer): Promise<string> {
  const request = { scopes: [], redirectUri: client.options.redirectUri(), codeVerifier: verifier.reveal() };
  try {
    const result = await appOf(client).acquireTokenByCode({ ...request, code, nonce: nonce.reveal() });
    return result.idToken;
  } catch (error) {
    const grant =
      error instanceof Error &&
      'errorCode' in error &&
      /^(invalid_grant|interaction_required|nonce_mismatch)$/.test(String(error.errorCode));
    throw grant ? new EffectError('rejected', 'Entra did not take the code.') : tokenError(error);
  }
}

async function proofFor(client: Client, answer: SignInAnswer): Promise<SignInProof> {
  if (answer.code.length > LONGEST_CODE) throw new EffectError('rejected', 'the code is too long');
  const idToken = await redeem(client, answer);
  const { authority, options } = client;
  const { tenantId, clientId: audience } = client.client;
  const issuer = `${authority.origin}/${tenantId}/v2.0`;
  return readIdToken(client.keys, idToken, {
    issuer,
    audience,
    nonce: answer.nonce.reveal(),
    now: options.clock.now(),
  });
}

function keysOf({ clock, deadlineMs = DEFAULT_DEADLINE_MS }: SignInOptions, authority: URL, tenantId: ObjectId) {
  const address = `${authority.origin}/${tenantId}/discovery/v2.0/keys`;
  return createEntraKeys({ address, clock, deadlineMs });
}

/**
 * Sign-ins of approvers through OpenID Connect: authorization code with PKCE, a forced prompt and an authentication
 * context. One registration for each tenant, which holds no permission. Talks to nobody yet.
 */
export function createApproverSignIns(options: SignInOptions): FreshSignIns {
  const authority = parseEndpoint(options.authorityHost);
  if (!isLoopback(authority) && !gateTo('entra', 'entra', authority.origin)(authority.origin))
    throw new EffectError('rejected', 'The authority is none of Microsoft’s.');
  const clients = new Map(
    options.clients.map((client) => {
      const tenantId = checkedId(client.tenantId);
      return [tenantId, { options, authority, client, keys: keysOf(options, authority, tenantId) }];
    }),
  );
  const clientOf = (tenantId: ObjectId): Client => {
    const found = clients.get(tenantId);
    if (found === undefined) throw new EffectError('forbidden', 'This tenant has no registration for sign-ins.');
    return found;
  };
  return {
    address: async (asked) => addressFor(clientOf(asked.tenantId), asked),
    proof: async (answer) => proofFor(clientOf(answer.tenantId), answer),
  };
}
