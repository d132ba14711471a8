import type { Deps } from './deps';
import type { EventOf } from './events';
import type { Notice } from './notices';
import { noticeKey } from './notices';
import type { RecoveryRequest } from './request';
import { tellPeople } from './tell-people';

type Told = EventOf<'notified'>;

/**
 * Notices that go out while a look does other things: a mail takes two calls on Graph or three, and nobody whose lost phone
 * is to be removed waits for it.
 */
export class Beside {
  readonly #going = new Map<string, Promise<Told>>();
  readonly #told = new Map<string, Told>();

  /** Each once. */
  begin(deps: Deps, notice: Notice, request: RecoveryRequest): void {
    const key = noticeKey(notice);
    if (this.#going.has(key)) return;
    const done = tellPeople(deps, notice, request);
    this.#going.set(key, done);
    // Who waits for it in the end hears of a mistake of ours; until then it is no unhandled one.
    done.then(
      (told) => this.#told.set(key, told),
      () => undefined,
    );
  }

  isOnItsWay(notice: Notice): boolean {
    return this.#going.has(noticeKey(notice));
  }

  /** The events that record what went out since the last call. */
  take(): readonly Told[] {
    const told = [...this.#told];
    for (const [key] of told) {
      this.#going.delete(key);
      this.#told.delete(key);
    }
    return told.map(([, event]) => event);
  }

  /** The same, and waits for all of them. Throws where there was nothing but a mistake of ours. */
  async finish(): Promise<readonly Told[]> {
    const ended = await Promise.allSettled(this.#going.values());
    const told = this.take();
    const [mistake] = ended.filter((one) => one.status === 'rejected');
    if (told.length === 0 && mistake !== undefined) throw mistake.reason;
    return told;
  }
}
