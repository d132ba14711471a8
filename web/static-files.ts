import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SECURITY_INFO } from '../words/pass';
import type { Answer } from './answer';
import { qrPicture } from './qr-picture';

const TYPES = {
  'reveal.css': 'text/css; charset=utf-8',
  'reveal.js': 'text/javascript; charset=utf-8',
  'latchkey.svg': 'image/svg+xml',
} as const;
type Name = keyof typeof TYPES;

/** Of the page on which a method is added. */
export const QR_ADDRESS = '/static/security-info.svg';

/** A few minutes: long enough for one visit, short enough that a new version does not meet an old script. */
const FOR_A_VISIT = { 'Cache-Control': 'public, max-age=300' };

/** The three files that the pages load, read once, and the QR code of Microsoft's page. The build copies them beside this file. */
export function readStaticFiles(): ReadonlyMap<string, Answer> {
  // Object.keys loses the key type; TYPES has exactly these keys.
  const names = Object.keys(TYPES) as readonly Name[];
  const files = names.map((name): [string, Answer] => [`/static/${name}`, fileAnswer(name)]);
  return new Map([...files, [QR_ADDRESS, answerOf('image/svg+xml', qrPicture(SECURITY_INFO.url))]]);
}

function fileAnswer(name: Name): Answer {
  return answerOf(TYPES[name], readFileSync(path.join(__dirname, 'public', name), 'utf8'));
}

const answerOf = (contentType: string, body: string): Answer => {
  return { status: 200, contentType, body, headers: FOR_A_VISIT };
};
