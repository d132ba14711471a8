import type { SimRequest } from './exchange';

/** A request as an adapter receives it. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as sent, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bodyText: string;
  readonly baseUrl: string;
}

/** Decodes a request the same way for every adapter. */
export function readRequest({ method, target, headers, bodyText, baseUrl }: RawRequest): SimRequest {
  const { pathname, searchParams } = new URL(target, baseUrl);
  const flat = Object.entries(headers).map(([name, value]) => {
    return [name.toLowerCase(), typeof value === 'string' ? value : (value ?? []).join(', ')] as const;
  });
  const lowerCased = Object.fromEntries(flat);
  return {
    method: method.toUpperCase(),
    path: decode(pathname),
    query: Object.fromEntries(searchParams),
    headers: lowerCased,
    body: parseBody(bodyText, lowerCased['content-type'] ?? ''),
    baseUrl,
  };
}

function parseBody(text: string, contentType: string): unknown {
  if (text === '') return undefined;
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
