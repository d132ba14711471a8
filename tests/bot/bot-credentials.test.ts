import { botCredentials } from '../../bot/bot-credentials';
import type { BotSettings } from '../../bot/bot-settings';
import { checkBotSettings } from '../../bot/bot-settings';
import { Secret } from '../../platform/secret';
import { TENANT } from '../support/request-builder';
import { BOT_ID } from './channel';
import type { LoopbackHttp } from './loopback-http';
import { readAll, sendJson, startHttp } from './loopback-http';

const SCOPE = 'https://api.botframework.com';
const clock = { time: 1_000_000, now: () => clock.time };
const forms: URLSearchParams[] = [];
let answer: { status: number; body: unknown };
let http: LoopbackHttp;
let settings: BotSettings;

beforeAll(async () => {
  http = await startHttp((request, response) => {
    void readAll(request).then((body) => {
      forms.push(new URLSearchParams(body));
      sendJson(response, answer.body, answer.status);
    });
  });
  settings = {
    ...{ appId: BOT_ID, type: 'SingleTenant', tenantId: TENANT, password: Secret.of('the secret') },
    loginUrl: `${http.url}/${TENANT}`,
  };
});
afterAll(() => http.stop());
beforeEach(() => {
  forms.length = 0;
  answer = { status: 200, body: { access_token: 'token-1', expires_in: 3_600 } };
});

async function sign(factory: ReturnType<typeof botCredentials>): Promise<string> {
  const headers = new Map<string, string>();
  const request = { headers: { set: (name: string, value: string) => headers.set(name, value) } };
  const credentials = await factory.createCredentials(BOT_ID, SCOPE, 'unused', true);
  await credentials.signRequest(request as unknown as Parameters<typeof credentials.signRequest>[0]);
  return headers.get('authorization') ?? '';
}

describe('when the bot signs its calls on loopback', () => {
  it('gets its token with its own secret and keeps it', async () => {
    const factory = botCredentials({ clock }, settings);
    expect([await sign(factory), await sign(factory)]).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(forms.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: BOT_ID,
        client_secret: 'the secret',
        scope: `${SCOPE}/.default`,
      },
    ]);
  });

  it('asks once, however many calls start at once', async () => {
    const factory = botCredentials({ clock }, settings);
    await Promise.all(Array.from({ length: 20 }, () => sign(factory)));
    expect(forms).toHaveLength(1);
  });

  it('renews the token five minutes before its end', async () => {
    const factory = botCredentials({ clock }, settings);
    await sign(factory);
    answer = { status: 200, body: { access_token: 'token-2', expires_in: 3_600 } };
    clock.time += 54 * 60_000;
    expect(await sign(factory)).toBe('Bearer token-1');
    clock.time += 60_001;
    expect(await sign(factory)).toBe('Bearer token-2');
  });

  it.each([
    ['a refusal', { status: 401, body: { error: 'invalid_client' } }],
    ['no token', { status: 200, body: {} }],
    ['an empty token', { status: 200, body: { access_token: '', expires_in: 1 } }],
    ['no lifetime', { status: 200, body: { access_token: 'x' } }],
  ])('fails with %s and asks anew next time', async (_name, bad) => {
    const factory = botCredentials({ clock }, settings);
    answer = bad;
    await expect(sign(factory)).rejects.toMatchObject({ code: 'tokenUnavailable' });
    answer = { status: 200, body: { access_token: 'token-3', expires_in: 3_600 } };
    expect(await sign(factory)).toBe('Bearer token-3');
  });

  it('is never switched off', async () => {
    const factory = botCredentials({ clock }, settings);
    expect(await factory.isAuthenticationDisabled()).toBe(false);
    expect([await factory.isValidAppId(BOT_ID), await factory.isValidAppId('')]).toEqual([true, false]);
  });
});

describe('when the bot stands in Azure', () => {
  it.each([
    ['a secret', { type: 'SingleTenant', password: Secret.of('s') }],
    ['a managed identity', { type: 'UserAssignedMSI' }],
  ] as const)('signs with %s through the SDK, with authentication on', async (_name, identity) => {
    const azure: BotSettings = { appId: BOT_ID, tenantId: TENANT, ...identity };
    const factory = botCredentials({ clock }, checkBotSettings(azure));
    expect(await factory.isAuthenticationDisabled()).toBeFalsy();
    expect(await factory.isValidAppId(BOT_ID)).toBe(true);
  });
});
