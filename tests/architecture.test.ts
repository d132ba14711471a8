import { checkArchitecture, type Rule } from './support/architecture-rules';
import { readSourceFiles, topFolders, type SourceFile } from './support/source-files';

const file = (path: string, ...lines: readonly string[]): SourceFile => ({ path, text: `${lines.join('\n')}\n` });

const rulesBroken = (files: readonly SourceFile[], folders: readonly string[] = []): readonly Rule[] => [
  ...new Set(checkArchitecture(files, folders).map(({ rule }) => rule)),
];

const linesOf = (count: number): readonly string[] => Array.from({ length: count }, () => '//');

describe('when the sources of this project are read', () => {
  it('finds them', () => {
    expect(readSourceFiles().map(({ path }) => path)).toEqual(
      expect.arrayContaining(['platform/secret.ts', 'tests/architecture.test.ts']),
    );
  });

  it('finds every rule of the house kept', () => {
    expect(checkArchitecture(readSourceFiles(), topFolders())).toEqual([]);
  });
});

describe('when one folder imports another', () => {
  const allowed: readonly (readonly [string, string])[] = [
    ['index.ts', './compose'],
    ['index.ts', './platform/config'],
    ['compose.ts', './simulators/entra'],
    ['compose.ts', './recovery/ports'],
    ['compose.ts', './lifecycle'],
    ['lifecycle.ts', './storage/connect'],
    ['recovery/open-request.ts', '../platform/secret'],
    ['recovery/open-request.ts', './machine'],
    ['graph/client.ts', '../recovery/ports'],
    ['storage/tables.ts', '../platform/log'],
    ['delivery/sms.ts', '../words/sentences'],
    ['cards/draft.ts', '../words/sentences'],
    ['bot/on-refresh.ts', '../cards/actions'],
    ['web/reveal-page.ts', '../recovery/reveal-request'],
    ['simulators/panes/server.ts', '../entra/tenant'],
    ['simulators/panes/server.ts', '../../platform/log'],
    ['scripts/demo.ts', '../compose'],
    ['scripts/audit.ts', '../recovery/audit'],
    ['tests/bot/app.test.ts', '../../bot/app'],
  ];
  it.each(allowed)('lets %s import %s', (from, specifier) => {
    expect(rulesBroken([file(from, `import { x } from '${specifier}';`)])).toEqual([]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['index.ts', './bot/server'],
    ['lifecycle.ts', './graph/connect'],
    ['platform/log.ts', '../recovery/errors'],
    ['words/sentences.ts', '../platform/secret'],
    ['recovery/machine.ts', '../platform/log'],
    ['recovery/machine.ts', '../storage/tables'],
    ['recovery/machine.ts', '../words/sentences'],
    ['graph/client.ts', '../storage/tables'],
    ['storage/tables.ts', '../graph/client'],
    ['connectors/siem.ts', '../words/sentences'],
    ['cards/draft.ts', '../graph/client'],
    ['bot/app.ts', '../graph/client'],
    ['bot/app.ts', '../web/pages'],
    ['web/pages.ts', '../bot/app'],
    ['simulators/entra/tenant.ts', '../../recovery/request'],
    ['simulators/entra/tenant.ts', '../../graph/client'],
    ['bot/app.ts', '../simulators/entra'],
    ['compose.ts', './scripts/demo'],
    ['scripts/demo.ts', '../index'],
    ['scripts/demo.ts', '../tests/support/closed-network'],
    ['bot/app.ts', '../package.json'],
    ['platform/secret-store.ts', '../platform-two/log'],
    ['recovery/machine.ts', '../platform/secret-store'],
  ];
  it.each(refused)('does not let %s import %s', (from, specifier) => {
    expect(rulesBroken([file(from, `import { x } from '${specifier}';`)])).toEqual(['import-direction']);
  });

  it.each([
    ['a type', `import type { X } from '../graph/client';`],
    ['an inline type', `import { type X } from '../graph/client';`],
    ['a type in place', `export type X = import('../graph/client').X;`],
    ['a side effect', `import '../graph/client';`],
    ['a re-export', `export { x } from '../graph/client';\nexport const y = 1;`],
    ['a star re-export', `export * from '../graph/client';\nexport const y = 1;`],
    ['a dynamic import', `export const load = () => import('../graph/client.js');`],
    ['a require', `export const x: unknown = require('../graph/client');`],
    ['an import-equals', `import x = require('../graph/client');`],
  ])('notices %s', (_name, text) => {
    expect(rulesBroken([file('storage/tables.ts', text)])).toEqual(['import-direction']);
  });
});

describe('when the domain imports the clock', () => {
  it.each([
    [`import type { Clock } from '../platform/clock';`, []],
    [`import { type Clock } from '../platform/clock';`, []],
    [`import { systemClock } from '../platform/clock';`, ['types-only']],
    [`import { type Clock, systemClock } from '../platform/clock';`, ['types-only']],
    [`import * as clock from '../platform/clock';`, ['types-only']],
    [`import '../platform/clock';`, ['types-only']],
  ])('judges %s', (text, expected) => {
    expect(rulesBroken([file('recovery/open-request.ts', text)])).toEqual(expected);
  });
});

describe('when a file imports teams-ai', () => {
  it.each([
    ['bot/app.ts', []],
    ['bot/adapter.ts', ['kept-to-one-file']],
    ['compose.ts', ['kept-to-one-file']],
    ['tests/bot/app.test.ts', []],
  ])('judges %s', (path, expected) => {
    expect(rulesBroken([file(path, `import type { Application } from '@microsoft/teams-ai';`)])).toEqual(expected);
  });
});

describe('when files import each other in a circle', () => {
  it('names the circle, types included', () => {
    const files = [
      file('bot/a.ts', `import { b } from './b';`),
      file('bot/b.ts', `import type { C } from './c';`),
      file('bot/c.ts', `import { a } from './a';`, `import type { A } from './a';`),
    ];
    expect(checkArchitecture(files, [])).toEqual([
      { rule: 'cycle', where: 'bot/a', what: 'bot/a -> bot/b -> bot/c -> bot/a' },
    ]);
  });

  it('does not mind two ways to the same file', () => {
    const files = [
      file('bot/a.ts', `import { b } from './b';`, `import { c } from './c';`),
      file('bot/b.ts', `import { c } from './c';`),
      file('bot/c.ts', 'export const c = 1;'),
    ];
    expect(rulesBroken(files)).toEqual([]);
  });
});

describe('when a file exports', () => {
  it.each([
    ['export default function app() {}', ['default-export']],
    ['export default class {}', ['default-export']],
    ['const app = 1;\nexport default app;', ['default-export']],
    ['const app = 1;\nexport { app as default };', ['default-export']],
    ['export = 1;', ['default-export']],
    [`export * from './a';\nexport { b } from './b';`, ['barrel']],
    [`export { b } from './b';\nexport const c = 1;`, []],
    [`import words from './words.json';\nexport const size = words.length;`, []],
    ['export const app = 1;', []],
  ])('judges %j', (text, expected) => {
    expect(rulesBroken([file('bot/app.ts', text)])).toEqual(expected);
  });
});

describe('when a file or folder gets a name', () => {
  it.each([
    ['bot/on-refresh.ts', []],
    ['tests/bot/on-refresh.test.ts', []],
    ['graph/client-2.ts', []],
    ['bot/onRefresh.ts', ['name']],
    ['bot/On-refresh.ts', ['name']],
    ['bot/on_refresh.ts', ['name']],
    ['bot/on.refresh.ts', ['name']],
    ['simulators/TeamsPanes/server.ts', ['name']],
    ['bot/utils.ts', ['name']],
    ['bot/util/text.ts', ['name']],
    ['tests/helpers/fakes.ts', ['name']],
    ['common/text.ts', ['name']],
    ['bot/index.ts', ['barrel']],
    ['index.ts', []],
    ['compose.ts', []],
    ['server.ts', ['top-folder']],
  ])('judges %s', (path, expected) => {
    expect(rulesBroken([file(path, 'export const x = 1;')])).toEqual(expected);
  });

  it.each([
    ['recovery', []],
    ['infra', []],
    ['appPackage', []],
    ['env', []],
    ['src', ['top-folder']],
    ['lib', ['top-folder']],
  ])('judges a top folder called %s', (folder, expected) => {
    expect(rulesBroken([], [folder])).toEqual(expected);
  });
});

describe('when files grow', () => {
  const short = Array.from({ length: 18 }, (_, at) => file(`bot/short-${String(at)}.ts`, '//'));
  const long = (at: number, lines: number): SourceFile => file(`bot/long-${String(at)}.ts`, ...linesOf(lines));

  it.each([
    ['300 lines', [...short, long(1, 300)], []],
    ['301 lines', [...short, long(1, 301)], ['length']],
    ['one file in ten over the usual length', [...short, long(1, 200), long(2, 200)], []],
    [
      'more than one file in ten over it',
      [...short, long(1, 200), long(2, 200), long(3, 200), long(4, 200)],
      ['length'],
    ],
    ['a long test', [file('tests/bot/long.test.ts', ...linesOf(450))], []],
  ])('judges %s', (_name, files, expected) => {
    expect(rulesBroken(files)).toEqual(expected);
  });
});
