import type { Looks } from '../../recovery/looks';
import { watchIntervalMs } from '../../recovery/steps-watch';
import { GRAPH_LOOKS, LookPace } from '../../storage/look-pace';
import { drawFrom, type Draw } from '../../storage/permit-bank';
import { useStore } from '../support/azurite';
import { FakeClock, MINUTE, SECOND } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { TENANT } from '../support/request-builder';

const INSTANCES = 3;
/** Reads that Graph lets one app make of users in ten seconds, in the smallest tenants. */
const PUBLISHED_IN_10_S = 3_500;

/** Instances of the product's own pace on one bucket. */
function pacedBy(clock: FakeClock): readonly Looks[] {
  let level = { tokens: GRAPH_LOOKS.capacity, at: 0 };
  const draw = async (_tenantId: string, asked: Draw) => {
    const [after, drawn] = drawFrom(GRAPH_LOOKS, level, clock.now(), asked);
    level = after;
    return drawn;
  };
  return Array.from(
    { length: INSTANCES },
    () => new LookPace({ bank: { quota: GRAPH_LOOKS, draw }, clock, log: new FakeLog() }),
  );
}

/** Everybody was shown a pass in the same minute; each message goes to whichever instance gets it. */
async function watch(clock: FakeClock, instances: readonly Looks[], people: number, forMs: number) {
  const began = clock.now();
  const due = new Map<number, number[]>();
  const put = (who: number, at: number): void => {
    // Azure hides messages for whole seconds.
    const second = Math.ceil(at / SECOND);
    due.set(second, [...(due.get(second) ?? []), who]);
  };
  const shownAt = Array.from({ length: people }, (_none, who) => began + Math.floor((who / people) * MINUTE));
  for (const [who, at] of shownAt.entries()) put(who, at);
  const seen: number[][] = shownAt.map(() => []);
  const looksIn = new Map<number, number>();
  let [wakes, turn] = [0, 0];
  const look = async (who: number): Promise<void> => {
    const looks = instances[(turn += 7) % instances.length];
    if (looks === undefined) throw new Error('there is no instance');
    const now = clock.now();
    const since = now - (shownAt[who] ?? 0);
    const usualMs = watchIntervalMs(since);
    const lane = since < 5 * MINUTE ? 'first' : 'then';
    wakes += 1;
    const deniedMs = await looks.ask({ tenantId: TENANT, lane });
    if (deniedMs > 0) return put(who, now + deniedMs);
    seen[who]?.push(now);
    const second = Math.floor(now / SECOND);
    looksIn.set(second, (looksIn.get(second) ?? 0) + 1);
    put(who, now + looks.again(TENANT, usualMs));
  };
  for (const end = began + forMs; clock.now() < end; clock.advance(SECOND)) {
    const second = clock.now() / SECOND;
    const now = due.get(second) ?? [];
    due.delete(second);
    for (const who of now) await look(who);
  }
  return { ...summary(seen, clock.now()), busiest: busiest(looksIn), wakes };
}

/** Most looks in any ten seconds. */
function busiest(looksIn: ReadonlyMap<number, number>): number {
  const window = (from: number) => Array.from({ length: 10 }, (_none, at) => looksIn.get(from + at) ?? 0);
  return Math.max(...[...looksIn.keys()].map((from) => window(from).reduce((sum, one) => sum + one, 0)));
}

function summary(seen: readonly (readonly number[])[], end: number) {
  const gaps = seen.flatMap((looks) =>
    [...looks, end].flatMap((at, index) => (index === 0 ? [] : at - (looks[index - 1] ?? 0))),
  );
  const sorted = gaps.toSorted((a, b) => a - b);
  const part = (share: number): number => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / SECOND;
  const looks = seen.reduce((sum, one) => sum + one.length, 0);
  return {
    looks,
    median: part(0.5),
    most: part(0.99),
    longest: part(1),
    never: seen.filter((one) => one.length === 0).length,
  };
}

describe.each([
  [20, 5, 6, 10],
  [2_000, 30, 60, 120],
  [10_000, 150, 360, 900],
])('when %d people were shown a pass in the same minute and nobody adds a method', (people, median, most, longest) => {
  it('three instances together look no more often than their share, and everybody is looked at', async () => {
    const clock = new FakeClock(0);
    const watched = await watch(clock, pacedBy(clock), people, 5 * MINUTE + (people > 5_000 ? 10 * MINUTE : 0));
    process.stdout.write(`watch: ${String(people)} people, ${JSON.stringify(watched)}\n`);
    expect(watched.busiest).toBeLessThanOrEqual(GRAPH_LOOKS.capacity + 10 * GRAPH_LOOKS.perSecond + 60);
    expect(watched.busiest).toBeLessThan(PUBLISHED_IN_10_S / 3);
    expect(watched.never).toBe(0);
    expect(watched.median).toBeLessThanOrEqual(median);
    expect(watched.most).toBeLessThanOrEqual(most);
    expect(watched.longest).toBeLessThanOrEqual(longest);
    // Hardly anybody wakes up for nothing.
    expect(watched.wakes).toBeLessThan(1.6 * watched.looks);
  }, 120_000);
});

describe('when three instances share one store', () => {
  const store = useStore();

  it('the looks are theirs together', async () => {
    const clock = new FakeClock();
    const fresh = await store.fresh({ clock });
    const instances = [fresh, await fresh.another(), await fresh.another()];
    const looks = instances.map((one) => ('storage' in one ? one.storage.looks : one.looks));
    const asked = looks.flatMap((one) => Array.from({ length: 80 }, () => one.ask({ tenantId: TENANT, lane: 'then' })));
    const granted = (await Promise.all(asked)).filter((waitMs) => waitMs === 0).length;
    expect(granted).toBeGreaterThan(0);
    expect(granted).toBeLessThanOrEqual(GRAPH_LOOKS.capacity - GRAPH_LOOKS.kept);
  }, 60_000);
});
