import type { Received } from '../../bot/adapter';
import { BotAdapter } from '../../bot/adapter';
import { TURN_LIMITS } from '../../bot/fair-turns';
import { createMetrics } from '../../bot/metrics';
import { writeAnswer } from '../../bot/write-answer';
import { systemClock } from '../../platform/clock';
import { SAID } from '../../words/said';
import { OTHER_TENANT, person } from '../support/request-builder';
import { SETTINGS } from '../support/sample-people';
import type { Channel } from './channel';
import { activity, claims, startChannel } from './channel';
import { FakeSeen } from './fake-conversations';
import type { LoopbackHttp } from './loopback-http';
import { readAll, sendJson, startHttp } from './loopback-http';
import { QuietLog } from './quiet-log';

/** As many as one presser may have in hand and in line. */
const MOST = TURN_LIMITS.perPresser + TURN_LIMITS.waitingPerPresser;
const ADA = { id: '29:ada', name: 'Ada', aadObjectId: person(1) };

let channel: Channel;
let connector: LoopbackHttp;
let sent: string[];

beforeAll(async () => {
  channel = await startChannel();
  connector = await startHttp((request, response) => {
    void readAll(request).then((body) => {
      if (request.url === '/token') return sendJson(response, { access_token: 'bot-token', expires_in: 3600 });
      sent.push((JSON.parse(body) as { readonly text: string }).text);
      return sendJson(response, { id: 'sent' }, 201);
    });
  });
});
afterAll(async () => {
  await connector.stop();
  await channel.stop();
});
beforeEach(() => {
  sent = [];
});

/** An adapter whose turns wait until they are released. */
function stage() {
  const [log, metrics, seen] = [new QuietLog(), createMetrics(), new FakeSeen()];
  const firstTime = jest.spyOn(seen, 'firstTime');
  const deps = { clock: systemClock, log, metrics, tenants: { find: () => SETTINGS }, seen };
  const adapter = new BotAdapter(deps, { ...channel.settings, loginUrl: `${connector.url}/token` });
  const begun: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  const authorization = `Bearer ${channel.key.mintToken(claims({ serviceurl: connector.url }))}`;
  const post = (change: Readonly<Record<string, unknown>>): Promise<Received> => {
    const body = activity({ serviceUrl: connector.url, from: ADA, ...change });
    return adapter.receive({ authorization, body }, async ({ context, tenantId, activity: { from } }) => {
      begun.push(`${tenantId} ${from.id}`);
      await released;
      await writeAnswer(context, { kind: 'text', text: 'done' });
    });
  };
  const press = async (change: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const { status, body } = await post({ type: 'invoke', name: 'adaptiveCard/action', value: {}, ...change });
    return [status, Reflect.get(Object(body), 'value')];
  };
  /** As many presses as may be, and two more; ends when the first of those is answered. */
  const fill = async (): Promise<Promise<unknown>[]> => {
    const presses = Array.from({ length: MOST + 2 }, () => press());
    await Promise.race(presses);
    return presses;
  };
  return { post, press, fill, begun, release: () => release(undefined), log, metrics, firstTime };
}

describe('when one person has as many turns in hand and in line as they may', () => {
  it('a further press is answered at once with words, and each one before it gets its own answer', async () => {
    const { fill, press, begun, release } = stage();
    const presses = await fill();
    expect(await press()).toEqual([200, SAID.tooFast]);
    expect(begun).toHaveLength(TURN_LIMITS.perPresser);
    release();
    const answers = (await Promise.all(presses)).map((one) => JSON.stringify(one));
    expect(answers.filter((one) => one === '[200,"done"]')).toHaveLength(MOST);
    expect(begun).toHaveLength(MOST);
  });

  it('a chat is told once, and nothing is looked up for what is turned away', async () => {
    const { fill, post, release, firstTime, log, metrics } = stage();
    const presses = await fill();
    // The spell began with a press, which was told; the next spell begins with a message.
    expect(await Promise.all(['1', '2', '3'].map((id) => post({ id })))).toEqual(Array(3).fill({ status: 200 }));
    expect(sent).toEqual([]);
    expect(firstTime).not.toHaveBeenCalled();
    expect(log.events('warn')).toEqual(['bot.turn.turnedAway']);
    expect(metrics.text()).toContain('latchkey_turned_away_total{why="presser"} 5');
    release();
    await Promise.all(presses);
  });

  it('a chat in which the spell begins is told in it', async () => {
    const { post, release } = stage();
    const messages = Array.from({ length: MOST + 3 }, (_, id) => post({ id: String(id) }));
    await Promise.race(messages);
    release();
    await Promise.all(messages);
    expect(sent.filter((one) => one === SAID.tooFast)).toHaveLength(1);
    expect(sent.filter((one) => one === 'done')).toHaveLength(MOST);
  });

  it('an event that nobody waits for may be delivered again', async () => {
    const { fill, post, release } = stage();
    const presses = await fill();
    expect(await post({ type: 'messageUpdate' })).toEqual({ status: 429, retryAfterMs: 5_000 });
    release();
    await Promise.all(presses);
  });

  it.each([
    ['somebody else', { from: { id: '29:ben', name: 'Ben', aadObjectId: person(2) } }],
    ['the same id in another tenant', { conversation: { id: 'a:x', tenantId: OTHER_TENANT }, channelData: {} }],
    ['somebody without an object id', { from: { id: '29:ada', name: 'Ada' } }],
  ])('%s does not wait behind them', async (_who, change) => {
    const { fill, press, begun, release } = stage();
    const presses = await fill();
    const other = press(change);
    while (begun.length < TURN_LIMITS.perPresser + 1) await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(await other).toEqual([200, 'done']);
    await Promise.all(presses);
  });

  it('the case of the letters of an object id makes nobody else of them', async () => {
    const { fill, press, release } = stage();
    const presses = await fill();
    expect(await press({ from: { ...ADA, aadObjectId: ADA.aadObjectId.toUpperCase() } })).toEqual([200, SAID.tooFast]);
    release();
    await Promise.all(presses);
  });
});
