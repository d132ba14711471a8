import { existsSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds what a group of tests needs and tells its tests through the environment. Returns the patterns to leave out: the
 * group's, with a line that says so, when nothing was found and the group is not required.
 */
function need({ variable, places, group, hint, required = false }) {
  const found = process.env[variable] || places.find((place) => existsSync(place));
  if (found !== undefined) process.env[variable] = path.resolve(root, found);
  if (found !== undefined || required) return [];
  process.stderr.write(`Left out: tests/${group} (${hint}, or set ${variable}).\n`);
  return [`/tests/${group}/`];
}

const leftOut = [
  ...need({
    variable: 'LATCHKEY_CHROMIUM',
    places: CHROMIUM_PLACES,
    group: 'browser',
    hint: 'no Chromium found: install it',
    // Then the browser tests fail without Chromium instead of staying out.
    required: process.env.LATCHKEY_BROWSER === '1',
  }),
  ...need({
    variable: 'LATCHKEY_SHARED',
    places: [path.join(root, '../shared')],
    group: 'contract',
    hint: 'no folder with the published schemas beside this one',
  }),
];

export default {
  rootDir: root,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...leftOut],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/artifacts/', '<rootDir>/appPackage/build/'],
  moduleFileExtensions: ['js', 'ts', 'cjs', 'mjs', 'json', 'node'],
  resolver: '<rootDir>/tests/support/typescript-resolver.cjs',
  setupFiles: ['<rootDir>/tests/support/closed-network.ts'],
  setupFilesAfterEnv: ['<rootDir>/tests/support/tapped-secrets.ts'],
  // Every byte that the tests write is searched for secrets at the end; what is found fails the run.
  globalSetup: '<rootDir>/tests/secret-search/begin.mjs',
  globalTeardown: '<rootDir>/tests/secret-search/end.mjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  reporters: ['default', '<rootDir>/tests/support/closing-line-reporter.cjs'],
  restoreMocks: true,
  // Stories start a store and a browser: two at a time, and time enough on a slow machine.
  maxWorkers: 2,
  testTimeout: 30_000,
};
