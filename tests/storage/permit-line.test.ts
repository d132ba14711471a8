import type { PermitAsk } from '../../recovery/permits';
import { drawFrom, type Draw, type Quota } from '../../storage/permit-bank';
import { PermitLine } from '../../storage/permit-line';
import { FakeClock } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';

const QUOTA: Quota = { name: 'test', capacity: 20, perSecond: 10, kept: 10 };

/** A line on a bucket in memory, with a clock that its pauses move. */
function line(tokens: number = QUOTA.capacity) {
  const clock = new FakeClock(0);
  const levels = new Map<string, { readonly tokens: number; readonly at: number }>();
  const draws: Draw[] = [];
  const pauses: number[] = [];
  const bank = {
    quota: QUOTA,
    draw: async (tenantId: string, draw: Draw) => {
      draws.push(draw);
      const [level, drawn] = drawFrom(QUOTA, levels.get(tenantId) ?? { tokens, at: 0 }, clock.now(), draw);
      levels.set(tenantId, level);
      return drawn;
    },
  };
  const pause = async (ms: number) => {
    pauses.push(ms);
    clock.advance(ms);
  };
  const permits = new PermitLine({ bank, clock, pause });
  const take = (requestId: string, more: Partial<PermitAsk> = {}) =>
    permits.take({ tenantId: TENANT, requestId, lane: 'then', since: 0, count: 1, patienceMs: 0, ...more });
  return { clock, draws, pauses, take };
}

describe('when there are permits', () => {
  it('a block is drawn, and the next ones cost no row', async () => {
    const { take, draws } = line();
    expect([await take('a'), await take('a'), await take('a')]).toEqual([0, 0, 0]);
    expect(draws).toHaveLength(1);
  });

  it('what is not used within two seconds is lost', async () => {
    const { take, draws, clock } = line();
    await take('a');
    clock.advance(2_000);
    await take('a');
    expect(draws).toHaveLength(2);
  });

  it('several at once, or none', async () => {
    const { take } = line(3);
    expect(await take('a', { lane: 'first', count: 4 })).toBeGreaterThan(0);
    expect(await take('a', { lane: 'first', count: 3 })).toBe(0);
  });
});

describe('when there are none', () => {
  it('nobody waits inside: the worker is told when to come again', async () => {
    const { take, pauses, clock } = line(0);
    const waitMs = await take('a', { lane: 'first' });
    expect(waitMs).toBe(100);
    expect(pauses).toEqual([]);
    clock.advance(waitMs);
    expect(await take('a', { lane: 'first' })).toBe(0);
  });

  it('passes get what is kept for them, deletes do not', async () => {
    const { take } = line(QUOTA.kept);
    expect(await take('a')).toBeGreaterThan(0);
    expect(await take('b', { lane: 'first' })).toBe(0);
  });

  it('a pass may take what was drawn for deletes, not the other way round', async () => {
    const { take, draws } = line(QUOTA.kept + 2);
    expect(await take('a')).toBe(0);
    expect(await take('b', { lane: 'first' })).toBe(0);
    expect(draws).toHaveLength(1);
    const other = line(QUOTA.kept);
    expect(await other.take('b', { lane: 'first' })).toBe(0);
    expect(await other.take('a')).toBeGreaterThan(0);
  });

  it('who was sent away goes first: a younger one does not slip in', async () => {
    const { take, clock } = line(0);
    const waitMs = await take('old', { lane: 'first', since: 1 });
    clock.advance(waitMs);
    expect(await take('young', { lane: 'first', since: 2 })).toBeGreaterThan(0);
    expect(await take('old', { lane: 'first', since: 1 })).toBe(0);
    expect(waitMs).toBe(100);
  });

  it('where there is enough for both nobody is held up for who has not come yet', async () => {
    const { take, clock } = line(0);
    await take('old', { lane: 'first', since: 1 });
    clock.advance(1_000);
    expect(await take('young', { lane: 'first', since: 2 })).toBe(0);
    expect(await take('old', { lane: 'first', since: 1 })).toBe(0);
  });

  it('a person who gave up holds nobody up', async () => {
    const { take, clock } = line(0);
    expect(await take('person', { lane: 'first', since: 1, patienceMs: 50 })).toBeGreaterThan(0);
    clock.advance(50);
    expect(await take('young', { lane: 'first', since: 2 })).toBe(0);
  });

  it('an older one does not wait for younger ones, and a pass for no delete', async () => {
    const { take, clock } = line(0);
    await take('young', { since: 2 });
    clock.advance(5_000);
    expect(await take('pass', { lane: 'first', since: 3 })).toBe(0);
    expect(await take('old', { since: 1 })).toBe(0);
  });

  it('who does not come back is not waited for', async () => {
    const { take, clock } = line(0);
    await take('gone', { lane: 'first', since: 1 });
    clock.advance(100);
    expect(await take('young', { lane: 'first', since: 2 })).toBeGreaterThan(0);
    clock.advance(1_100);
    expect(await take('young', { lane: 'first', since: 2 })).toBe(0);
  });

  it('of those who ask at once the older is served first', async () => {
    const { take } = line(2);
    const order: string[] = [];
    const ask = async (name: string, since: number) => {
      if ((await take(name, { lane: 'first', since })) === 0) order.push(name);
    };
    await Promise.all([ask('one', 0), ask('young', 9), ask('old', 1)]);
    expect(order).toEqual(['one', 'old']);
  });

  it('the later one stands further back', async () => {
    const { take } = line(0);
    const waits = [await take('a', { since: 1 }), await take('b', { since: 2 }), await take('c', { since: 3 })];
    expect(waits).toEqual([1_100, 1_200, 1_300]);
  });

  it('another tenant does not notice', async () => {
    const { take } = line(1);
    await take('a', { lane: 'first' });
    expect(await take('b', { lane: 'first' })).toBeGreaterThan(0);
    expect(await take('c', { lane: 'first', tenantId: 'another' })).toBe(0);
  });
});

describe('when the caller has patience', () => {
  it('waits until there is one', async () => {
    const { take, pauses } = line(0);
    expect(await take('a', { lane: 'first', patienceMs: 3_000 })).toBe(0);
    expect(pauses).toEqual([100]);
  });

  it('gives up when its time is over', async () => {
    const { take, pauses } = line(0);
    expect(await take('a', { patienceMs: 500 })).toBeGreaterThan(0);
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(500);
  });
});

describe('when the store cannot be reached', () => {
  it('says so to each who asks, and works again afterwards', async () => {
    let broken = true;
    const bank = {
      quota: QUOTA,
      draw: async () => {
        if (broken) throw new Error('no store');
        return { granted: 5, waitMs: 0 };
      },
    };
    const permits = new PermitLine({ bank, clock: new FakeClock(), pause: async () => undefined });
    const ask = { tenantId: TENANT, requestId: 'a', lane: 'first', since: 0, count: 1, patienceMs: 0 } as const;
    const both = await Promise.allSettled([permits.take(ask), permits.take({ ...ask, requestId: 'b' })]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await permits.take(ask)).toBe(0);
  });
});
