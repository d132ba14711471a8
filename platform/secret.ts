import { inspect } from 'node:util';

const MASK = '[secret]';

/**
 * Holds a value that must never be printed: a Temporary Access Pass, a match number, a release code, a key.
 *
 * Every implicit way out (string conversion, JSON, template literal, util.inspect, structured logging) yields `[secret]`.
 * `reveal()` is the only exit, so a search for `.reveal()` lists every place where a secret can leave.
 */
export class Secret {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  static of(value: string): Secret {
    return new Secret(value);
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  valueOf(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
