import { AgreedClock } from '../../platform/clock';
import { FakeClock, SECOND, START } from '../support/fake-clock';

describe('when a clock is set by what another one says', () => {
  it.each([29, -29])('one that is %d s ahead means the same moment from then on', (seconds) => {
    const machine = new FakeClock(START + seconds * SECOND);
    const clock = new AgreedClock(machine);
    expect(clock.correct(seconds * SECOND)).toBe(true);
    expect(clock.now()).toBe(START);
    machine.advance(5 * SECOND);
    expect(clock.now()).toBe(START + 5 * SECOND);
  });

  it('what is found later is added: the machine was set meanwhile', () => {
    const machine = new FakeClock(START);
    const clock = new AgreedClock(machine);
    clock.correct(-20 * SECOND);
    machine.advance(20 * SECOND);
    clock.correct(20 * SECOND);
    expect(clock.now()).toBe(START + 20 * SECOND);
  });

  it.each([2_000, -2_000, 0])('%d ms are the rounding of the answer: it stays', (ahead) => {
    const clock = new AgreedClock(new FakeClock(START));
    expect(clock.correct(ahead)).toBe(false);
    expect(clock.now()).toBe(START);
  });
});
