import base from '../jest.config.mjs';

/** The house's Jest for one scope of `scripts/mutation-scopes.mjs`; Stryker runs it in a copy of the project. */
const tests = JSON.parse(process.env.LATCHKEY_MUTATION_TESTS ?? '[]');

export default {
  ...base,
  testMatch: tests.map((file) => `<rootDir>/${file}`),
  reporters: [],
  globalSetup: undefined,
  globalTeardown: undefined,
};
