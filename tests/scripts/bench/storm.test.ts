import { GraphQuota, QUOTA } from '../../../scripts/bench/graph-quota';
import { playStorm } from '../../../scripts/bench/storm';
import { worstPlace } from '../../../scripts/bench/storm-bench';
import { STORMS, unlimited } from '../../../scripts/bench/storm-cases';
import { VirtualTime } from '../../../scripts/bench/virtual-time';

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
  const people = 1_000;
  const slowest = 5 * people * 50;

  it.each(STORMS)('$name: nobody is lost', async ({ behaviour, permits }) => {
    const time = new VirtualTime();
    const { recoveries, accepted, refused } = await playStorm(people, time, permits(time), behaviour);
    expect(recoveries).toHaveLength(people);
    expect(accepted).toBe(5 * people);
    // The quota lets a first window through at once, and nothing is faster than that.
    const lastDone = Math.max(...recoveries.map(({ doneAt }) => doneAt));
    expect(lastDone).toBeGreaterThan(slowest - QUOTA.windowMs);
    // Graph refuses a lot where nobody keeps to its pace, and next to nothing where all do.
    if (permits === unlimited) expect(refused).toBeGreaterThan(people);
    else expect(refused).toBeLessThan(people / 20);
  });

  it('whoever stood in line before others has a pass before them, on whatever instance they ask', async () => {
    const [inLine] = STORMS.filter(({ behaviour, permits }) => permits !== unlimited && behaviour.patienceMs === 0);
    if (inLine === undefined) throw new Error('no storm is played by the work queue');
    const time = new VirtualTime();
    const storm = await playStorm(people, time, inLine.permits(time), inLine.behaviour);
    expect(worstPlace(storm)).toBeLessThan(1.2);
  });
});
