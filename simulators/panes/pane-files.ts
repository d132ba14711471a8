import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Response } from 'restify';

interface PaneFile {
  readonly file: string;
  readonly contentType: string;
}

/** The page's files, by address; nothing else in the folder is served. */
export const PANE_FILES: Readonly<Record<string, PaneFile>> = {
  '/': { file: 'index.html', contentType: 'text/html; charset=utf-8' },
  '/panes.css': { file: 'panes.css', contentType: 'text/css; charset=utf-8' },
  '/panes.js': { file: 'panes.js', contentType: 'text/javascript; charset=utf-8' },
};

/** Own files only, no inline script or style; cards may carry pictures as data (a QR code). */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MISSING = 'The page has not been built yet. Run "npm run build" first.';

export async function sendPaneFile(res: Response, publicDir: string, { file, contentType }: PaneFile): Promise<void> {
  const content = await readFile(path.join(publicDir, file)).catch(() => undefined);
  res.writeHead(content === undefined ? 404 : 200, {
    'content-type': content === undefined ? 'text/plain; charset=utf-8' : contentType,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  res.end(content ?? MISSING);
}
