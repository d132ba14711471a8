import { AgreedClock } from '../../platform/clock';
import { SWEEP_MS } from '../../recovery/report-parked';
import { MINUTE, SECOND } from '../support/fake-clock';
import { useWorlds } from './support/world';

const world = useWorlds();

/** A machine whose clock somebody sets. */
function machineClock() {
  const machine = { aheadMs: 0, now: () => Date.now() + machine.aheadMs };
  return machine;
}

/** What is done every so many milliseconds from now on, to be done at once. */
function rounds(ms: number): () => void {
  const timers = jest.spyOn(globalThis, 'setInterval');
  return () => {
    const due = timers.mock.calls.filter(([, every]) => every === ms);
    if (due.length === 0) throw new Error(`nothing is done every ${String(ms)} ms`);
    for (const [act] of due) act();
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('when the clock of the machine is not that of the storage service', () => {
  it.each([40, -40])('one that is %d s ahead does not start, and listens to nobody', async (seconds) => {
    const latchkey = await world();
    const machine = machineClock();
    machine.aheadMs = seconds * SECOND;
    const started = latchkey.restart((wiring) => ({ ...wiring, clock: new AgreedClock(machine) }));
    await expect(started).rejects.toMatchObject({ code: 'clockSkew' });
    await expect(fetch(`${latchkey.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it.each([10 * MINUTE, -10 * MINUTE, 20 * SECOND])(
    'one that is set by %d ms while it runs is followed',
    async (ms) => {
      const latchkey = await world();
      const machine = machineClock();
      const clock = new AgreedClock(machine);
      const round = rounds(SWEEP_MS);
      // Nobody is served, so that the round is over with this.
      await latchkey.restart((wiring) => ({ ...wiring, clock, tenants: [] }));
      machine.aheadMs = ms;
      const before = Math.abs(clock.now() - Date.now());
      round();
      await until(() => latchkey.log.some((line) => /clock\.(corrected|checkFailed)/.test(line)));
      expect(latchkey.log.filter((line) => line.includes('clock.checkFailed'))).toEqual([]);
      expect(before).toBeGreaterThan(15 * SECOND);
      expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5 * SECOND);
    },
  );
});
