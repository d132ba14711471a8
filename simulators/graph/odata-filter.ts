import { isJsonObject, type JsonObject } from '../entra/exchange';
import { badRequest } from './failure';

export type Filter = (row: JsonObject) => boolean;

export interface ParsedFilter {
  readonly matches: Filter;
  /** Properties it asks about, `targetResources` for `targetResources/any(t:t/id eq '…')`. */
  readonly properties: readonly string[];
}

type Literal = string | number | boolean | null;

const TOKEN = /\s*('(?:[^']|'')*'|\(|\)|,|:|[^\s(),:']+(?::\d\d[^\s(),']*)?)/gy;

/**
 * Parses the part of OData's `$filter` that Graph's directory and logs take: `and`, `or`, `not`, brackets, comparisons,
 * `startswith`, `in` and `any`. Throws 400 for anything else. Text compares without case, as the directory does.
 */
export function parseFilter(text: string): ParsedFilter {
  return new FilterParser(text).parse();
}

class FilterParser {
  readonly #tokens: string[];
  readonly #properties = new Set<string>();
  #at = 0;

  constructor(text: string) {
    const found = [...text.matchAll(TOKEN)];
    this.#tokens = found.map(([, token = '']) => token);
    const last = found.at(-1);
    const rest = text.slice(last === undefined ? 0 : last.index + last[0].length).trim();
    if (rest !== '') throw syntaxError(rest);
  }

  parse(): ParsedFilter {
    const matches = this.#or();
    if (this.#at < this.#tokens.length) throw syntaxError(this.#peek());
    return { matches, properties: [...this.#properties] };
  }

  #or(): Filter {
    const parts = [this.#and()];
    while (this.#skip('or')) parts.push(this.#and());
    return (row) => parts.some((part) => part(row));
  }

  #and(): Filter {
    const parts = [this.#term()];
    while (this.#skip('and')) parts.push(this.#term());
    return (row) => parts.every((part) => part(row));
  }

  #term(): Filter {
    if (this.#skip('not')) {
      const inner = this.#term();
      return (row) => !inner(row);
    }
    if (this.#skip('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const word = this.#next();
    if (/^startswith$/i.test(word)) return this.#startsWith();
    return word.toLowerCase().endsWith('/any') && this.#skip('(')
      ? this.#any(word.slice(0, -4))
      : this.#comparison(word);
  }

  #startsWith(): Filter {
    this.#expect('(');
    const path = this.#property(this.#next());
    this.#expect(',');
    const start = String(this.#literal(this.#next())).toLowerCase();
    this.#expect(')');
    return (row) => textAt(row, path).startsWith(start);
  }

  /** `emails/any(e:e eq 'x')`: the variable is followed into the items, or is the item itself. */
  #any(collection: string): Filter {
    const path = this.#property(collection);
    const variable = this.#next();
    this.#expect(':');
    const outer = new Set(this.#properties);
    const inner = this.#or();
    this.#expect(')');
    for (const name of this.#properties) if (!outer.has(name)) this.#properties.delete(name);
    return (row) => {
      const items = valueAt(row, path);
      return Array.isArray(items) && items.some((item: unknown) => inner({ [variable]: item }));
    };
  }

  #comparison(name: string): Filter {
    const path = this.#property(name);
    const operator = this.#next().toLowerCase();
    if (operator === 'in') return this.#in(path);
    const compare = COMPARISONS[operator];
    if (compare === undefined) throw syntaxError(operator);
    const wanted = this.#literal(this.#next());
    return (row) => compare(valueAt(row, path), wanted);
  }

  #in(path: readonly string[]): Filter {
    this.#expect('(');
    const wanted = [this.#literal(this.#next())];
    while (this.#skip(',')) wanted.push(this.#literal(this.#next()));
    this.#expect(')');
    return (row) => wanted.some((literal) => isEqual(valueAt(row, path), literal));
  }

  #property(name: string): readonly string[] {
    if (!/^[a-z@_][\w.@/]*$/i.test(name)) throw syntaxError(name);
    const path = name.split('/');
    this.#properties.add(path[0] ?? name);
    return path;
  }

  #literal(token: string): Literal {
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'null') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    if (/^\d{4}-\d\d-\d\d/.test(token)) return token;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    throw syntaxError(token);
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? 'end of expression';
  }

  #next(): string {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #skip(word: string): boolean {
    if (this.#peek().toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#skip(word)) throw syntaxError(this.#peek());
  }
}

const COMPARISONS: Readonly<Record<string, (value: unknown, wanted: Literal) => boolean>> = {
  eq: isEqual,
  ne: (value, wanted) => !isEqual(value, wanted),
  gt: (value, wanted) => order(value, wanted) > 0,
  ge: (value, wanted) => order(value, wanted) >= 0,
  lt: (value, wanted) => order(value, wanted) < 0,
  le: (value, wanted) => order(value, wanted) <= 0,
};

function isEqual(value: unknown, wanted: Literal): boolean {
  if (typeof value === 'string' && typeof wanted === 'string') return value.toLowerCase() === wanted.toLowerCase();
  return (value ?? null) === wanted;
}

/** Numbers and points in time have an order; whatever has none compares false (NaN). */
function order(value: unknown, wanted: Literal): number {
  const number = (thing: unknown): number => (typeof thing === 'string' ? Date.parse(thing) : Number(thing));
  return number(value) - number(wanted);
}

function valueAt(row: JsonObject, path: readonly string[]): unknown {
  let value: unknown = row;
  for (const part of path) value = isJsonObject(value) ? value[part] : undefined;
  return value;
}

function textAt(row: JsonObject, path: readonly string[]): string {
  const value = valueAt(row, path);
  return typeof value === 'string' ? value.toLowerCase() : '';
}

function syntaxError(near: string) {
  return badRequest(`Invalid filter clause: Syntax error near '${near}'.`);
}
