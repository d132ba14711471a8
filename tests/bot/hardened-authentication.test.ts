import type { Activity } from 'botbuilder';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { ClaimsIdentity } from 'botframework-connector';
import type { BotError } from '../../bot/errors';
import { HardenedAuthentication } from '../../bot/hardened-authentication';
import { TokenRefused } from '../../bot/token-claims';
import { systemClock } from '../../platform/clock';
import { Secret } from '../../platform/secret';
import type { Channel } from './channel';
import {
  activity,
  BOT_ID,
  claims,
  forge,
  hmacSigner,
  ISSUER,
  nowS,
  pemOf,
  SERVICE_URL,
  startChannel,
  strangersSigner,
} from './channel';
import { startHttp } from './loopback-http';

let channel: Channel;
let authentication: HardenedAuthentication;
const started: Channel[] = [];

async function newChannel(): Promise<Channel> {
  const one = await startChannel();
  started.push(one);
  return one;
}

beforeAll(async () => {
  channel = await newChannel();
});
afterAll(() => Promise.all(started.map((one) => one.stop())));
beforeEach(() => {
  // The SDK prints what it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  authentication = new HardenedAuthentication({ clock: systemClock }, channel.settings);
});

const authenticate = (header: string, body: unknown = activity()) =>
  authentication.authenticateRequest(body as Activity, header);

/** Why it was refused; `let in` when it was not. */
const verdict = async (header: string, body?: unknown): Promise<string> => {
  try {
    await authenticate(header, body);
    return 'let in';
  } catch (error) {
    return error instanceof TokenRefused ? error.code : `threw ${String(error)}`;
  }
};

const bearer = (change: Readonly<Record<string, unknown>> = {}): string =>
  `Bearer ${channel.key.mintToken(claims(change))}`;

const rs = (alg: string, kid: string | undefined = channel.key.kid) => ({ typ: 'JWT', alg, kid });
const realSigner = (signed: string): string => channel.key.mintToken({}).split('.')[2] ?? signed;

describe('when a call comes from Teams', () => {
  it('lets it in and makes a connector for its service', async () => {
    const result = await authenticate(bearer());
    expect(result.claimsIdentity.getClaimValue('aud')).toBe(BOT_ID);
    expect(result).toMatchObject({ audience: 'https://api.botframework.com', callerId: 'urn:botframework:azure' });
    expect(await result.connectorFactory?.create(SERVICE_URL, ISSUER)).toBeDefined();
  });

  it.each([
    ['a clock four minutes behind', { nbf: nowS() + 240 }],
    ['a clock four minutes ahead', { exp: nowS() - 240 }],
    ['a token for a day', { exp: nowS() + 24 * 3600 }],
  ])('bears %s', async (_name, change) => {
    expect(await verdict(bearer(change))).toBe('let in');
  });
});

describe('when the bot writes first', () => {
  it('there is a connector for an address of Teams and for no other', async () => {
    const factory = authentication.createConnectorFactory(new ClaimsIdentity([], true));
    await expect(factory.create(SERVICE_URL, ISSUER)).resolves.toBeDefined();
    await expect(factory.create('https://evil.example/', ISSUER)).rejects.toMatchObject({ code: 'rejected' });
  });

  it('its tokens are asked for at the login of the Bot Framework, whose authority is checked', async () => {
    const credentials = jest.spyOn(ConfigurationServiceClientCredentialFactory.prototype, 'createCredentials');
    const { loginUrl: _local, ...settings } = channel.settings;
    const real = new HardenedAuthentication({ clock: systemClock }, settings);
    const self = new ClaimsIdentity([{ type: 'aud', value: BOT_ID }], true);
    await real.createConnectorFactory(self).create(SERVICE_URL, ISSUER);
    const [[, audience, login, checked] = []] = credentials.mock.calls;
    expect([audience, login, checked]).toEqual([
      ...['https://api.botframework.com', 'https://login.microsoftonline.com/botframework.com', true],
    ]);
  });
});

describe('when a call is forged (T7)', () => {
  const byClaims: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['expired', { exp: nowS() - 3_600 }, 'expired'],
    ['not valid yet', { nbf: nowS() + 3_600 }, 'notYetValid'],
    ['without an end', { exp: undefined }, 'noExpiry'],
    ['good for ten years', { exp: nowS() + 315_360_000 }, 'expiryTooFar'],
    ['good for two days', { exp: nowS() + 172_800 }, 'expiryTooFar'],
    ['with an end in words', { exp: 'tomorrow' }, 'claimTypes'],
    ['with an endless end', { exp: 1e308 }, 'expiryTooFar'],
    ['with null as an end', { exp: null }, 'claimTypes'],
    ['for another bot', { aud: '99999999-0000-4000-8000-000000000000' }, 'audience'],
    ['for several bots', { aud: [BOT_ID, 'another'] }, 'audience'],
    ['for nobody', { aud: undefined }, 'audience'],
    ['for an empty name', { aud: '' }, 'audience'],
    ['by another issuer', { iss: 'https://evil.example' }, 'issuer'],
    ['by no issuer', { iss: undefined }, 'issuer'],
    ['by a list of issuers', { iss: [ISSUER] }, 'issuer'],
    [
      'by an emulator, v1',
      { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: BOT_ID },
      'issuer',
    ],
    [
      'by an emulator, v2',
      { iss: 'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0', ver: '2.0', azp: BOT_ID },
      'issuer',
    ],
    [
      'by the bot itself',
      { iss: 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/', appid: BOT_ID, ver: '1.0' },
      'issuer',
    ],
    ["with a skill's claims", { ver: '1.0', appid: '99999999-0000-4000-8000-000000000000' }, 'signature'],
    ['without a service', { serviceurl: undefined }, 'noServiceUrl'],
    ['with an empty service', { serviceurl: '' }, 'noServiceUrl'],
    ['with a number as service', { serviceurl: 7 }, 'noServiceUrl'],
    ['for another service', { serviceurl: 'https://evil.example/' }, 'serviceUrlDiffers'],
    ['for a service in other case', { serviceurl: SERVICE_URL.toUpperCase() }, 'serviceUrlDiffers'],
    ['with a text as start', { nbf: 'now' }, 'notAToken'],
  ];
  it.each(byClaims)('refuses a token %s', async (_name, change, code) => {
    expect(await verdict(bearer(change))).toBe(code);
  });

  const byHeader: readonly (readonly [string, () => string, string])[] = [
    ['no header', () => '', 'noToken'],
    ['spaces', () => '   ', 'noToken'],
    ['a word', () => 'Bearer', 'notAToken'],
    ['junk', () => 'Bearer junk', 'notAToken'],
    ['dots', () => 'Bearer ...', 'notAToken'],
    ['four parts', () => `${bearer()}.more`, 'notAToken'],
    ['another scheme', () => bearer().replace('Bearer', 'Basic'), 'notAToken'],
    ['two spaces', () => bearer().replace(' ', '  '), 'notAToken'],
    ['padding', () => `${bearer()}==`, 'notAToken'],
    ['two tokens', () => `${bearer()} ${bearer()}`, 'notAToken'],
    ['binary', () => `Bearer ${'\u0000'.repeat(9)}.e30.AA`, 'notAToken'],
    [
      'a number for a body',
      () => `Bearer ${Buffer.from('{"alg":"RS256","kid":"k"}').toString('base64url')}.MQ.AA`,
      'notAToken',
    ],
    ['a token of a megabyte', () => bearer({ padding: 'x'.repeat(1_000_000) }), 'notAToken'],
    ['alg none', () => `Bearer ${forge(rs('none'), claims(), () => '')}`, 'algorithm'],
    ['alg none with a signature', () => `Bearer ${forge(rs('none'), claims(), realSigner)}`, 'algorithm'],
    ['alg nOnE', () => `Bearer ${forge(rs('nOnE'), claims(), realSigner)}`, 'algorithm'],
    [
      'the public key as shared secret',
      () => `Bearer ${forge(rs('HS256'), claims(), hmacSigner(pemOf(channel.key)))}`,
      'algorithm',
    ],
    ['RS384', () => `Bearer ${forge(rs('RS384'), claims(), realSigner)}`, 'algorithm'],
    ['RS512', () => `Bearer ${forge(rs('RS512'), claims(), realSigner)}`, 'algorithm'],
    ['PS256', () => `Bearer ${forge(rs('PS256'), claims(), realSigner)}`, 'algorithm'],
    [
      'a list of algorithms',
      () => `Bearer ${forge({ ...rs('x'), alg: ['RS256'] }, claims(), realSigner)}`,
      'algorithm',
    ],
    ['no algorithm', () => `Bearer ${forge({ kid: channel.key.kid }, claims(), realSigner)}`, 'algorithm'],
    ['crit', () => `Bearer ${forge({ ...rs('RS256'), crit: ['exp'] }, claims(), realSigner)}`, 'notAToken'],
    ['no key id', () => `Bearer ${forge({ alg: 'RS256' }, claims(), realSigner)}`, 'notAToken'],
    ['an unknown key', () => `Bearer ${forge(rs('RS256', 'stranger'), claims(), strangersSigner())}`, 'signature'],
    [
      "a known key id and a stranger's signature",
      () => `Bearer ${forge(rs('RS256'), claims(), strangersSigner())}`,
      'signature',
    ],
    ['a signature of something else', () => `Bearer ${forge(rs('RS256'), claims(), realSigner)}`, 'signature'],
    [
      'a changed body',
      () => bearer().replace(/\.(.)/, (_all, first: string) => `.${first === 'e' ? 'f' : 'e'}`),
      'notAToken',
    ],
  ];
  it.each(byHeader)('refuses %s', async (_name, header, code) => {
    expect(await verdict(header())).toBe(code);
  });

  const byBody: readonly (readonly [string, unknown, string])[] = [
    ['no channel', activity({ channelId: undefined }), 'channel'],
    ['an empty channel', activity({ channelId: '' }), 'channel'],
    ['a list of channels', activity({ channelId: ['msteams'] }), 'channel'],
    ['the emulator', activity({ channelId: 'emulator' }), 'channel'],
    ['the streaming channel, which has keys of its own', activity({ channelId: 'AseChannel' }), 'channel'],
    ['no service', activity({ serviceUrl: undefined }), 'noServiceUrl'],
    ['an empty service', activity({ serviceUrl: '' }), 'noServiceUrl'],
    ['null as service', activity({ serviceUrl: null }), 'noServiceUrl'],
    ['an object as service', activity({ serviceUrl: { toString: 'x' } }), 'noServiceUrl'],
    ['another service', activity({ serviceUrl: 'https://evil.example/' }), 'serviceUrlDiffers'],
    ['the service without its slash', activity({ serviceUrl: SERVICE_URL.slice(0, -1) }), 'serviceUrlDiffers'],
    ['a list for a body', [activity()], 'channel'],
    ['nothing for a body', null, 'channel'],
  ];
  it.each(byBody)('refuses a good token with %s', async (_name, body, code) => {
    expect(await verdict(bearer(), body)).toBe(code);
  });

  it.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'http://smba.trafficmanager.net/',
  ])('refuses a good token for a service address that is none of Teams: %s', async (serviceUrl) => {
    expect(await verdict(bearer({ serviceurl: serviceUrl }), activity({ serviceUrl }))).toBe('foreignService');
  });

  it('lets in from Teams alone where the keys are Teams’ own', async () => {
    const { openIdMetadataUrl: _simulated, loginUrl: _local, ...settings } = channel.settings;
    const real = new HardenedAuthentication({ clock: systemClock }, settings);
    const asked = [SERVICE_URL, 'https://smba.infra.gcc.teams.microsoft.com/teams', 'http://127.0.0.1:9/', ''];
    expect(asked.filter(real.mayCall)).toEqual(asked.slice(0, 2));
  });

  it('prints nothing about a signature that does not hold', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await verdict(`Bearer ${forge(rs('RS256'), claims(), strangersSigner())}`)).toBe('signature');
    expect(printed).not.toHaveBeenCalled();
  });

  it('has no door for streaming and skills', async () => {
    const closed = { name: 'TokenRefused', code: 'channel' };
    await expect(authentication.authenticateStreamingRequest()).rejects.toMatchObject(closed);
    await expect(authentication.authenticateChannelRequest()).rejects.toMatchObject(closed);
  });
});

describe('when the keys of the channel are needed', () => {
  it('fetches them once, however many calls come at once', async () => {
    const own = await newChannel();
    const fresh = new HardenedAuthentication({ clock: systemClock }, own.settings);
    const call = () => fresh.authenticateRequest(activity() as unknown as Activity, bearer());
    await Promise.all(Array.from({ length: 64 }, call));
    expect(own.fetched).toEqual(['/openid', '/keys']);
  });

  it('does not fetch them for tokens that are refused at first sight', async () => {
    const own = await newChannel();
    const fresh = new HardenedAuthentication({ clock: systemClock }, own.settings);
    const call = fresh.authenticateRequest(activity() as unknown as Activity, bearer({ exp: undefined }));
    await expect(call).rejects.toMatchObject({ code: 'noExpiry' });
    expect(own.fetched).toEqual([]);
  });

  it('lets nobody in while they cannot be fetched, asks once for all who wait, and recovers', async () => {
    const own = await newChannel();
    const clock = { time: Date.now(), now: () => clock.time };
    const fresh = new HardenedAuthentication({ clock }, own.settings);
    const call = () => fresh.authenticateRequest(activity() as unknown as Activity, bearer());
    own.down = true;
    const refusals = await Promise.allSettled(Array.from({ length: 10 }, call));
    expect(refusals.map((one) => one.status === 'rejected' && (one.reason as BotError).code)).toEqual(
      Array.from({ length: 10 }, () => 'keysUnavailable'),
    );
    expect(own.fetched).toHaveLength(1);
    own.down = false;
    await expect(call()).rejects.toMatchObject({ name: 'BotError', code: 'keysUnavailable' });
    clock.time += 5_001;
    await expect(call()).resolves.toBeDefined();
  });
});

describe('when the keys of the channel do not come', () => {
  it('gives up after eight seconds, and lets nobody in', async () => {
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const silent = await startHttp(() => arrived());
    const settings = { ...channel.settings, openIdMetadataUrl: `${silent.url}/openid` };
    const fresh = new HardenedAuthentication({ clock: systemClock }, settings);
    const timers = jest.spyOn(global, 'setTimeout');
    const call = fresh.authenticateRequest(activity() as unknown as Activity, bearer());
    await asked;
    const [giveUp] = timers.mock.calls.find(([, ms]) => ms === 8_000) ?? [];
    giveUp?.();
    await expect(call).rejects.toMatchObject({
      ...{ name: 'BotError', code: 'keysUnavailable', message: 'the keys of the channel cannot be fetched' },
      cause: { code: 'keysUnavailable', message: 'the keys of the channel did not come in time' },
    });
    await silent.stop();
  });

  it('no timer is left behind where they came', async () => {
    const [set, cleared] = [jest.spyOn(global, 'setTimeout'), jest.spyOn(global, 'clearTimeout')];
    await authenticate(bearer());
    const at = set.mock.calls.findIndex(([, ms]) => ms === 8_000);
    expect(cleared.mock.calls.flat()).toContain(set.mock.results[at]?.value);
  });
});

describe('when a forged call comes while the keys cannot be fetched', () => {
  /** Somebody real was let in before, then the keys are out of reach. */
  async function known(): Promise<(header: string) => Promise<unknown>> {
    const own = await newChannel();
    const fresh = new HardenedAuthentication({ clock: systemClock }, own.settings);
    const call = (header: string) => fresh.authenticateRequest(activity() as unknown as Activity, header);
    await call(`Bearer ${own.key.mintToken(claims())}`);
    own.down = true;
    return call;
  }

  it.each([
    ['with a known key and a signature of somebody else', () => forge(rs('RS256'), claims(), strangersSigner())],
    ['by an emulator', () => forge(rs('RS256', 'stranger'), claims({ iss: 'https://sts.windows.net/x/' }), realSigner)],
    ['without an end', () => forge(rs('RS256', 'stranger'), claims({ exp: undefined }), realSigner)],
    ['unsigned', () => forge(rs('none', 'stranger'), claims(), () => '')],
  ])('it is refused as forged: %s', async (_name, token) => {
    const call = await known();
    await expect(call(`Bearer ${token()}`)).rejects.toMatchObject({ name: 'TokenRefused' });
  });
});

describe('when the settings would switch authentication off', () => {
  it.each([
    ['an empty bot id', { appId: '' }],
    ['a blank bot id', { appId: '  ' }],
    ['a bot id that is none', { appId: 'bot' }],
    ['no tenant', { tenantId: '' }],
    ['an empty secret', { password: Secret.of('') }],
    ['plain http to somebody else for the keys', { openIdMetadataUrl: 'http://login.example/keys' }],
    ['plain http to somebody else for the token', { loginUrl: 'http://login.example/token' }],
    ['no address for the keys', { openIdMetadataUrl: 'keys' }],
  ])('does not start with %s', (_name, change) => {
    const settings = { ...channel.settings, ...change };
    expect(() => new HardenedAuthentication({ clock: systemClock }, settings)).toThrow(
      expect.objectContaining({ name: 'BotError', code: 'settings' }),
    );
  });
});
