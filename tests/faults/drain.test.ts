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
 * `/readyz` that it drains; asked twice, only when the process is gone.
 */
async function endDuringDelete(connectionString: Azurite['connectionString'], asked: 'once' | 'twice') {
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
      if (asked === 'twice') bot.signal('SIGTERM');
      if (asked === 'twice') await bot.ended;
      return;
    }
  };
  held.site = await startSite({
    ...{ connectionString, prefix: `drain${asked}`, instances: 1, pairs: 1 },
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

interface Told {
  readonly ending: Ending | undefined;
  readonly seen: readonly Seen[];
  readonly judged: Awaited<ReturnType<typeof judge>>;
  count(type: string): number;
}

/** A whole recovery, in whose middle the process is asked to end; its successor does the rest. */
async function recoveryWithEnd(asked: 'once' | 'twice'): Promise<Told> {
  if (azurite === undefined) throw new Error('no store');
  const { site, seen, endings } = await endDuringDelete(azurite.connectionString, asked);
  const [pair] = site.pairs;
  if (pair === undefined) throw new Error('no pair');
  const { teams, tenant } = site.cloud;
  const story: Story = { teams, tenant, up: () => Promise.resolve(), patienceMs: 90_000, lookAfterMs: 5_000 };
  try {
    await playRecovery(story, pair);
    const [stored] = await site.storage.ledger.listByEmployee(tenant.tenantId, pair.employeeId, 1);
    const trail = await site.storage.ledger.trail(tenant.tenantId, stored?.request.id ?? '');
    const count: Told['count'] = (type) => trail.filter(({ event }) => event.type === type).length;
    return { ending: await endings[0], seen, judged: await judge(site.storage, tenant, pair), count };
  } finally {
    await site.stop();
  }
}

const DRAINING: Seen = { ready: JSON.stringify({ status: 'draining' }), refused: 503 };

describe('when a process is asked to end in the middle of its work', () => {
  it('finishes the step in hand, hands the rest back, refuses what is new, and ends with 0', async () => {
    const { ending, seen, judged, count } = await recoveryWithEnd('once');
    expect({ ending, seen }).toEqual({ ending: { code: 0, signal: null }, seen: [DRAINING] });
    expect(judged).toEqual({ problems: [], passes: 1 });
    // No step was broken off, and none was done twice.
    expect([count('methodRemoved'), count('stepFailed')]).toEqual([3, 0]);
  });

  it('ends at once when asked again, whatever it waits for, and nothing is lost by that', async () => {
    const { ending, seen, judged, count } = await recoveryWithEnd('twice');
    expect({ ending, seen }).toEqual({ ending: { code: 1, signal: null }, seen: [DRAINING] });
    expect(judged).toEqual({ problems: [], passes: 1 });
    expect(count('methodRemoved')).toBe(3);
  });
});
