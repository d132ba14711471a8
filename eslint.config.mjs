import comments from '@eslint-community/eslint-plugin-eslint-comments';
import { defineConfig } from 'eslint/config';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { localRules } from './scripts/eslint-rules.mjs';

const TESTS = ['tests/**/*.ts'];

const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' };
const NO_BARE_ERROR = {
  selector: 'ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError)$/]',
  message: 'Throw the error class of this layer, with a code.',
};

const typescript = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
  '@typescript-eslint/no-dynamic-delete': 'error',
  '@typescript-eslint/no-extraneous-class': 'error',
  '@typescript-eslint/prefer-readonly': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
};

const house = {
  eqeqeq: 'error',
  'no-console': 'error',
  'no-restricted-syntax': ['error', NO_ENUM, NO_BARE_ERROR],
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 40 }],
  'import-x/no-default-export': 'error',
  'import-x/no-cycle': 'error',
  'local/cast-needs-comment': 'error',
};

// Tests may be long, throw plain errors, hold fakes that only pretend to wait, and look into parsed JSON.
const testsMay = {
  'no-restricted-syntax': ['error', NO_ENUM],
  'max-lines': ['error', { max: 500 }],
  'max-lines-per-function': 'off',
  'local/cast-needs-comment': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
};

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'coverage/', 'artifacts/', '.latchkey/', 'appPackage/build/', '**/public/'] },
  {
    plugins: { '@eslint-community/eslint-comments': comments, 'import-x': importX, local: localRules },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { '@eslint-community/eslint-comments/no-use': 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'tsconfig.browser.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })],
    },
    rules: { ...typescript, ...house },
  },
  { files: ['scripts/**/*.ts', 'simulators/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: TESTS, rules: testsMay },
);
