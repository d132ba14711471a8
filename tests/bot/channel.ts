import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { BotSettings } from '../../bot/bot-settings';
import { Secret } from '../../platform/secret';
import type { SigningKey } from '../../simulators/entra/signing-key';
import { sharedSigningKey } from '../../simulators/entra/signing-key';
import { person, TENANT } from '../support/request-builder';
import type { LoopbackHttp } from './loopback-http';
import { sendJson, startHttp } from './loopback-http';

export const BOT_ID = '11111111-2222-4333-8444-555555555555';
export const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

type Json = Readonly<Record<string, unknown>>;

/** The Bot Framework's side of a call: OpenID documents, and the key that signs. */
export interface Channel {
  readonly key: SigningKey;
  readonly settings: BotSettings;
  /** Paths that were fetched. */
  readonly fetched: string[];
  /** Answers 503 to everything while true. */
  down: boolean;
  stop(): Promise<void>;
}

export async function startChannel(): Promise<Channel> {
  const key = sharedSigningKey();
  const fetched: string[] = [];
  const state = { down: false };
  const http: LoopbackHttp = await startHttp((request, response) => {
    fetched.push(request.url ?? '');
    if (state.down) return sendJson(response, {}, 503);
    if (request.url === '/keys') return sendJson(response, key.jwks(['msteams']));
    return sendJson(response, { issuer: ISSUER, jwks_uri: `${http.url}/keys` });
  });
  const settings: BotSettings = {
    ...{ appId: BOT_ID, type: 'SingleTenant', tenantId: TENANT, password: Secret.of('bot secret') },
    openIdMetadataUrl: `${http.url}/openid`,
    loginUrl: `${http.url}/token`,
  };
  return {
    ...{ key, settings, fetched, stop: () => http.stop() },
    get down() {
      return state.down;
    },
    set down(value) {
      state.down = value;
    },
  };
}

export const nowS = (): number => Math.floor(Date.now() / 1000);

/** What the Bot Framework puts in a token; `undefined` takes a claim out. */
export function claims(change: Json = {}): Json {
  const now = nowS();
  const all = { iss: ISSUER, aud: BOT_ID, nbf: now - 300, exp: now + 3_600, serviceurl: SERVICE_URL, ...change };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What Teams posts; `undefined` takes a field out. */
export function activity(change: Json = {}): Json {
  const all = {
    ...{ type: 'message', id: '1', text: 'help', channelId: 'msteams', serviceUrl: SERVICE_URL, locale: 'en-US' },
    from: { id: '29:ada', name: 'Ada', aadObjectId: person(1) },
    recipient: { id: `28:${BOT_ID}`, name: 'Latchkey' },
    conversation: { id: 'a:ada', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    ...change,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with any header, signed by any means. */
export function forge(header: Json, body: Json, signer: (signed: string) => string): string {
  const signed = `${encode(header)}.${encode(body)}`;
  return `${signed}.${signer(signed)}`;
}

/** An RSA key that the channel does not know. */
export const strangersSigner = (): ((signed: string) => string) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return (signed) => sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url');
};

/** Takes the public key for a shared secret, as careless libraries can be made to. */
export const hmacSigner =
  (secret: string) =>
  (signed: string): string =>
    createHmac('sha256', secret).update(signed).digest('base64url');

export const pemOf = (key: SigningKey): string => JSON.stringify(key.jwks().keys[0]);
