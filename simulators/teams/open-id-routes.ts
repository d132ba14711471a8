import type { Next, Request, Response, Server } from 'restify';
import type { SigningKey } from '../entra/signing-key';
import { CHANNEL_ISSUER } from './channel-token';

const METADATA_PATH = '/v1/.well-known/openidconfiguration';
const KEYS_PATH = '/v1/.well-known/keys';

export const openIdMetadataUrl = (url: string): string => `${url}${METADATA_PATH}`;

/** Publishes the key with which the local Teams signs, in the shape of the Bot Framework's own documents. */
export function openIdRoutes(server: Server, deps: { readonly key: SigningKey; readonly url: () => string }): void {
  server.get(METADATA_PATH, (_req: Request, res: Response, next: Next) => {
    res.send(200, {
      issuer: CHANNEL_ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${deps.url()}${KEYS_PATH}`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
    next();
  });
  server.get(KEYS_PATH, (_req: Request, res: Response, next: Next) => {
    res.send(200, deps.key.jwks(['msteams']));
    next();
  });
}
