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

describe('when the keys cannot be fetched', () => {
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
