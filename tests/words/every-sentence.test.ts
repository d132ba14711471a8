import { tablesOf, textsIn, wordModules } from './sentences';

const TEXTS = [...wordModules()].flatMap(([name, module]) => textsIn(tablesOf(module), name));

/** Names every text that has something it must not have. */
const having = (pattern: RegExp): readonly string[] =>
  TEXTS.filter(([, text]) => pattern.test(text)).map(([place, text]) => `${place}: ${text}`);

describe('when anything is said to a person', () => {
  it('is found', () => {
    expect(TEXTS.length).toBeGreaterThan(400);
  });

  it.each([
    ['shouts', /!(?! (Stays|Open))/],
    ['holds Markdown or a template', /\*\*|__|`|\]\(|\$\{|<[a-z/]/],
    ['holds what was not filled in', /undefined|\[object|NaN/],
    ['guesses a gender', /\b(he|she|him|his|hers|himself|herself)\b/i],
    ['has two spaces, or one before a stop', / {2}| [.,;:?](?! )/],
    ['blames', /\b(invalid|illegal|failed to|error occurred|oops|unfortunately|sorry)\b/i],
    ['says “click”', /\bclick/i],
    ['uses straight quotes', /"/],
  ])('never %s', (_what, pattern) => {
    expect(having(pattern)).toEqual([]);
  });
});
