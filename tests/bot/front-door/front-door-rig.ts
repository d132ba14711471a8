import type { Arrived } from '../../../bot/adapter';
import { BotAdapter } from '../../../bot/adapter';
import { createMetrics } from '../../../bot/metrics';
import { close, createBotServer, listen } from '../../../bot/server';
import { WorkInHand } from '../../../bot/work-in-hand';
import { systemClock } from '../../../platform/clock';
import { createLog } from '../../../platform/log';
import { Secret } from '../../../platform/secret';
import { TENANT } from '../../support/request-builder';
import { SETTINGS } from '../../support/sample-people';
import { BOT_ID, ISSUER } from '../channel';
import { FakeSeen } from '../fake-conversations';
import { sendJson, startHttp } from '../loopback-http';
import { publishedKeys } from './forged-keys';
import type { RawAnswer } from './raw-http';
import { postRaw } from './raw-http';

/** The real server, adapter and log; behind them a bot that only counts its turns. */
export interface FrontDoor {
  readonly turns: Arrived[];
  /** Lines as they would be written, since the last `forget`. */
  readonly lines: string[];
  readonly metrics: ReturnType<typeof createMetrics>;
  post(lines: readonly string[], body: string | Uint8Array): Promise<RawAnswer>;
  forget(): void;
  stop(): Promise<void>;
}

export async function openFrontDoor(): Promise<FrontDoor> {
  const channel = await startHttp((request, response) => {
    if (request.url === '/keys') return sendJson(response, { keys: publishedKeys() });
    return sendJson(response, { issuer: ISSUER, jwks_uri: `${channel.url}/keys` });
  });
  const [lines, turns, metrics] = [[] as string[], [] as Arrived[], createMetrics()];
  const log = createLog({ clock: systemClock, write: (line) => lines.push(line) });
  const tenants = { find: (id: string) => (id === TENANT ? SETTINGS : undefined) };
  const adapter = new BotAdapter(
    { clock: systemClock, log, metrics, tenants, seen: new FakeSeen() },
    {
      ...{ appId: BOT_ID, type: 'SingleTenant', tenantId: TENANT, password: Secret.of('bot secret') },
      ...{ openIdMetadataUrl: `${channel.url}/openid`, loginUrl: `${channel.url}/token` },
    },
  );
  const server = createBotServer({
    ...{ log, metrics, checks: {}, mounts: [], inHand: new WorkInHand() },
    receive: (call) => adapter.receive(call, (arrived) => Promise.resolve(void turns.push(arrived))),
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    ...{ turns, lines, metrics },
    post: (headers, body) => postRaw(port, '/api/messages', headers, body),
    forget: () => {
      turns.length = 0;
      lines.length = 0;
    },
    stop: async () => {
      await close(server, 0);
      await channel.stop();
    },
  };
}
