import type { Limit, Tally } from '../../recovery/tally';
import { countIn, EMPTY, tellIn, untoldIn } from '../../recovery/tally';

const MINUTE = 60_000;
const THREE: Limit = { count: 3, windowMs: 10 * MINUTE };

/** Counts a mark per time, in order. */
function after(limit: Limit, times: readonly number[], from: Tally = EMPTY): Tally {
  return times.reduce(
    (tally, at, index) => countIn(tally, limit, { id: `${String(at)}-${String(index)}` }, at).tally,
    from,
  );
}

const tryAt = (tally: Tally, limit: Limit, at: number) => countIn(tally, limit, { id: 'one more' }, at).result;
const sizeOf = ({ marks, older }: Tally): number => marks.length + older.reduce((sum, { count }) => sum + count, 0);

describe('when something is counted within a window', () => {
  it.each<readonly [string, readonly number[], number, object]>([
    ['the first has room', [], 0, { kind: 'counted' }],
    ['so has the last that is let through', [0, MINUTE], 2 * MINUTE, { kind: 'counted' }],
    [
      'one more has none until the oldest has left',
      [0, MINUTE, 2 * MINUTE],
      3 * MINUTE,
      { kind: 'full', over: 'cap', freeAt: 10 * MINUTE },
    ],
    [
      'not a millisecond earlier',
      [0, MINUTE, 2 * MINUTE],
      10 * MINUTE - 1,
      { kind: 'full', over: 'cap', freeAt: 10 * MINUTE },
    ],
    ['and then has', [0, MINUTE, 2 * MINUTE], 10 * MINUTE, { kind: 'counted' }],
    [
      'but only one',
      [0, MINUTE, 2 * MINUTE, 10 * MINUTE],
      10 * MINUTE,
      { kind: 'full', over: 'cap', freeAt: 11 * MINUTE },
    ],
  ])('%s', (_what, times, at, expected) => {
    expect(tryAt(after(THREE, times), THREE, at)).toEqual(expected);
  });

  it('the same mark counts once, also where there is no room left', () => {
    const full = after(THREE, [0, 1, 2]);
    expect(countIn(full, THREE, { id: '1-1' }, 5)).toEqual({ tally: full, result: { kind: 'counted' } });
  });

  it('a refused one changes nothing: whoever goes on trying does not wait longer for it', () => {
    const full = after(THREE, [0, 1, 2]);
    expect(countIn(full, THREE, { id: 'x' }, 5).tally).toBe(full);
  });

  it('a cap that was lowered since waits until enough have left', () => {
    const tally = after(
      { count: 5, windowMs: 10 * MINUTE },
      [0, 1, 2, 3, 4].map((minute) => minute * MINUTE),
    );
    expect(tryAt(tally, { count: 2, windowMs: 10 * MINUTE }, 5 * MINUTE)).toMatchObject({ freeAt: 13 * MINUTE });
  });

  it('a clock that is behind does not let more through', () => {
    expect(tryAt(after(THREE, [100, 101, 102]), THREE, 0)).toMatchObject({ kind: 'full' });
  });

  it.each([120, 700, 1_500])('lets exactly %i through, and the row stays small', (count) => {
    const limit: Limit = { count, windowMs: 60 * MINUTE };
    const times = Array.from({ length: count + 50 }, (_, index) => index * 3);
    const tally = after(limit, times);
    expect(sizeOf(tally)).toBe(count);
    expect(tryAt(tally, limit, 50_000)).toMatchObject({ kind: 'full', over: 'cap' });
    expect(JSON.stringify(tally).length).toBeLessThan(10_000);
  });

  it('a cap of nothing lets nothing through', () => {
    expect(tryAt(EMPTY, { count: 0, windowMs: MINUTE }, 5)).toEqual({ kind: 'full', over: 'cap', freeAt: 5 + MINUTE });
  });

  it('the newest hundred are kept one by one, whenever they were counted, and fifty heaps of what is older', () => {
    const limit: Limit = { count: 1_000, windowMs: 60 * MINUTE };
    const hundred = after(
      limit,
      Array.from({ length: 100 }, (_, index) => 1_000 + index),
    );
    expect(hundred.older).toEqual([]);
    const { tally } = countIn(hundred, limit, { id: 'of a clock that is behind' }, 500);
    expect(tally.older).toEqual([{ at: 500, count: 1 }]);
    expect(tally.marks).toEqual(hundred.marks);
    const times = Array.from({ length: 150 }, (_, index) => 1_000 + index * 10);
    expect(after(limit, times).older).toHaveLength(50);
    expect(after(limit, [...times, 9_000]).older).toHaveLength(50);
  });

  it('of the heaps the two that came closest become one, which leaves with the later', () => {
    const limit: Limit = { count: 1_000, windowMs: 60 * MINUTE };
    const apart = (index: number): number => 1_000 + index * 100 - (index === 20 ? 50 : 0);
    const tally = after(
      limit,
      Array.from({ length: 151 }, (_, index) => apart(index)),
    );
    const alone = Array.from({ length: 51 }, (_, index) => apart(index)).filter((at) => at !== apart(19));
    expect(tally.older).toEqual(alone.map((at) => ({ at, count: at === apart(20) ? 2 : 1 })));
  });

  it('what is counted together leaves together, never early', () => {
    const limit: Limit = { count: 1_000, windowMs: 60 * MINUTE };
    const tally = after(
      limit,
      Array.from({ length: 1_000 }, (_, index) => index * 1_000),
    );
    let freed = 0;
    for (let at = 60 * MINUTE; at < 60 * MINUTE + 1_000_000; at += 1_000) {
      const left = sizeOf(countIn(tally, { ...limit, count: 100_000 }, { id: 'x' }, at).tally) - 1;
      expect(left).toBeGreaterThanOrEqual(1_000 - (at - 60 * MINUTE) / 1_000 - 1);
      freed = 1_000 - left;
    }
    expect(freed).toBeGreaterThan(970);
  });
});

describe('when too many come from one cause', () => {
  const LIMIT: Limit = { count: 10, windowMs: 60 * MINUTE, perCause: { count: 2, windowMs: 30 * MINUTE } };
  const send = (tally: Tally, id: string, causes: readonly string[], at: number) =>
    countIn(tally, LIMIT, { id, causes }, at);

  it('the next of the same cause has no room, in whichever part, and others have', () => {
    const one = send(EMPTY, '1', ['ada'], 0).tally;
    const two = send(one, '2', ['ada', 'hana'], MINUTE).tally;
    const over = { kind: 'full', over: 'cause', cause: 'ada', freeAt: 30 * MINUTE };
    expect(send(two, '3', ['ada'], 2 * MINUTE).result).toEqual(over);
    expect(send(two, '3', ['noor', 'ada'], 2 * MINUTE).result).toEqual(over);
    expect(send(two, '3', ['hana'], 2 * MINUTE).result).toEqual({ kind: 'counted' });
    expect(send(two, '3', ['ada'], 30 * MINUTE).result).toEqual({ kind: 'counted' });
  });

  it('nobody is too much of a cause where no limit says so', () => {
    expect(countIn(after(THREE, [0]), THREE, { id: 'x', causes: ['ada'] }, 1).result).toEqual({ kind: 'counted' });
  });

  it('what has no cause counts for none', () => {
    const none = countIn(EMPTY, LIMIT, { id: '0' }, 0).tally;
    const two = send(send(none, '1', ['ada'], 0).tally, '2', ['ada'], 1).tally;
    expect(countIn(two, LIMIT, { id: '3' }, 2).result).toEqual({ kind: 'counted' });
    expect(send(two, '4', ['hana'], 2).result).toEqual({ kind: 'counted' });
  });

  it('the window of a cause may be the longer one', () => {
    const limit: Limit = { count: 2, windowMs: MINUTE, perCause: { count: 2, windowMs: 30 * MINUTE } };
    const two = send(send(EMPTY, '1', ['ada'], 0).tally, '2', ['ada'], MINUTE).tally;
    const result = (cause: string, at: number) => countIn(two, limit, { id: '3', causes: [cause] }, at).result;
    expect(result('hana', 3 * MINUTE)).toEqual({ kind: 'counted' });
    expect(result('ada', 30 * MINUTE - 1)).toEqual({
      ...{ kind: 'full', over: 'cause', cause: 'ada', freeAt: 30 * MINUTE },
    });
    expect(result('ada', 30 * MINUTE)).toEqual({ kind: 'counted' });
  });

  it('what is refused takes no place of the others', () => {
    let tally = EMPTY;
    for (let tries = 0; tries < 50; tries += 1) ({ tally } = send(tally, String(tries), ['ada'], tries));
    expect(tally.marks).toHaveLength(2);
  });
});

describe('when the record before did not hold', () => {
  const shut: Tally = { ...EMPTY, shutAt: 0 };

  it('it counts as full for one window, and is as new after it', () => {
    expect(tryAt(shut, THREE, 0)).toEqual({ kind: 'full', over: 'record', freeAt: 10 * MINUTE });
    expect(tryAt(shut, THREE, 10 * MINUTE - 1)).toMatchObject({ over: 'record' });
    const { tally, result } = countIn(shut, THREE, { id: 'x' }, 10 * MINUTE);
    expect(result).toEqual({ kind: 'counted' });
    expect(tally).not.toHaveProperty('shutAt');
  });
});

describe('when somebody has to be told', () => {
  it('one is, once in a window, for each thing it is full of', () => {
    const first = tellIn(EMPTY, 'cap', THREE.windowMs, 0);
    expect(first.result).toBe(true);
    expect(tellIn(first.tally, 'cap', THREE.windowMs, 10 * MINUTE - 1)).toEqual({ tally: first.tally, result: false });
    expect(tellIn(first.tally, 'cause', THREE.windowMs, 1).result).toBe(true);
    expect(tellIn(first.tally, 'cap', THREE.windowMs, 10 * MINUTE).result).toBe(true);
  });

  it('the next one tries again where nobody was reached', () => {
    const { tally } = tellIn(EMPTY, 'cap', THREE.windowMs, 0);
    expect(tellIn(untoldIn(tally, 'cap'), 'cap', THREE.windowMs, 1).result).toBe(true);
    const both = tellIn(tally, 'cause', THREE.windowMs, 1).tally;
    expect(untoldIn(both, 'cap')).toEqual({ ...EMPTY, told: { cause: 1 } });
    expect(untoldIn(EMPTY, 'cap')).toEqual({ marks: [], older: [], told: {} });
  });

  it('counting goes on from there, and what was told is not forgotten', () => {
    const { tally } = tellIn(after(THREE, [0]), 'cap', THREE.windowMs, 0);
    expect(tellIn(after(THREE, [1], tally), 'cap', THREE.windowMs, 2).result).toBe(false);
  });
});
