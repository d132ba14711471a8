import { Secret } from '../../../platform/secret';
import { formsOf } from '../../../scripts/spellings';
import type { SimTenant } from '../../../simulators/entra/tenant';
import { hearing } from './hearing';

/** What a run hands on as text, by where it goes. */
export type Sink = 'row' | 'message' | 'log' | 'card' | 'mail';

/** Of one run: how much was searched for how many passes. */
export interface Searched {
  readonly chars: number;
  readonly passes: number;
}

/** Text as storage, a log or a card would have it; what is a `Secret` says so, as it does in the product. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    one instanceof Error ? { ...one, message: one.message, cause: one.cause } : one,
  );

/** Keeps all that a run writes and the passes that its Entra made, and finds the ones in the other. */
export class Written {
  readonly #texts = new Map<Sink, string[]>();
  readonly #passes = new Set<string>();

  add(sink: Sink, value: unknown): void {
    const texts = this.#texts.get(sink) ?? [];
    this.#texts.set(sink, texts);
    texts.push(typeof value === 'string' ? value : textOf(value));
  }

  /** The same object; whatever its methods are given is kept. */
  hearing<T extends object>(sink: Sink, target: T): T {
    return hearing(target, (_name, given) => {
      this.add(sink, given);
    });
  }

  /** Learns each pass as it is made, whether or not the answer reached anybody. */
  watchPasses({ observers, users }: SimTenant): void {
    observers.add(() => {
      for (const { pass } of users.values()) if (pass !== undefined) this.#passes.add(pass.secret);
    });
  }

  get searched(): Searched {
    const lengths = [...this.#texts.values()].flat().map(({ length }) => length);
    return { chars: lengths.reduce((sum, length) => sum + length, 0), passes: this.#passes.size };
  }

  /** Which sinks hold a pass, in whatever spelling. */
  leaks(): readonly string[] {
    const forms = [...this.#passes].flatMap((pass) => formsOf(Secret.of(pass)));
    return [...this.#texts].flatMap(([sink, texts]) => {
      const all = texts.join('\n');
      return forms.some((form) => all.includes(form)) ? [`a pass in a ${sink}`] : [];
    });
  }
}
