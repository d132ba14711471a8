import type { TurnLimits } from '../../bot/fair-turns';
import { FairTurns } from '../../bot/fair-turns';

const LIMITS: TurnLimits = { perPresser: 2, waitingPerPresser: 3, inHand: 4, waiting: 6, longestWaitMs: 1_000 };

/** Turns that end when the test says so; `begun` names them in order. */
function stage(limits: Partial<TurnLimits> = {}) {
  const turns = new FairTurns({ ...LIMITS, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (presser: string, name: string) =>
    turns.run(presser, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
      });
    });
  const settle = () => jest.advanceTimersByTimeAsync(0);
  const end = async (name: string, error?: Error) => {
    await settle();
    ends.get(name)?.(error);
    await settle();
  };
  return { turns, begun, run, end, settle };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('when one person sends much', () => {
  it('a second press is worked on beside the first, and a third waits for one of them', async () => {
    const { run, begun, end, settle } = stage();
    const all = ['a1', 'a2', 'a3'].map((name) => run('ada', name));
    await settle();
    expect(begun).toEqual(['a1', 'a2']);
    await end('a2');
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    await end('a1');
    await end('a3');
    expect(await Promise.all(all)).toEqual([{ done: 'a1' }, { done: 'a2' }, { done: 'a3' }]);
  });

  it('what is beyond the line is turned away at once, the first of a spell marked', async () => {
    const { run, end } = stage();
    const taken = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => run('ada', name));
    expect(await run('ada', 'a6')).toEqual({ turnedAway: 'presser', first: true });
    expect(await run('ada', 'a7')).toEqual({ turnedAway: 'presser', first: false });
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await end(name);
    expect(await Promise.all(taken)).toHaveLength(5);
    const more = ['b1', 'b2', 'b3', 'b4', 'b5'].map((name) => run('ada', name));
    expect(await run('ada', 'b6')).toEqual({ turnedAway: 'presser', first: true });
    for (const name of ['b1', 'b2', 'b3', 'b4', 'b5']) await end(name);
    await Promise.all(more);
  });

  it('somebody else does not wait behind them', async () => {
    const { run, begun, end, settle } = stage();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']) void run('ada', name);
    void run('ben', 'b1');
    await settle();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    await end('b1');
  });
});

describe('when the instance has as many turns as it works on', () => {
  it('those who wait come in turn, one of each, however many one of them has sent', async () => {
    const { run, begun, end } = stage({ inHand: 1, waitingPerPresser: 4 });
    for (const name of ['a1', 'a2', 'a3', 'a4']) void run('ada', name);
    void run('ben', 'b1');
    void run('cem', 'c1');
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'a4']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
  });

  it('a presser whose two turns are worked on is passed over until one of them ends', async () => {
    const { run, begun, end } = stage({ inHand: 3 });
    for (const name of ['a1', 'a2', 'a3']) void run('ada', name);
    for (const name of ['b1', 'b2']) void run('ben', name);
    await end('b1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
    await end('a1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2', 'a3']);
  });

  it('more than the line holds are turned away, whoever they are', async () => {
    const { run, settle } = stage({ inHand: 1, waiting: 1 });
    void run('ada', 'a1');
    void run('ben', 'b1');
    await settle();
    expect(await run('cem', 'c1')).toEqual({ turnedAway: 'instance', first: true });
  });
});

describe('when a turn waits too long', () => {
  it('is turned away while Teams still listens, and is never begun', async () => {
    const { run, begun, end } = stage({ perPresser: 1 });
    const first = run('ada', 'a1');
    const second = run('ada', 'a2');
    await jest.advanceTimersByTimeAsync(LIMITS.longestWaitMs);
    expect(await second).toEqual({ turnedAway: 'waited', first: true });
    await end('a1');
    expect(await first).toEqual({ done: 'a1' });
    expect(begun).toEqual(['a1']);
  });

  it('leaves its place to others', async () => {
    const { run, begun, end } = stage({ inHand: 1, waiting: 1 });
    void run('ada', 'a1');
    const late = run('ben', 'b1');
    await jest.advanceTimersByTimeAsync(LIMITS.longestWaitMs);
    expect(await late).toMatchObject({ turnedAway: 'waited' });
    void run('cem', 'c1');
    await end('a1');
    expect(begun).toEqual(['a1', 'c1']);
  });
});

describe('when turns end', () => {
  it('one that fails rejects, and gives its place back', async () => {
    const { run, begun, end } = stage({ perPresser: 1 });
    const failing = run('ada', 'a1');
    const outcome = expect(failing).rejects.toThrow('broken');
    void run('ada', 'a2');
    await end('a1', new Error('broken'));
    await outcome;
    expect(begun).toEqual(['a1', 'a2']);
  });

  it('nothing is kept of pressers who have nothing in hand', async () => {
    const { run, end, turns, settle } = stage({ perPresser: 1, waitingPerPresser: 1, inHand: 2 });
    const all = [run('ada', 'a1'), run('ada', 'a2'), run('ada', 'a3'), run('ben', 'b1'), run('cem', 'c1')];
    await settle();
    expect(turns.lanes).toBe(3);
    for (const name of ['a1', 'b1', 'a2', 'c1']) await end(name);
    await Promise.all(all);
    expect(turns.lanes).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
