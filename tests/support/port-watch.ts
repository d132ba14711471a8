import type { EffectErrorCode } from '../../recovery/errors';
import { EffectError } from '../../recovery/errors';

/** What a test's own process throws when it dies. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

interface Disturbance {
  readonly times?: number;
  /** `after` = it happened, only the answer is lost. */
  readonly when?: 'before' | 'after';
}

interface Rule {
  readonly name: string;
  readonly when: 'before' | 'after';
  readonly error: () => Error;
  left: number;
}

/**
 * Stands between the domain and its ports: counts every call, makes a named call fail before or after it took effect,
 * and kills the process at any call (everything later throws too, until `restart`).
 */
export class PortWatch {
  readonly calls: string[] = [];
  #rules: Rule[] = [];
  #diesAt: number | undefined;
  #dead = false;

  /** The same port, watched under this name. */
  wrap<T extends object>(port: string, target: T): T {
    return new Proxy(target, {
      get: (inner, key): unknown => {
        const value: unknown = Reflect.get(inner, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => this.#run(`${port}.${String(key)}`, () => Reflect.apply(value, inner, args));
      },
    });
  }

  /** The next `times` calls of `name` (e.g. `passes.issue`) fail; `after` = it happened, only the answer is lost. */
  fail(name: string, code: EffectErrorCode, { times = Infinity, when = 'before' }: Disturbance = {}): void {
    this.#rules.push({ name, when, left: times, error: () => new EffectError(code, 'scripted') });
  }

  /** No scripted failures any more. */
  heal(): void {
    this.#rules = [];
  }

  /** The process dies right before the call with this number, counted from now on: what came before it took effect. */
  crashAt(number: number): void {
    this.#diesAt = this.calls.length + number;
  }

  restart(): void {
    this.#diesAt = undefined;
    this.#dead = false;
  }

  count(name: string): number {
    return this.calls.filter((one) => one === name).length;
  }

  async #run(name: string, act: () => unknown): Promise<unknown> {
    if (this.#dead) throw new Crash('the process is gone');
    this.calls.push(name);
    if (this.#diesAt === this.calls.length) this.#die();
    this.#apply(name, 'before');
    const result = await act();
    this.#apply(name, 'after');
    return this.#withRelease(result);
  }

  /** A dead process gives no lease back. */
  #withRelease(result: unknown): unknown {
    if (typeof result !== 'object' || result === null || !('release' in result)) return result;
    const { release } = result;
    if (typeof release !== 'function') return result;
    return {
      release: async () => {
        if (!this.#dead) await Reflect.apply(release, result, []);
      },
    };
  }

  #die(): never {
    this.#dead = true;
    throw new Crash('the process dies here');
  }

  #apply(name: string, when: 'before' | 'after'): void {
    const rule = this.#rules.find((one) => one.name === name && one.when === when && one.left > 0);
    if (rule === undefined) return;
    rule.left -= 1;
    throw rule.error();
  }
}
