import type { Azurite } from '../../simulators/azurite';
import { startAzurite } from '../../simulators/azurite';
import type { Ending } from '../../simulators/bot-process';
import { judge } from './checks';
import { playRecovery } from './recovery-story';
import type { Story } from './recovery-story';
import type { Site } from './site';
import { startSite } from './site';

const LONG_MS = 240_000;
jest.setTimeout(LONG_MS);

let azurite: Azurite | undefined;
beforeAll(async () => {
  azurite = await startAzurite();
}, LONG_MS);
afterAll(() => azurite?.stop(), LONG_MS);

/** What was so while the process drained. */
interface Seen {
  readonly ready?: string;
  readonly refused?: number;
}

/**
 * One instance, asked to end while a DELETE on Graph is under way. The DELETE goes on only when the process has said at
 * `/readyz` that it drains.
 */
async function endDuringDelete(connectionString: Azurite['connectionString']) {
  const seen: Seen[] = [];
  const endings: Promise<Ending>[] = [];
  const held: { site?: Site } = {};
  const ask = async (path: string, method = 'GET'): Promise<Response> =>
    fetch(`${held.site?.fleet.urls()[0] ?? ''}${path}`, { method, ...(method === 'POST' && { body: '{}' }) });
  const drains = async (): Promise<void> => {
    const bot = held.site?.fleet.members().get(1);
    if (bot === undefined) throw new Error('no instance');
    endings.push(bot.ended);
    bot.signal('SIGTERM');
    for (;;) {
      const ready = await ask('/readyz');
      if (ready.status !== 503) continue;
      seen.push({ ready: await ready.text(), refused: (await ask('/api/messages', 'POST')).status });
      return;
    }
  };
  held.site = await startSite({
    ...{ connectionString, prefix: 'drain', instances: 1, pairs: 1 },
    watch: {
      onRequest: async ({ line, method }) => {
        if (line === 'graph' && method === 'DELETE' && endings.length === 0) await drains();
        return 'pass';
      },
      onAnswer: () => Promise.resolve('pass'),
      aheadMs: () => 0,
    },
  });
  return { site: held.site, seen, endings };
}

describe('when a process is asked to end in the middle of its work', () => {
  it('finishes the step in hand, hands the rest back, refuses what is new, and ends with 0', async () => {
    if (azurite === undefined) throw new Error('no store');
    const { site, seen, endings } = await endDuringDelete(azurite.connectionString);
    const [pair] = site.pairs;
    if (pair === undefined) throw new Error('no pair');
    const { teams, tenant } = site.cloud;
    const story: Story = { teams, tenant, up: () => Promise.resolve(), patienceMs: 90_000, lookAfterMs: 5_000 };
    try {
      await playRecovery(story, pair);
      expect(await endings[0]).toEqual({ code: 0, signal: null });
      expect(seen).toEqual([{ ready: JSON.stringify({ status: 'draining' }), refused: 503 }]);
      expect(await judge(site.storage, tenant, pair)).toEqual({ problems: [], passes: 1 });
      const [stored] = await site.storage.ledger.listByEmployee(tenant.tenantId, pair.employeeId, 1);
      const trail = await site.storage.ledger.trail(tenant.tenantId, stored?.request.id ?? '');
      const count = (type: string): number => trail.filter(({ event }) => event.type === type).length;
      // Its successor did the rest; no step was broken off, and none was done twice.
      expect([count('methodRemoved'), count('stepFailed')]).toEqual([3, 0]);
    } finally {
      await site.stop();
    }
  });
});
