import { readdirSync } from 'node:fs';
import path from 'node:path';

const WORDS = path.join(__dirname, '../../words');

/** Every module of words/, by its name. */
export function wordModules(): ReadonlyMap<string, unknown> {
  const names = readdirSync(WORDS).filter((name) => name.endsWith('.ts'));
  // Tests read whole modules to look at every sentence; nothing else may.
  return new Map(names.map((name) => [name.replace('.ts', ''), jest.requireActual<object>(path.join(WORDS, name))]));
}

/** Every text below a value, with the place where it stands. Functions in tables are called with words for their gaps. */
export function textsIn(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') {
    // A function in a table of words/ makes text from texts and numbers.
    const say = value as (...gaps: readonly string[]) => unknown;
    return textsIn(say('Ada', 'soon', 'here'), `${place}()`);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, `${place}.${key}`));
}

/** The tables of a module, without the functions that pick from them. */
export function tablesOf(module: unknown): object {
  const exported = Object.entries(typeof module === 'object' && module !== null ? module : {});
  return Object.fromEntries(exported.filter(([, one]) => typeof one === 'object'));
}
