import { EffectError } from '../../recovery/errors';
import type { PermitLane } from '../../recovery/permits';
import { GRAPH_LOOKS, LookPace } from '../../storage/look-pace';
import type { Draw, Drawn } from '../../storage/permit-bank';
import { drawFrom } from '../../storage/permit-bank';
import { FakeClock, MINUTE, SECOND } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { TENANT } from '../support/request-builder';

const ASK = { tenantId: TENANT, lane: 'then' } as const;
const OTHER = '0000000f-0000-4000-8000-0000000000ff';

/** One bucket, as all instances see it. */
function bankOn(clock: FakeClock) {
  const levels = new Map<string, { tokens: number; at: number }>();
  const draws: Draw[] = [];
  const draw = async (tenantId: string, asked: Draw): Promise<Drawn> => {
    draws.push(asked);
    const level = levels.get(tenantId) ?? { tokens: GRAPH_LOOKS.capacity, at: clock.now() };
    const [after, drawn] = drawFrom(GRAPH_LOOKS, level, clock.now(), asked);
    levels.set(tenantId, after);
    return drawn;
  };
  return { quota: GRAPH_LOOKS, draw, draws };
}

function paced() {
  const clock = new FakeClock();
  const bank = bankOn(clock);
  const log = new FakeLog();
  return { clock, log, draws: bank.draws, pace: new LookPace({ bank, clock, log }) };
}

async function granted(pace: LookPace, times: number, lane: PermitLane = 'then'): Promise<number> {
  let count = 0;
  for (let at = 0; at < times; at += 1) if ((await pace.ask({ tenantId: TENANT, lane })) === 0) count += 1;
  return count;
}

describe('when there is enough for all', () => {
  it('everybody looks, and the store is asked once for twenty', async () => {
    const { pace, draws } = paced();
    expect(await granted(pace, 40)).toBe(40);
    expect(draws).toHaveLength(2);
    expect(pace.again(TENANT, 5 * SECOND)).toBe(5 * SECOND);
  });

  it('what was drawn and not used in two seconds is lost', async () => {
    const { pace, draws, clock } = paced();
    await granted(pace, 1);
    clock.advance(2 * SECOND);
    await granted(pace, 1);
    expect(draws).toHaveLength(2);
  });

  it('those who ask in the same moment share what is drawn', async () => {
    const { pace, draws } = paced();
    await Promise.all(Array.from({ length: 20 }, () => pace.ask({ tenantId: TENANT, lane: 'then' })));
    expect(draws).toHaveLength(1);
  });
});

describe('when there is not', () => {
  it('no more than the bucket holds are let through, and a share is kept for who has just seen a pass', async () => {
    const { pace } = paced();
    expect(await granted(pace, 200)).toBe(GRAPH_LOOKS.capacity - GRAPH_LOOKS.kept);
    expect(await granted(pace, 200, 'first')).toBe(GRAPH_LOOKS.kept);
  });

  it('an empty bucket is not asked again by everybody', async () => {
    const { pace, draws } = paced();
    await granted(pace, 200);
    expect(draws.length).toBeLessThan(10);
  });

  it('whoever is sent away comes after those who were sent away before, and so does whoever was looked at', async () => {
    const { pace } = paced();
    await granted(pace, 70);
    const first = await pace.ask({ tenantId: TENANT, lane: 'then' });
    await granted(pace, 200);
    const later = await pace.ask({ tenantId: TENANT, lane: 'then' });
    expect([first, later]).toEqual([SECOND, expect.any(Number)]);
    expect(later).toBeGreaterThanOrEqual(2 * SECOND);
    expect(pace.again(TENANT, 1)).toBeGreaterThan(later);
    expect(pace.again(TENANT, MINUTE)).toBe(MINUTE);
  });

  it('an instance that is granted little has a slow line, and never one that stands', async () => {
    const { pace, clock } = paced();
    for (let second = 0; second < 20; second += 1) {
      await granted(pace, 200);
      clock.advance(SECOND / 10);
    }
    const [one, other] = [pace.again(TENANT, 0), pace.again(TENANT, 0)];
    expect(other - one).toBeLessThanOrEqual(SECOND / (GRAPH_LOOKS.perSecond * 0.05));
    for (let times = 0; times < 30_000; times += 1) pace.again(TENANT, 0);
    expect(pace.again(TENANT, 0)).toBeLessThanOrEqual(10 * MINUTE);
  });

  it('another tenant is none of it', async () => {
    const { pace } = paced();
    await granted(pace, 200);
    expect(await pace.ask({ tenantId: OTHER, lane: 'then' })).toBe(0);
    expect(pace.again(OTHER, SECOND)).toBe(SECOND);
  });

  it('later everything is as usual', async () => {
    const { pace, clock } = paced();
    await granted(pace, 2_000);
    clock.advance(10 * MINUTE);
    expect(await pace.ask({ tenantId: TENANT, lane: 'then' })).toBe(0);
    expect(pace.again(TENANT, SECOND)).toBe(SECOND);
  });
});

describe('when the store does not answer', () => {
  it('looks wait a quarter of a minute, and the log says so', async () => {
    const clock = new FakeClock();
    const log = new FakeLog();
    const draw = () => Promise.reject(new EffectError('unavailable', 'no store'));
    const pace = new LookPace({ bank: { quota: GRAPH_LOOKS, draw }, clock, log });
    expect(await pace.ask(ASK)).toBe(15 * SECOND);
    expect(log.lines.map(({ event }) => event)).toEqual(['looks.failed']);
  });

  it('a fault of our own is not hidden', async () => {
    const draw = () => Promise.reject(new TypeError('ours'));
    const pace = new LookPace({ bank: { quota: GRAPH_LOOKS, draw }, clock: new FakeClock(), log: new FakeLog() });
    await expect(pace.ask(ASK)).rejects.toThrow('ours');
    await expect(pace.ask(ASK)).rejects.toThrow('ours');
  });
});
