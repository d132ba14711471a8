import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { EntraKeys } from '../../graph/entra-keys';
import { readIdToken } from '../../graph/id-token';
import { EffectError } from '../../recovery/errors';
import { createSigningKey } from '../../simulators/entra/signing-key';
import { NOON, person, TENANT } from '../support/request-builder';

const key = createSigningKey();
const [jwk] = key.jwks().keys;
const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: jwk?.n ?? '', e: jwk?.e ?? '' } });
const keys: EntraKeys = { key: (id) => Promise.resolve(id === key.kid ? publicKey : undefined) };

const [NOW, ME, APP] = [NOON / 1_000, person(2), person(90)];
const WANTED = { issuer: `https://login.example/${TENANT}/v2.0`, audience: APP, nonce: 'n0nce', now: NOON } as const;
const CLAIMS = {
  ...{ iss: WANTED.issuer, aud: APP, nonce: 'n0nce', tid: TENANT, oid: ME.toUpperCase(), ver: '2.0' },
  ...{ iat: NOW - 300, nbf: NOW - 300, exp: NOW + 580, auth_time: NOW - 20, acrs: ['c1'], amr: ['pwd', 'mfa'] },
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const withClaims = (change: Readonly<Record<string, unknown>>): string => key.mintToken({ ...CLAIMS, ...change });
const [HEAD = '', BODY = '', SIGNATURE = ''] = key.mintToken(CLAIMS).split('.');

function hmacWithPublicKey(): string {
  const signed = `${encode({ alg: 'HS256', kid: key.kid })}.${BODY}`;
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
}

function signedBy(modulusLength: number, kid: string): { readonly token: string; readonly keys: EntraKeys } {
  const pair = generateKeyPairSync('rsa', { modulusLength });
  const signed = `${encode({ alg: 'RS256', kid })}.${BODY}`;
  const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), pair.privateKey).toString('base64url')}`;
  return { token, keys: { key: () => Promise.resolve(pair.publicKey) } };
}

const reading = (token: string, from: EntraKeys = keys) => readIdToken(from, token, WANTED);

describe('when an id token is good', () => {
  it('says who signed in, when, and by what; ids in lower case', async () => {
    expect(await reading(key.mintToken(CLAIMS))).toEqual({
      ...{ tenantId: TENANT, person: ME, authTime: NOON - 20_000, methods: ['pwd', 'mfa'], contexts: ['c1'] },
    });
  });

  it.each([
    ['one context as text', { acrs: 'c1' }, { contexts: ['c1'] }],
    ['no context', { acrs: undefined }, { contexts: [] }],
    ['no methods, as version 2.0 tokens mostly have', { amr: undefined }, { methods: [] }],
    ['a clock that is a minute ahead', { nbf: NOW + 60 }, {}],
    ['an end that is less than a minute ago', { exp: NOW - 59 }, {}],
    ['an end that is as far away as one can be', { exp: 99_999_999_999 }, {}],
    ['a sign-in at the beginning of time', { auth_time: 0 }, { authTime: 0 }],
    ['twenty contexts, and no more', { acrs: Array(21).fill('c') }, { contexts: Array(20).fill('c') }],
  ])('%s is read as such', async (_what, change, expected) => {
    expect(await reading(withClaims(change))).toMatchObject(expected);
  });

  it('does not say when where the token does not', async () => {
    expect(await reading(withClaims({ auth_time: undefined }))).not.toHaveProperty('authTime');
  });
});

describe('when an id token is hostile (T4)', () => {
  it.each<readonly [string, string]>([
    ['nothing', ''],
    ['text', 'token'],
    ['two parts', `${HEAD}.${BODY}`],
    ['four parts', `${HEAD}.${BODY}.${SIGNATURE}.x`],
    ['no signature', `${HEAD}.${BODY}.`],
    ['an empty signature of zeroes', `${HEAD}.${BODY}.AAAA`],
    ['algorithm none', `${encode({ alg: 'none', kid: key.kid })}.${BODY}.${SIGNATURE}`],
    ['algorithm NONE without a signature', `${encode({ alg: 'NONE', kid: key.kid })}.${BODY}.`],
    ['an HMAC with our own public key', hmacWithPublicKey()],
    ['another algorithm over the same key', `${encode({ alg: 'RS512', kid: key.kid })}.${BODY}.${SIGNATURE}`],
    ['no key named', `${encode({ alg: 'RS256' })}.${BODY}.${SIGNATURE}`],
    ['an unknown key', signedBy(2_048, 'other').token],
    ['somebody else’s signature under our key’s name', signedBy(2_048, key.kid).token],
    ['a key of its own in the header', `${encode({ alg: 'RS256', kid: 'x', jwk })}.${BODY}.${SIGNATURE}`],
    ['a critical extension', `${encode({ alg: 'RS256', kid: key.kid, crit: ['b64'] })}.${BODY}.${SIGNATURE}`],
    ['changed claims', `${HEAD}.${encode({ ...CLAIMS, oid: person(7) })}.${SIGNATURE}`],
    ['claims that are no JSON', `${HEAD}.${Buffer.from('{').toString('base64url')}.${SIGNATURE}`],
    ['a very long token', `${HEAD}.${'A'.repeat(20_000)}.${SIGNATURE}`],
    ['another issuer', withClaims({ iss: 'https://login.evil.example/x/v2.0' })],
    ['the issuer of another tenant', withClaims({ iss: WANTED.issuer.replace(TENANT, person(8)) })],
    ['version 1.0', withClaims({ iss: `https://sts.windows.net/${TENANT}/` })],
    ['no issuer', withClaims({ iss: undefined })],
    ['another audience', withClaims({ aud: person(91) })],
    ['two audiences', withClaims({ aud: [APP, person(91)] })],
    ['no audience', withClaims({ aud: undefined })],
    ['another nonce', withClaims({ nonce: 'n0nce2' })],
    ['an empty nonce', withClaims({ nonce: '' })],
    ['no nonce', withClaims({ nonce: undefined })],
    ['run out', withClaims({ exp: NOW - 60 })],
    ['no end', withClaims({ exp: undefined })],
    ['an end that is text', withClaims({ exp: String(NOW + 600) })],
    ['not valid yet', withClaims({ nbf: NOW + 61 })],
    ['no beginning', withClaims({ nbf: undefined })],
    ['no person', withClaims({ oid: undefined })],
    ['a person that is no id', withClaims({ oid: 'ada@contoso.example' })],
    ['no tenant', withClaims({ tid: undefined })],
    ['a tenant that is no id', withClaims({ tid: 'common' })],
    ['a time of sign-in in milliseconds', withClaims({ auth_time: NOON })],
    ['a time of sign-in that is text', withClaims({ auth_time: String(NOW) })],
    ['a time of sign-in below zero', withClaims({ auth_time: -1 })],
    ['contexts of another form', withClaims({ acrs: { c1: true } })],
  ])('%s: rejected, and the error says nothing of the token', async (_what, token) => {
    const error: unknown = await reading(token).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EffectError);
    expect(error).toMatchObject({ code: 'rejected' });
    expect(String(error)).not.toMatch(/n0nce|contoso|eyJ/);
  });

  it.each<readonly [string, string]>([
    ['form', 'token'],
    ['form', `${HEAD}.${BODY}`],
    ['form', `${HEAD}.${BODY}.${SIGNATURE}.x`],
    ['header', `${encode({ alg: 'none', kid: key.kid })}.${BODY}.${SIGNATURE}`],
    ['header', `${encode({ alg: 'RS256', kid: '' })}.${BODY}.${SIGNATURE}`],
    ['header', `${encode({ alg: 'RS256', kid: 'k'.repeat(201) })}.${BODY}.${SIGNATURE}`],
    ['key', `${encode({ alg: 'RS256', kid: 'k'.repeat(200) })}.${BODY}.${SIGNATURE}`],
    ['signature', `${HEAD}.${BODY}.AAAA`],
    ['claims', withClaims({ exp: NOW + 0.5 })],
    ['claims', withClaims({ exp: 100_000_000_000 })],
    ['claims', withClaims({ nonce: '' })],
    ['issuer', withClaims({ iss: 'https://login.evil.example/x/v2.0', aud: 'x' })],
    ['audience', withClaims({ aud: 'x', nonce: 'x' })],
    ['expired', withClaims({ exp: NOW - 60, nbf: NOW + 61 })],
    ['not yet valid', withClaims({ nbf: NOW + 61, nonce: 'x' })],
    ['nonce', withClaims({ nonce: 'x', oid: 'x' })],
    ['ids', withClaims({ oid: 'x' })],
    ['ids', withClaims({ tid: 'x' })],
  ])('the log can say what is wrong: %s', async (what, token) => {
    await expect(reading(token)).rejects.toThrow(new EffectError('rejected', `the id token is not good: ${what}`));
  });

  it('sixteen thousand characters are read, and one more is looked at by no key', async () => {
    const asked = jest.fn(() => Promise.resolve(publicKey));
    const fits = `${HEAD}.${BODY}.${'A'.repeat(16_384 - HEAD.length - BODY.length - 2)}`;
    await expect(reading(fits, { key: asked })).rejects.toThrow('signature');
    expect(asked).toHaveBeenCalledTimes(1);
    await expect(reading(`${fits}A`, { key: asked })).rejects.toThrow('form');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('a key of another kind: rejected, whatever it would say', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signed = `${encode({ alg: 'RS256', kid: 'ec' })}.${BODY}`;
    const token = `${signed}.${sign('sha256', Buffer.from(signed), pair.privateKey).toString('base64url')}`;
    await expect(reading(token, { key: () => Promise.resolve(pair.publicKey) })).rejects.toThrow('signature');
  });

  it('a key that is too small: rejected', async () => {
    const { token, keys: small } = signedBy(1_024, 'small');
    await expect(reading(token, small)).rejects.toMatchObject({ code: 'rejected' });
  });

  it('keys that cannot be reached: unavailable, not rejected', async () => {
    const gone: EntraKeys = { key: () => Promise.reject(new EffectError('unavailable', 'no keys')) };
    await expect(reading(key.mintToken(CLAIMS), gone)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
