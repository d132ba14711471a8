import type { Response } from 'restify';
import { drawPage } from './layout';
import type { Frame } from './layout';
import type { Screen } from './screen';

/** What goes back to a browser. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const POLICY = [
  "default-src 'none'",
  "object-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The address of a reveal page is a capability: nobody may be told where a browser came from. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const ON_HTTPS = { 'Strict-Transport-Security': 'max-age=31536000' };

/** For every answer of the server, also where no page of ours is. */
export function safetyHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return { ...HEADERS, ...(publicUrl.startsWith('https:') ? ON_HTTPS : {}) };
}

const RETRY_AFTER_SECONDS = '30';

export function pageAnswer(screen: Screen, frame: Frame = {}): Answer {
  const { status } = screen;
  const headers = status === 503 || status === 429 ? { 'Retry-After': RETRY_AFTER_SECONDS } : {};
  return { status, contentType: 'text/html; charset=utf-8', body: drawPage(screen, frame), headers };
}

/** Back to the same address with GET, so that a reload repeats nothing. */
export function seeOther(location: string): Answer {
  return { status: 303, contentType: 'text/plain; charset=utf-8', body: '', headers: { Location: location } };
}

/** The safety headers stand on the response already, see `mountWeb`; those of the answer win. */
export function sendAnswer(response: Response, { status, contentType, body, headers }: Answer): void {
  response.sendRaw(status, body, {
    'Content-Type': contentType,
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  });
}
