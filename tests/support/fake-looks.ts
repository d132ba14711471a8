import type { LookAsk, Looks } from '../../recovery/looks';
import type { Millis, ObjectId } from '../../recovery/terms';

/** Lets everybody look, unless a test says how long to wait; remembers who asked. */
export class FakeLooks implements Looks {
  readonly asked: LookAsk[] = [];
  /** The line of those who wait is so long. */
  lineMs = 0;
  waitMs = (_ask: LookAsk): Millis => 0;

  async ask(ask: LookAsk): Promise<Millis> {
    this.asked.push(ask);
    return this.waitMs(ask);
  }

  again(_tenantId: ObjectId, usualMs: Millis): Millis {
    return Math.max(usualMs, this.lineMs);
  }
}
