import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from './answer';

const TYPES = {
  'reveal.css': 'text/css; charset=utf-8',
  'reveal.js': 'text/javascript; charset=utf-8',
  'latchkey.svg': 'image/svg+xml',
} as const;
type Name = keyof typeof TYPES;

/** A few minutes: long enough for one visit, short enough that a new version does not meet an old script. */
const FOR_A_VISIT = { 'Cache-Control': 'public, max-age=300' };

/** The three files that the pages load, read once. The build copies them beside this file. */
export function readStaticFiles(): ReadonlyMap<string, Answer> {
  // Object.keys loses the key type; TYPES has exactly these keys.
  const names = Object.keys(TYPES) as readonly Name[];
  return new Map(names.map((name) => [`/static/${name}`, fileAnswer(name)]));
}

function fileAnswer(name: Name): Answer {
  const body = readFileSync(path.join(__dirname, 'public', name), 'utf8');
  return { status: 200, contentType: TYPES[name], body, headers: FOR_A_VISIT };
}
