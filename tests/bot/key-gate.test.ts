import { KeyGate } from '../../bot/key-gate';

class Outage extends Error {}
const isOutage = (error: unknown): boolean => error instanceof Outage;
const clock = { time: 0, now: () => clock.time };

/** Checks that end when the test says so. */
function pending() {
  const running: { readonly end: (error?: Error) => void }[] = [];
  const check = () =>
    new Promise<string>((resolve, reject) => {
      running.push({ end: (error) => (error === undefined ? resolve('good') : reject(error)) });
    });
  return { running, check };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const ended = (all: readonly Promise<unknown>[]) =>
  Promise.allSettled(all).then((each) => each.map(({ status }) => status));

beforeEach(() => {
  clock.time = 1_000_000;
});

describe('when a key was never seen', () => {
  it('lets one token through at a time', async () => {
    const gate = new KeyGate(clock);
    const { running, check } = pending();
    const all = [gate.run('k', check, isOutage), gate.run('other', check, isOutage)];
    await settle();
    expect(running).toHaveLength(1);
    running[0]?.end();
    await settle();
    expect(running).toHaveLength(2);
    running[1]?.end();
    expect(await ended(all)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('goes on after a bad token', async () => {
    const gate = new KeyGate(clock);
    const bad = gate.run('k', () => Promise.reject(new Error('bad token')), isOutage);
    const good = gate.run('k', () => Promise.resolve('good'), isOutage);
    expect(await ended([bad, good])).toEqual(['rejected', 'fulfilled']);
  });
});

describe('when a key is known', () => {
  it('lets all tokens through at once', async () => {
    const gate = new KeyGate(clock);
    await gate.run('k', () => Promise.resolve('good'), isOutage);
    const { running, check } = pending();
    const all = [gate.run('k', check, isOutage), gate.run('k', check, isOutage)];
    expect(running).toHaveLength(2);
    running.forEach(({ end }) => end());
    expect(await ended(all)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('is not held up by strangers whose keys cannot be looked up', async () => {
    const gate = new KeyGate(clock);
    await gate.run('k', () => Promise.resolve('good'), isOutage);
    const { running, check } = pending();
    const stranger = gate.run('unknown', check, isOutage);
    await expect(gate.run('k', () => Promise.resolve('good'), isOutage)).resolves.toBe('good');
    await settle();
    running[0]?.end(new Outage());
    expect(await ended([stranger])).toEqual(['rejected']);
    await expect(gate.run('k', () => Promise.resolve('good'), isOutage)).resolves.toBe('good');
  });

  it('is asked for alone again after a day, when the SDK fetches anew', async () => {
    const gate = new KeyGate(clock);
    await gate.run('k', () => Promise.resolve('good'), isOutage);
    clock.time += 24 * 3_600_000 + 1;
    const { running, check } = pending();
    const all = [gate.run('k', check, isOutage), gate.run('k', check, isOutage)];
    await settle();
    expect(running).toHaveLength(1);
    running[0]?.end();
    await settle();
    running[1]?.end();
    expect(await ended(all)).toEqual(['fulfilled', 'fulfilled']);
  });
});

/** How many of two tokens with this key are looked at side by side. */
async function atOnce(gate: KeyGate, kid: string): Promise<number> {
  const { running, check } = pending();
  const all = [gate.run(kid, check, isOutage), gate.run(kid, check, isOutage)];
  await settle();
  const side = running.length;
  running[0]?.end();
  await settle();
  running[1]?.end();
  await ended(all);
  return side;
}

describe('when keys are kept in mind', () => {
  const good = () => Promise.resolve('good');
  const DAY = 24 * 3_600_000;

  it('a key is known for a whole day from the first one, and no longer', async () => {
    const gate = new KeyGate(clock);
    await gate.run('first', good, isOutage);
    clock.time += DAY - 1;
    await gate.run('second', good, isOutage);
    clock.time += 1;
    expect([await atOnce(gate, 'first'), await atOnce(gate, 'second')]).toEqual([2, 2]);
    clock.time += 1;
    expect([await atOnce(gate, 'first'), await atOnce(gate, 'second')]).toEqual([1, 1]);
    clock.time += DAY;
    expect(await atOnce(gate, 'first')).toBe(2);
  });

  it('no more than fifty of them', async () => {
    const gate = new KeyGate(clock);
    for (let number = 1; number <= 51; number += 1) await gate.run(`k${String(number)}`, good, isOutage);
    expect([await atOnce(gate, 'k1'), await atOnce(gate, 'k50'), await atOnce(gate, 'k51')]).toEqual([2, 2, 1]);
  });

  it('not one whose token was bad', async () => {
    const gate = new KeyGate(clock);
    await ended([gate.run('k', () => Promise.reject(new Error('bad token')), isOutage)]);
    expect(await atOnce(gate, 'k')).toBe(1);
  });
});

describe('when the keys cannot be fetched', () => {
  it('those who come before the five seconds are over get the same error', async () => {
    const gate = new KeyGate(clock);
    const outage = new Outage('no keys');
    await expect(gate.run('k', () => Promise.reject(outage), isOutage)).rejects.toBe(outage);
    clock.time += 4_999;
    await expect(gate.run('other', () => Promise.resolve('good'), isOutage)).rejects.toBe(outage);
    clock.time += 1;
    await expect(gate.run('other', () => Promise.resolve('good'), isOutage)).resolves.toBe('good');
  });

  it('a token that is only bad holds nobody up', async () => {
    const gate = new KeyGate(clock);
    const bad = new Error('bad token');
    await expect(gate.run('k', () => Promise.reject(bad), isOutage)).rejects.toBe(bad);
    await expect(gate.run('k', () => Promise.resolve('good'), isOutage)).resolves.toBe('good');
  });

  it('refuses those who waited without asking again, until five seconds have passed', async () => {
    const gate = new KeyGate(clock);
    let asked = 0;
    const check = () => {
      asked += 1;
      return Promise.reject(new Outage());
    };
    const all = Array.from({ length: 5 }, () => gate.run('k', check, isOutage));
    expect(await ended(all)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
    expect(asked).toBe(1);
    clock.time += 5_000;
    expect(await ended([gate.run('k', check, isOutage)])).toEqual(['rejected']);
    expect(asked).toBe(2);
  });
});
