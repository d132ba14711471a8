import type { AnchorStore } from '../../recovery/anchor-reader';
import { EffectError } from '../../recovery/errors';
import type { ObjectId } from '../../recovery/terms';

/** The second place in memory. A test may change what lies there, which the real one does not let anybody do. */
export class FakeAnchorStore implements AnchorStore {
  readonly texts = new Map<number, string>();
  /** Nothing is answered while this is set. */
  isDown = false;
  reads = 0;
  /** Called right before the next one is created: a test slips in what another instance does. */
  beforeCreate: (() => Promise<void>) | undefined;
  /** The next one is created and its answer is lost: whoever repeats the call is told that there is one already. */
  losesAnswer = false;

  async newest(): Promise<number> {
    await this.#answers();
    return Math.max(0, ...this.texts.keys());
  }

  async read(_tenantId: ObjectId, number: number): Promise<string | undefined> {
    await this.#answers();
    this.reads += 1;
    return this.texts.get(number);
  }

  async create(_tenantId: ObjectId, number: number, text: string): Promise<boolean> {
    await this.#answers();
    const before = this.beforeCreate;
    this.beforeCreate = undefined;
    await before?.();
    if (this.texts.has(number)) return false;
    this.texts.set(number, text);
    const isLost = this.losesAnswer;
    this.losesAnswer = false;
    return !isLost;
  }

  async #answers(): Promise<void> {
    await Promise.resolve();
    if (this.isDown) throw new EffectError('unavailable', 'the second place does not answer');
  }
}
