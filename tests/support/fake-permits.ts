import type { PermitAsk, Permits } from '../../recovery/permits';
import type { Millis } from '../../recovery/terms';

/** Grants everything, unless a test says how long to wait; remembers what was asked. */
export class FakePermits implements Permits {
  readonly asked: PermitAsk[] = [];
  /** What the next asks of a lane are told. */
  waitMs = (_ask: PermitAsk): Millis => 0;

  async take(ask: PermitAsk): Promise<Millis> {
    this.asked.push(ask);
    return this.waitMs(ask);
  }
}
