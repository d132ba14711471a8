import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of this project: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const ROOT = path.join(__dirname, '../..');

const NOT_SOURCE = new Set(['node_modules', 'dist', 'coverage', 'artifacts', 'build', 'public']);

/** The folders at the top, without what tools make and without dot-folders. */
export function topFolders(): readonly string[] {
  const entries = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).filter((name) => !name.startsWith('.') && !NOT_SOURCE.has(name));
}

/** Every TypeScript file of the project, tests included. */
export function readSourceFiles(): readonly SourceFile[] {
  const rootFiles = readdirSync(ROOT).filter((name) => name.endsWith('.ts'));
  const found = [...rootFiles, ...topFolders().flatMap((folder) => walk(folder))];
  return found.sort().map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

function walk(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) || entry.name.startsWith('.') ? [] : walk(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}
