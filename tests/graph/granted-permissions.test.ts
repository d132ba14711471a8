import { grantedPermissions } from '../../graph/granted-permissions';
import { EffectError } from '../../recovery/errors';
import { fixedTokens } from './contoso-graph';

const tokenWith = (claims: unknown): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('when the permissions in a token are read', () => {
  it.each([
    [{ roles: ['User.Read.All', 'Mail.Send'] }, ['User.Read.All', 'Mail.Send']],
    [{}, []],
  ])('finds in %j %j', async (claims, expected) => {
    await expect(grantedPermissions(fixedTokens(tokenWith(claims)))).resolves.toEqual(expected);
  });

  it.each(['opaque', 'a.b.c', tokenWith({ roles: 'x' }), tokenWith(null)])('refuses the token %s', async (token) => {
    await expect(grantedPermissions(fixedTokens(token))).rejects.toMatchObject({ code: 'rejected', cause: undefined });
  });

  it('throws what Entra said', async () => {
    const reason = new EffectError('forbidden', 'no');
    const tokens = { token: () => Promise.reject(reason), discard: () => undefined };
    await expect(grantedPermissions(tokens)).rejects.toBe(reason);
  });
});
