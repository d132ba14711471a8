import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import { BotError } from './errors';

/** Why the connector did not take a message, as far as the bot can do something about it. */
export type ConnectorFailure =
  /** The person does not have the app, removed it or blocked it. */
  | { readonly kind: 'blocked' }
  /** The conversation or the message is not there any more. */
  | { readonly kind: 'gone' }
  /** Anything else that Teams said, or that it did not answer. Transient codes mean "again later". */
  | { readonly kind: 'failed'; readonly error: EffectError }
  /** Not the connector's doing: a mistake of ours, or a row that does not hold. */
  | { readonly kind: 'other' };

interface Headers {
  get(name: string): unknown;
}

const hasGet = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'get') === 'function';
const headersSchema = z.custom<Headers>(hasGet).optional().catch(undefined);
const errorSchema = z.looseObject({
  statusCode: z.number().optional(),
  name: z.string().optional(),
  response: z.looseObject({ headers: headersSchema }).optional(),
});
type Facts = z.infer<typeof errorSchema>;

/** Errors of the HTTP client and of the two ways to get the bot's token. */
const TRANSPORT = new Set(['RestError', 'AbortError', 'TimeoutError', 'FetchError', 'ClientAuthError', 'ServerError']);

function isTransport(error: unknown): boolean {
  if (error instanceof BotError) return error.code === 'tokenUnavailable';
  if (!(error instanceof Error)) return false;
  return TRANSPORT.has(error.name) || (error instanceof TypeError && error.message === 'fetch failed');
}

const DEFAULT_PAUSE_MS = 5_000;

function pauseIn(facts: Facts): number {
  const headers = facts.response?.headers;
  const seconds = headers === undefined ? Number.NaN : Number(headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : DEFAULT_PAUSE_MS;
}

const failed = (
  code: ConstructorParameters<typeof EffectError>[0],
  what: string,
  cause: unknown,
  retryAfterMs?: number,
) =>
  ({
    kind: 'failed',
    error: new EffectError(code, `Teams ${what}`, { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) }),
  }) as const;

/**
 * Teams asks for patience with 412 as well as 429. After a timeout, a broken connection or a 5xx nobody knows whether
 * the message arrived: the caller comes again, and then an edit is preferred to a second message.
 */
export function connectorFailure(cause: unknown): ConnectorFailure {
  if (cause instanceof EffectError) return { kind: 'failed', error: cause };
  const facts = errorSchema.safeParse(cause).data ?? {};
  const status = facts.statusCode;
  if (status === 403) return { kind: 'blocked' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status === 429 || status === 412) return failed('throttled', `answered HTTP ${status}`, cause, pauseIn(facts));
  if (status === undefined) {
    if (!isTransport(cause)) return { kind: 'other' };
    return failed(facts.name === 'AbortError' ? 'timeout' : 'unavailable', 'did not answer', cause);
  }
  if (status === 401 || status === 408 || status >= 500) return failed('unavailable', `answered HTTP ${status}`, cause);
  return failed('rejected', `answered HTTP ${status}`, cause);
}
