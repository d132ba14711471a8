export type JsonObject = Readonly<Record<string, unknown>>;

/** One HTTP request as the simulators see it, whichever adapter it came through. */
export interface SimRequest {
  readonly method: string;
  /** Decoded path without the query, e.g. `/v1.0/users`. */
  readonly path: string;
  /** Decoded query options; of a repeated name the last one counts. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form, the raw text of anything else, `undefined` without a body. */
  readonly body: unknown;
  /** Scheme, host and port under which the caller reached us; links in answers start with it. */
  readonly baseUrl: string;
}

export interface SimResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON, a `Buffer` as it is; `undefined` is an empty body. */
  readonly body: unknown;
}

/** An answer, and what the adapter does before it is sent. */
export interface SimReply extends SimResponse {
  /** Held back for so many milliseconds. */
  readonly delayMs?: number;
  /** The connection is torn down instead of answering. */
  readonly resetSocket?: boolean;
}

/** A whole service: what both adapters (HTTP server, nock) serve. */
export type SimService = (request: SimRequest) => SimReply;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at `key` of a parsed body, or `undefined` when the body or the value is something else. */
export function textIn(body: unknown, key: string): string | undefined {
  const value = isJsonObject(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
