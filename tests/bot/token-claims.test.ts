import { checkToken, TokenRefused } from '../../bot/token-claims';
import { activity, BOT_ID, ISSUER, SERVICE_URL } from './channel';

type Json = Readonly<Record<string, unknown>>;

const NOW_S = 1_800_000_000;
const DAY_S = 24 * 60 * 60;
const RULES = { appId: BOT_ID, issuer: ISSUER, now: NOW_S * 1000 };
const HEADER: Json = { typ: 'JWT', alg: 'RS256', kid: 'k' };
const CLAIMS: Json = { iss: ISSUER, aud: BOT_ID, nbf: NOW_S, exp: NOW_S + 3_600, serviceurl: SERVICE_URL };
const SIGNATURE = Buffer.from('signature').toString('base64url');

const part = (json: string): string => Buffer.from(json).toString('base64url');
const partOf = (value: unknown): string => part(JSON.stringify(value));
const tokenOf = ({ header = {}, claims = {} }: { readonly header?: Json; readonly claims?: Json }): string =>
  `${partOf({ ...HEADER, ...header })}.${partOf({ ...CLAIMS, ...claims })}.${SIGNATURE}`;

/** Why it was refused; `taken` when it was not. */
function verdict(authorization: string, body: unknown = activity()): string {
  try {
    checkToken(RULES, authorization, body);
    return 'taken';
  } catch (error) {
    return error instanceof TokenRefused ? error.code : `threw ${String(error)}`;
  }
}

const claimed = (claims: Json): string => verdict(`Bearer ${tokenOf({ claims })}`);
const headed = (header: Json): string => verdict(`Bearer ${tokenOf({ header })}`);

describe('when the form of a token is right', () => {
  it('gives what is to be proven: the key, and what the signature is over', () => {
    const token = tokenOf({});
    expect(checkToken(RULES, `Bearer ${token}`, activity())).toEqual({
      kid: 'k',
      signed: token.slice(0, token.lastIndexOf('.')),
      signature: Buffer.from('signature'),
    });
  });

  it('needs no start', () => {
    expect(claimed({ nbf: undefined })).toBe('taken');
  });
});

describe('when a token is refused', () => {
  it('says to nobody why', () => {
    expect(() => checkToken(RULES, '', activity())).toThrow(
      expect.objectContaining({ name: 'TokenRefused', message: 'the caller was not authenticated' }),
    );
  });
});

describe('when a token claims what it may not', () => {
  it.each<readonly [string, Json, string]>([
    ['another issuer', { iss: 'https://evil.example' }, 'issuer'],
    ['no issuer', { iss: undefined }, 'issuer'],
    ['a list of issuers', { iss: [ISSUER] }, 'issuer'],
    ['another bot', { aud: '99999999-0000-4000-8000-000000000000' }, 'audience'],
    ['no bot', { aud: undefined }, 'audience'],
    ['several bots', { aud: [BOT_ID] }, 'audience'],
    ['no end', { exp: undefined }, 'noExpiry'],
    ['null as an end', { exp: null }, 'claimTypes'],
    ['an end in words', { exp: 'tomorrow' }, 'claimTypes'],
    ['an end as text', { exp: String(NOW_S + 60) }, 'claimTypes'],
    ['a start in words', { nbf: 'now' }, 'notAToken'],
    ['no service', { serviceurl: undefined }, 'noServiceUrl'],
    ['an empty service', { serviceurl: '' }, 'noServiceUrl'],
    ['a number as service', { serviceurl: 7 }, 'noServiceUrl'],
    ['another service', { serviceurl: 'https://evil.example/' }, 'serviceUrlDiffers'],
  ])('%s', (_what, claims, expected) => {
    expect(claimed(claims)).toBe(expected);
  });
});

describe('when a good token comes with a body that is not of Teams', () => {
  it.each<readonly [string, unknown, string]>([
    ['no body', null, 'channel'],
    ['a text', 'msteams', 'channel'],
    ['no channel', activity({ channelId: undefined }), 'channel'],
    ['another channel', activity({ channelId: 'webchat' }), 'channel'],
    ['a list of channels', activity({ channelId: ['msteams'] }), 'channel'],
    ['no service', activity({ serviceUrl: undefined }), 'noServiceUrl'],
    ['an empty service', activity({ serviceUrl: '' }), 'noServiceUrl'],
    ['a number as service', activity({ serviceUrl: 7 }), 'noServiceUrl'],
    ['another service', activity({ serviceUrl: 'https://evil.example/' }), 'serviceUrlDiffers'],
  ])('%s', (_what, body, expected) => {
    expect(verdict(`Bearer ${tokenOf({})}`, body)).toBe(expected);
  });
});

describe('when a token is at the edge of its time', () => {
  it.each<readonly [string, Json, string]>([
    ['ended five minutes ago', { exp: NOW_S - 300 }, 'taken'],
    ['ended a second earlier', { exp: NOW_S - 301 }, 'expired'],
    ['ends in a day and five minutes', { exp: NOW_S + DAY_S + 300 }, 'taken'],
    ['ends a second later', { exp: NOW_S + DAY_S + 301 }, 'expiryTooFar'],
    ['begins in five minutes', { nbf: NOW_S + 300 }, 'taken'],
    ['begins a second later', { nbf: NOW_S + 301 }, 'notYetValid'],
  ])('%s', (_edge, claims, expected) => {
    expect(claimed(claims)).toBe(expected);
  });

  it('an end past every number is no time', () => {
    const claims = JSON.stringify(CLAIMS).replace(String(CLAIMS['exp']), '1e999');
    expect(verdict(`Bearer ${partOf(HEADER)}.${part(claims)}.${SIGNATURE}`)).toBe('claimTypes');
  });
});

describe('when a token is at the edge of its size', () => {
  /** With an unused claim that fills it up. */
  const tokenOfLength = (length: number): string => {
    const rest = tokenOf({}).length + partOf({ pad: '' }).length;
    for (let pad = Math.floor(((length - rest) * 3) / 4) - 8; ; pad += 1) {
      const token = tokenOf({ claims: { pad: 'x'.repeat(pad) } });
      if (token.length >= length) return token;
    }
  };

  it('one of 16,384 characters is taken', () => {
    const token = tokenOfLength(16_384);
    expect(token).toHaveLength(16_384);
    expect(verdict(`Bearer ${token}`)).toBe('taken');
  });

  it('a longer one is not', () => {
    const token = tokenOfLength(16_385);
    expect(token.length).toBeLessThan(16_390);
    expect(verdict(`Bearer ${token}`)).toBe('notAToken');
  });
});

describe('when a header names a key or changes how the rest is read', () => {
  it.each<readonly [string, Json, string]>([
    ['a key id of one character', { kid: 'k' }, 'taken'],
    ['a key id of 200 characters', { kid: 'k'.repeat(200) }, 'taken'],
    ['a key id of 201 characters', { kid: 'k'.repeat(201) }, 'notAToken'],
    ['an empty key id', { kid: '' }, 'notAToken'],
    ['no algorithm', { alg: undefined }, 'algorithm'],
    ['critical parameters', { crit: ['exp'] }, 'notAToken'],
    ['an unencoded body', { b64: false }, 'notAToken'],
    ['a packed body', { zip: 'DEF' }, 'notAToken'],
    ['an encrypted body', { enc: 'A128GCM' }, 'notAToken'],
  ])('%s', (_what, header, expected) => {
    expect(headed(header)).toBe(expected);
  });
});

describe('when parts of a token are missing', () => {
  const [header = '', claims = ''] = tokenOf({}).split('.');
  it.each<readonly [string, string, string]>([
    ['nothing', '', 'noToken'],
    ['spaces', '   ', 'noToken'],
    ['the scheme alone', 'Bearer', 'notAToken'],
    ['the scheme and a space', 'Bearer ', 'notAToken'],
    ['no signature', `Bearer ${header}.${claims}.`, 'algorithm'],
    ['no signature and no dot before it', `Bearer ${header}.${claims}`, 'notAToken'],
    ['no header and no signature', `Bearer .${claims}.`, 'notAToken'],
    ['no claims and no signature', `Bearer ${header}..`, 'notAToken'],
    ['no header', `Bearer .${claims}.${SIGNATURE}`, 'notAToken'],
    ['no claims', `Bearer ${header}..${SIGNATURE}`, 'notAToken'],
    ['a part too many', `Bearer ${header}.${claims}.${SIGNATURE}.${SIGNATURE}`, 'notAToken'],
    ['an empty part too many', `Bearer ${header}.${claims}.${SIGNATURE}.`, 'notAToken'],
    ['a word too many', `Bearer ${header}.${claims}.${SIGNATURE} more`, 'notAToken'],
    ['padding on the claims', `Bearer ${header}.${claims}=.${SIGNATURE}`, 'notAToken'],
    ['padding on the header', `Bearer ${header}=.${claims}.${SIGNATURE}`, 'notAToken'],
    ['padding on the signature', `Bearer ${header}.${claims}.${SIGNATURE}=`, 'notAToken'],
    ['another scheme', `bearer ${header}.${claims}.${SIGNATURE}`, 'notAToken'],
    ['claims that are no JSON', `Bearer ${header}.${part('iss=x')}.${SIGNATURE}`, 'notAToken'],
    ['a header that is no JSON', `Bearer ${part('alg=RS256')}.${claims}.${SIGNATURE}`, 'notAToken'],
  ])('%s', (_what, authorization, expected) => {
    expect(verdict(authorization)).toBe(expected);
  });
});
