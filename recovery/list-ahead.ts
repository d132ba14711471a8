import type { Deps } from './deps';
import type { Method } from './methods';
import type { RecoveryRequest } from './request';
import type { Millis } from './terms';

/** Longest time from the question to the delete that relies on its answer; a single call may take longer than that. */
export const COUNTS_FOR_MS = 3_000;

interface Asked {
  readonly at: Millis;
  readonly answer: Promise<readonly Method[] | undefined>;
}

/**
 * The list of a person's methods, asked for while a delete is on its way to Graph, for the delete that follows. Graph reads
 * it while it serves the first of the two, and is asked for the second one as soon as that is answered: what the list says
 * is as old then as if it had been asked for in between. One that became older than that is asked for anew.
 * It belongs to one look at one request.
 */
export class ListAhead {
  #asked: Asked | undefined;

  begin(deps: Pick<Deps, 'clock' | 'methods'>, { tenantId, employee }: RecoveryRequest): void {
    const at = deps.clock.now();
    // Whoever needs it asks again, and hears then what is wrong.
    this.#asked = { at, answer: deps.methods.list(tenantId, employee).catch(() => undefined) };
  }

  /** The list that was asked for, once and while it is fresh; else a new one. */
  async take(
    deps: Pick<Deps, 'clock' | 'methods'>,
    { tenantId, employee }: RecoveryRequest,
  ): Promise<readonly Method[]> {
    const asked = this.#asked;
    this.#asked = undefined;
    const isFresh = (): boolean => asked !== undefined && deps.clock.now() - asked.at <= COUNTS_FOR_MS;
    const listed = isFresh() ? await asked?.answer : undefined;
    return listed !== undefined && isFresh() ? listed : deps.methods.list(tenantId, employee);
  }
}
