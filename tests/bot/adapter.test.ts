import { gzipSync } from 'node:zlib';
import type { Arrived, Logic } from '../../bot/adapter';
import { BotAdapter } from '../../bot/adapter';
import { createMetrics } from '../../bot/metrics';
import { close, createBotServer, listen } from '../../bot/server';
import { WorkInHand } from '../../bot/work-in-hand';
import { writeAnswer } from '../../bot/write-answer';
import { systemClock } from '../../platform/clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { SETTINGS } from '../support/sample-people';
import type { Channel } from './channel';
import { activity, claims, forge, nowS, startChannel, strangersSigner } from './channel';
import { FakeSeen } from './fake-conversations';
import type { LoopbackHttp } from './loopback-http';
import { readAll, sendJson, startHttp } from './loopback-http';
import { QuietLog } from './quiet-log';

/** A bot that remembers its turns, on the real server and the real SDK; `connector` is what it speaks to. */
interface Rig {
  readonly url: string;
  readonly turns: Arrived[];
  readonly sent: { readonly path: string; readonly body: string }[];
  readonly log: QuietLog;
  readonly seen: FakeSeen;
  readonly connectorUrl: string;
  logic: Logic;
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

let channel: Channel;
let connector: LoopbackHttp;
let rig: Rig;
let server: ReturnType<typeof createBotServer>;

const header = (change: Readonly<Record<string, unknown>> = {}) => ({
  authorization: `Bearer ${channel.key.mintToken(claims({ serviceurl: connector.url, ...change }))}`,
});
const said = (change: Readonly<Record<string, unknown>> = {}) => activity({ serviceUrl: connector.url, ...change });

beforeAll(async () => {
  channel = await startChannel();
  const sent: Rig['sent'] = [];
  connector = await startHttp((request, response) => {
    void readAll(request).then((body) => {
      if (request.url === '/token') return sendJson(response, { access_token: 'bot-token', expires_in: 3600 });
      sent.push({ path: request.url ?? '', body });
      return sendJson(response, { id: 'sent' }, 201);
    });
  });
  const [log, metrics, seen, turns] = [new QuietLog(), createMetrics(), new FakeSeen(), [] as Arrived[]];
  const tenants = { find: (id: string) => (id === TENANT ? SETTINGS : undefined) };
  const settings = { ...channel.settings, loginUrl: `${connector.url}/token` };
  const adapter = new BotAdapter({ clock: systemClock, log, metrics, tenants, seen }, settings);
  server = createBotServer({
    ...{ log, metrics, checks: {}, mounts: [], inHand: new WorkInHand() },
    receive: (call) => adapter.receive(call, (arrived) => rig.logic(arrived)),
  });
  const url = `http://127.0.0.1:${String(await listen(server, 0, '127.0.0.1'))}`;
  const post: Rig['post'] = (body, headers = header()) =>
    fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  rig = { url, turns, sent, log, seen, connectorUrl: connector.url, logic: () => Promise.resolve(), post };
});
afterAll(async () => {
  await close(server, 0);
  await connector.stop();
  await channel.stop();
});
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  rig.turns.length = 0;
  rig.sent.length = 0;
  rig.logic = (arrived) => {
    rig.turns.push(arrived);
    return Promise.resolve();
  };
});

let count = 0;
const fresh = (): { readonly id: string } => ({ id: `activity-${String((count += 1))}` });

describe('when Teams delivers an activity', () => {
  it('runs one turn and answers 200', async () => {
    const response = await rig.post(said(fresh()));
    expect(response.status).toBe(200);
    expect(rig.turns.map(({ tenantId, activity: { text } }) => [tenantId, text])).toEqual([[TENANT, 'help']]);
  });

  it('runs the same message once', async () => {
    const message = said(fresh());
    const responses = [await rig.post(message), await rig.post(message)];
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    expect(rig.turns).toHaveLength(1);
  });

  it('runs the same press twice, because each waits for its answer', async () => {
    rig.logic = async (arrived) => {
      rig.turns.push(arrived);
      await writeAnswer(arrived.context, { kind: 'text', text: 'again' });
    };
    const press = said({ ...fresh(), type: 'invoke', name: 'adaptiveCard/action', value: {} });
    const bodies = [await rig.post(press), await rig.post(press)];
    expect(await Promise.all(bodies.map((one) => one.json()))).toEqual([
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'again' },
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'again' },
    ]);
    expect(rig.turns).toHaveLength(2);
  });

  it('runs the turn when it cannot remember it', async () => {
    jest.spyOn(rig.seen, 'firstTime').mockRejectedValueOnce(new Error('storage is down'));
    await rig.post(said(fresh()));
    expect(rig.turns).toHaveLength(1);
    expect(rig.log.events('warn')).toContain('bot.seen.failed');
  });
});

describe('when a turn fails', () => {
  it('says so in one polite sentence and answers 200', async () => {
    rig.logic = () => Promise.reject(new Error('secret detail'));
    const response = await rig.post(said(fresh()));
    expect(response.status).toBe(200);
    expect(rig.sent.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual([
      expect.stringContaining('Something went wrong on my side'),
    ]);
    expect(JSON.stringify(rig.sent)).not.toContain('secret detail');
    expect(rig.log.events('error')).toContain('bot.turn.failed');
  });

  it('answers a press with a sentence too', async () => {
    rig.logic = () => Promise.reject(new Error('secret detail'));
    const response = await rig.post(said({ ...fresh(), type: 'invoke', name: 'adaptiveCard/action', value: {} }));
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' }),
    ]);
  });
});

describe('when the tenant is not served', () => {
  const elsewhere = {
    channelData: { tenant: { id: OTHER_TENANT } },
    conversation: { id: 'a:x', tenantId: OTHER_TENANT },
  };

  it.each([
    ['another tenant', elsewhere],
    ['no tenant', { channelData: undefined, conversation: { id: 'a:x' } }],
    ['a tenant that is no id', { channelData: { tenant: { id: '../x' } }, conversation: { id: 'a:x' } }],
    ['two tenants', { channelData: { tenant: { id: OTHER_TENANT } } }],
  ])('answers a message of %s with one sentence and runs no turn', async (_name, change) => {
    const response = await rig.post(said({ ...fresh(), ...change }));
    expect(response.status).toBe(200);
    expect(rig.turns).toEqual([]);
    expect(rig.sent.map(({ body }) => (JSON.parse(body) as { text: string }).text)).toEqual([
      expect.stringContaining('not set up for your organisation'),
    ]);
  });

  it('answers a press in place', async () => {
    const response = await rig.post(said({ ...fresh(), ...elsewhere, type: 'invoke', name: 'adaptiveCard/action' }));
    expect(JSON.stringify(await response.json())).toContain('not set up for your organisation');
    expect([rig.turns, rig.sent]).toEqual([[], []]);
  });

  it('takes tenant ids in any case', async () => {
    await rig.post(said({ ...fresh(), channelData: { tenant: { id: TENANT.toUpperCase() } } }));
    expect(rig.turns).toHaveLength(1);
  });
});

describe('when a stranger calls', () => {
  const forged: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
    ['no token', () => ({})],
    ['junk', () => ({ authorization: 'Bearer junk' })],
    ['no end', () => header({ exp: undefined })],
    ['a ten-year end', () => header({ exp: nowS() + 315_360_000 })],
    ['an end long past', () => header({ exp: nowS() - 86_400 })],
    ['another audience', () => header({ aud: 'someone-else' })],
    ['another issuer', () => header({ iss: 'https://evil.example' })],
    ['no service claim', () => header({ serviceurl: undefined })],
    ['another service', () => header({ serviceurl: 'https://evil.example' })],
    [
      'a stranger’s signature',
      () => {
        const token = forge(
          { alg: 'RS256', kid: channel.key.kid },
          claims({ serviceurl: connector.url }),
          strangersSigner(),
        );
        return { authorization: `Bearer ${token}` };
      },
    ],
    ['alg none', () => ({ authorization: `Bearer ${forge({ alg: 'none', kid: 'x' }, claims(), () => '')}` })],
  ];
  it.each(forged)('answers %s with 401, without a word, and runs no turn', async (_name, headers) => {
    const response = await rig.post(said(fresh()), headers());
    expect([response.status, await response.text()]).toEqual([401, '']);
    expect([rig.turns, rig.sent]).toEqual([[], []]);
  });

  const good = (text: string) => text;
  const bodies: readonly (readonly [string, unknown, number])[] = [
    ['no body', '', 400],
    ['half a body', good('{"type":"mess'), 400],
    ['no JSON', 'type=message', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['a text', '"message"', 400],
    ['a number', '7', 400],
    ['an empty object', '{}', 401],
    ['200,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['300 KiB', `{"text":"${'x'.repeat(300 * 1024)}"}`, 413],
    ['5 MiB', 'x'.repeat(5 * 1024 * 1024), 413],
  ];
  it.each(bodies)('answers %s with a 4xx', async (_name, body, status) => {
    expect((await rig.post(body)).status).toBe(status);
    expect(rig.turns).toEqual([]);
  });

  const shapes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['no type', { type: undefined }],
    ['a type that is no text', { type: {} }],
    ['no sender', { from: undefined }],
    ['a sender without id', { from: { name: 'x' } }],
    ['no recipient', { recipient: undefined }],
    ['no conversation', { conversation: undefined }],
    ['a conversation whose id is no ASCII', { conversation: { id: 'a:\u0434' } }],
    ['a sender whose id has a line feed', { from: { id: '29:a\r\nx' } }],
    ['an id with half a character', { id: '\ud800' }],
    ['a conversation that is a text', { conversation: 'a:x' }],
    ['a text that is none', { text: { a: 1 } }],
    ['entities that are none', { entities: 'x' }],
    ['attachments that are none', { attachments: { length: 1e9 } }],
    ['channel data that is none', { channelData: 'x' }],
    ['an id of 10,000 characters', { id: 'x'.repeat(10_000) }],
  ];
  it.each(shapes)('answers an authentic activity with %s with 400', async (_name, change) => {
    expect((await rig.post(said({ ...fresh(), ...change }))).status).toBe(400);
    expect(rig.turns).toEqual([]);
  });

  it('answers a compressed body with 415, and a broken one too', async () => {
    const gzip = { ...header(), 'content-encoding': 'gzip' };
    expect((await rig.post(gzipSync(JSON.stringify(said(fresh()))), gzip)).status).toBe(415);
    expect((await rig.post('not gzip at all', gzip)).status).toBe(415);
    expect(rig.turns).toEqual([]);
  });

  it('logs why, and nothing that was sent', async () => {
    rig.log.lines.length = 0;
    await rig.post(said({ ...fresh(), text: 'very private' }), { authorization: 'Bearer very.private.token' });
    expect(rig.log.lines).toEqual([
      { level: 'warn', event: 'bot.call.refused', fields: { code: 'notAToken', status: 401 } },
    ]);
  });

  it('still serves Teams afterwards', async () => {
    await rig.post(said(fresh()));
    expect(rig.turns).toHaveLength(1);
  });
});

describe('when the keys of the channel cannot be fetched', () => {
  it('puts the call off for as long as nobody asks for them again, and runs no turn', async () => {
    const own = await startChannel();
    own.down = true;
    const log = new QuietLog();
    const deps = { clock: systemClock, log, metrics: createMetrics(), tenants: { find: () => SETTINGS } };
    const adapter = new BotAdapter({ ...deps, seen: new FakeSeen() }, own.settings);
    const call = (authorization: string) => adapter.receive({ authorization, body: said(fresh()) }, rig.logic);
    expect(await call(header().authorization)).toEqual({ status: 503, retryAfterMs: 5_000 });
    expect(log.events('error')).toEqual(['bot.keys.unavailable']);
    expect(await call(header({ aud: 'someone-else' }).authorization)).toEqual({ status: 401 });
    expect(rig.turns).toEqual([]);
    await own.stop();
  });
});
