import path from 'node:path';
import ts from 'typescript';
import { importsOf, parse, type Import } from './imports';
import type { SourceFile } from './source-files';

/**
 * Who may import whom: `folder` allows the whole folder, `folder/file` one file. What is not listed is not allowed;
 * a folder always may import itself. `tests` may import everything and nothing else may import `tests`.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  words: [],
  recovery: ['platform/secret', 'platform/clock'],
  graph: ['recovery', 'platform'],
  storage: ['recovery', 'platform'],
  connectors: ['recovery', 'platform'],
  delivery: ['recovery', 'platform', 'words'],
  cards: ['recovery', 'words', 'platform'],
  bot: ['recovery', 'cards', 'words', 'platform'],
  web: ['recovery', 'cards', 'words', 'platform'],
  simulators: ['platform'],
  compose: [
    ...['lifecycle', 'wiring', 'bot', 'web', 'cards', 'words', 'graph', 'delivery', 'storage', 'connectors'],
    ...['simulators', 'recovery', 'platform'],
  ],
  lifecycle: ['wiring', 'bot', 'storage', 'recovery', 'platform'],
  wiring: ['bot', 'recovery', 'simulators', 'storage', 'platform'],
  local: ['compose', 'lifecycle', 'wiring', 'simulators', 'platform', 'words/app-commands'],
  instances: ['compose', 'local', 'wiring', 'simulators', 'platform'],
  index: ['compose', 'local', 'instances', 'wiring', 'platform'],
  scripts: [
    ...[
      'compose',
      'lifecycle',
      'local',
      'wiring',
      'bot',
      'web',
      'cards',
      'words',
      'graph',
      'delivery',
      'storage',
      'connectors',
      'simulators',
    ],
    ...['recovery', 'platform'],
  ],
};

/** Of these, only types: the domain takes its clock as an argument and never reaches for the system's. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { recovery: ['platform/clock'] };

/** Packages that one file keeps to itself (teams-ai alone costs 1.4 s to load). */
const ONLY_IN: Readonly<Record<string, string>> = { '@microsoft/teams-ai': 'bot/app.ts' };

const TOP_FOLDERS = new Set([
  ...['bot', 'cards', 'graph', 'infra', 'tests', 'appPackage'],
  ...['recovery', 'storage', 'delivery', 'web', 'words', 'connectors', 'platform', 'simulators', 'scripts', 'docs'],
  'env',
]);
const ROOT_FILES = new Set(['index.ts', 'compose.ts', 'lifecycle.ts', 'local.ts', 'instances.ts', 'wiring.ts']);

const SAYS_NOTHING = /^(utils?|helpers?|commons?)$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 300;
const LONG = 200;
const SHARE_OF_LONG = 0.1;

export type Rule =
  | 'import-direction'
  | 'types-only'
  | 'kept-to-one-file'
  | 'cycle'
  | 'default-export'
  | 'barrel'
  | 'top-folder'
  | 'name'
  | 'length';

export interface Violation {
  readonly rule: Rule;
  /** The file or folder, from the root. */
  readonly where: string;
  readonly what: string;
}

const violation = (rule: Rule, where: string, what: string): Violation => ({ rule, where, what });

const topFolder = (name: string): Violation =>
  violation('top-folder', name, 'is no folder of the plan; a new one needs a decision record');

/** Checks the whole project. Pure: `files` are all TypeScript files, `folders` the names of the folders at the top. */
export function checkArchitecture(files: readonly SourceFile[], folders: readonly string[]): readonly Violation[] {
  const imports = files.flatMap((file) => importsOf(file));
  return [
    ...imports.flatMap((edge) => checkImport(edge)),
    ...checkCycles(imports),
    ...files.flatMap((file) => [...checkExports(file), ...checkName(file.path)]),
    ...checkLengths(files),
    ...folders.filter((name) => !TOP_FOLDERS.has(name)).map((name) => topFolder(name)),
  ];
}

const isTest = (file: string): boolean => file.startsWith('tests/');

/** `bot` for `bot/app`, `index` for the root file `index`. */
const areaOf = (file: string): string => (file.split('/')[0] ?? file).replace(/\.ts$/, '');

const covers = (allowed: string, target: string): boolean => target === allowed || target.startsWith(`${allowed}/`);

function checkImport(edge: Import): readonly Violation[] {
  const { from, specifier, target, typesOnly } = edge;
  if (isTest(from)) return [];
  const keeper = ONLY_IN[specifier];
  if (keeper !== undefined && keeper !== from) {
    return [violation('kept-to-one-file', from, `only ${keeper} may import ${specifier}`)];
  }
  if (target === undefined || areaOf(target) === areaOf(from)) return [];
  const area = areaOf(from);
  if (!(MAY_IMPORT[area] ?? []).some((allowed) => covers(allowed, target))) {
    return [violation('import-direction', from, `${area} may not import ${target}`)];
  }
  if (!typesOnly && (TYPES_ONLY[area] ?? []).some((allowed) => covers(allowed, target))) {
    return [violation('types-only', from, `${area} may import only types from ${target}`)];
  }
  return [];
}

function checkCycles(imports: readonly Import[]): readonly Violation[] {
  const graph = new Map<string, ReadonlySet<string>>();
  for (const { from, target } of imports) {
    const name = from.replace(/\.ts$/, '');
    if (target !== undefined) graph.set(name, new Set(graph.get(name)).add(target));
  }
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) found.push(violation('cycle', name, [...trail.slice(start), name].join(' -> ')));
    if (start >= 0 || done.has(name)) return;
    for (const next of graph.get(name) ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  return found;
}

function checkExports(file: SourceFile): readonly Violation[] {
  const { statements } = parse(file);
  const found: Violation[] = [];
  if (statements.some((statement) => exportsDefault(statement))) {
    found.push(violation('default-export', file.path, 'use a named export'));
  }
  const passesOn = (statement: ts.Statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier;
  if (statements.length > 0 && statements.every(passesOn)) {
    found.push(violation('barrel', file.path, 'only passes on what other files export'));
  }
  return found;
}

function exportsDefault(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
    return statement.exportClause.elements.some(({ name }) => name.text === 'default');
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

function checkName(file: string): readonly Violation[] {
  const stem = file.replace(/(\.test|\.d)?\.ts$/, '');
  const found: Violation[] = [];
  if (!file.includes('/') && !ROOT_FILES.has(file)) {
    found.push(violation('top-folder', file, `only ${[...ROOT_FILES].join(', ')} stand at the top`));
  }
  for (const part of stem.split('/')) {
    if (SAYS_NOTHING.test(part)) found.push(violation('name', file, `"${part}" says nothing`));
    if (!KEBAB_CASE.test(part)) found.push(violation('name', file, `"${part}" is not kebab-case`));
  }
  if (path.posix.basename(stem) === 'index' && file !== 'index.ts') {
    found.push(violation('barrel', file, 'name the file for its main export'));
  }
  return found;
}

function checkLengths(files: readonly SourceFile[]): readonly Violation[] {
  const lengths = files
    .filter(({ path: name }) => !isTest(name))
    .map(({ path: where, text }) => ({ where, lines: text.split('\n').length - 1 }));
  const tooLong = lengths.filter(({ lines }) => lines > LONGEST);
  const long = lengths.filter(({ lines }) => lines >= LONG);
  const found = tooLong.map(({ where, lines }) =>
    violation('length', where, `${String(lines)} lines, ${String(LONGEST)} at most`),
  );
  if (long.length <= Math.ceil(lengths.length * SHARE_OF_LONG)) return found;
  const names = long.map(({ where }) => where).join(', ');
  return [
    ...found,
    violation('length', '.', `9 of 10 files have under ${String(LONG)} lines; these have not: ${names}`),
  ];
}
