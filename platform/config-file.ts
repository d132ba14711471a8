import { z } from 'zod';

/** Reads a file as text; throws when it cannot. */
export type ReadFile = (path: string) => string;

export type FileResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly string[] };

export interface FileToRead<T> {
  readonly path: string;
  /** How problems name the file: the setting that points to it. */
  readonly label: string;
  readonly schema: z.ZodType<T>;
}

/** Reads a JSON file of the configuration. Problems name the place in the file, never what stands there. */
export function readConfigFile<T>(readFile: ReadFile, { path, label, schema }: FileToRead<T>): FileResult<T> {
  const json = readJson(readFile, path);
  if (!json.ok) return { ok: false, problems: json.problems.map((problem) => `${label}: ${problem}`) };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((issue) => `${label}: ${placeOf(issue)}`) };
}

function readJson(readFile: ReadFile, path: string): FileResult<unknown> {
  let text: string;
  try {
    text = readFile(path);
  } catch {
    return { ok: false, problems: ['the file cannot be read'] };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // The parser's own message quotes the text.
    return { ok: false, problems: ['the file is not valid JSON'] };
  }
}

function placeOf({ path, message }: z.core.$ZodIssue): string {
  const place = z.core.toDotPath(path);
  return place === '' ? message : `${place}: ${message}`;
}
