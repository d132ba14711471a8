import type { Deps } from './deps';
import type { EventOf } from './events';
import type { Notice } from './notices';
import { noticeKey } from './notices';
import type { RecoveryRequest } from './request';
import { tellPeople } from './tell-people';

type Told = EventOf<'notified'>;

/**
 * One notice at a time that goes out while a look does other things: a mail takes two calls on Graph or three, and nobody
 * whose lost phone is to be removed waits for it.
 */
export class Beside {
  #key: string | undefined;
  #done: Promise<Told> | undefined;
  #told: Told | undefined;

  /** Nothing is begun while another one is on its way. */
  begin(deps: Deps, notice: Notice, request: RecoveryRequest): void {
    if (this.#key !== undefined) return;
    this.#key = noticeKey(notice);
    this.#done = tellPeople(deps, notice, request);
    // Who waits for it in the end hears of a mistake of ours; until then it is no unhandled one.
    this.#done.then(
      (told) => (this.#told = told),
      () => undefined,
    );
  }

  isOnItsWay(notice: Notice): boolean {
    return this.#key === noticeKey(notice);
  }

  /** The event that records it, once, as soon as it went out. */
  take(): Told | undefined {
    const told = this.#told;
    if (told !== undefined) this.#key = this.#done = this.#told = undefined;
    return told;
  }

  /** The same, and waits for it. */
  async finish(): Promise<Told | undefined> {
    await this.#done;
    return this.take();
  }
}
