import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import type { TokenSource } from './token';

const CLAIMS = z.object({ roles: z.array(z.string()).default([]) });

/**
 * Application permissions that the token carries. They are decided when a token is made: what an administrator grants
 * now shows in the next token, an hour from now at most. The token is ours, fresh from Entra, so its signature is not
 * checked here.
 */
export async function grantedPermissions(tokens: TokenSource): Promise<readonly string[]> {
  const payload = (await tokens.token()).split('.')[1] ?? '';
  try {
    return CLAIMS.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).roles;
  } catch {
    throw new EffectError('rejected', 'The token of Entra cannot be read.');
  }
}
