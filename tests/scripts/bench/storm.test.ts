import { GraphQuota, QUOTA } from '../../../scripts/bench/graph-quota';
import { playStorm, type Pacer } from '../../../scripts/bench/storm';
import { VirtualTime } from '../../../scripts/bench/virtual-time';

/** Leave for one write each 50 ms, in the order of asking. */
function steady(time: VirtualTime): Pacer {
  let next = 0;
  const places = new Map<string, number>();
  return {
    take: ({ requestId, lane }) => {
      const key = `${requestId}|${lane}`;
      const place = places.get(key) ?? Math.max(next, time.now());
      next = places.has(key) ? next : place + 50;
      places.set(key, place);
      const waitMs = place - time.now();
      if (waitMs <= 0) places.delete(key);
      return Promise.resolve(Math.max(0, waitMs));
    },
  };
}

describe('when time is virtual', () => {
  it('things happen in the order in which they are due, and nobody waits', async () => {
    const time = new VirtualTime();
    const happened: (readonly [string, number])[] = [];
    const at = async (name: string, ...pauses: readonly number[]): Promise<void> => {
      for (const ms of pauses) await time.pause(ms);
      happened.push([name, time.now()]);
    };
    const all = Promise.all([at('late', 5_000, 5_000), at('soon', 10), at('same', 10), at('between', 7_000)]);
    await time.run();
    await all;
    expect(happened).toEqual([
      ['soon', 10],
      ['same', 10],
      ['between', 7_000],
      ['late', 10_000],
    ]);
  });
});

describe('when Graph counts writes', () => {
  it('takes 3,000 in any 150 seconds and no more', () => {
    const graph = new GraphQuota();
    const take = (now: number) => graph.take(now);
    expect(Array.from({ length: QUOTA.writes }, (_, at) => take(at)).every(Boolean)).toBe(true);
    expect(take(QUOTA.windowMs - 1)).toBe(false);
    expect(take(QUOTA.windowMs)).toBe(true);
    expect([graph.accepted, graph.refused]).toEqual([QUOTA.writes + 1, 1]);
  });
});

describe('when everybody is locked out at once', () => {
  const people = 4_000;

  it('loses nobody, whoever is paced how', async () => {
    const time = new VirtualTime();
    const storm = await playStorm(people, time, { take: () => Promise.resolve(0) });
    expect(storm.recoveries).toHaveLength(people);
    expect(storm.accepted).toBe(5 * people);
    expect(storm.refused).toBeGreaterThan(people);
  });

  it('Graph refuses nobody who keeps to its pace', async () => {
    const time = new VirtualTime();
    const storm = await playStorm(people, time, steady(time));
    expect([storm.accepted, storm.refused]).toEqual([5 * people, 0]);
    expect(Math.max(...storm.recoveries.map(({ doneAt }) => doneAt))).toBeLessThan(1.1 * 5 * people * 50);
  });
});
