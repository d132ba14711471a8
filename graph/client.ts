import { Client, HTTPMessageHandler, ResponseType, type GraphRequest } from '@microsoft/microsoft-graph-client';
import type { z } from 'zod';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import { EffectError } from '../recovery/errors';
import { noAnswer, toEffectError } from './errors';
import { carriedBy, TokenMiddleware } from './middleware';
import type { TokenSource } from './token';

/** How long a call may take, token included, unless it says otherwise. */
export const DEFAULT_DEADLINE_MS = 8_000;

export interface GraphCall {
  /** What it is for, in the log: `accessPass.issue`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Starts with `/`, every segment encoded (object-path.ts); may end in a query that is encoded already. */
  readonly path: string;
  readonly version?: 'v1.0' | 'beta';
  /** Not encoded yet. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Statuses beside 2xx that are an answer and no error. */
  readonly tolerate?: readonly number[];
  readonly deadlineMs?: number;
  /** The answer is a file and no JSON; one of more bytes is `rejected`, and not read to its end. */
  readonly mostBytes?: number;
}

export interface GraphAnswer {
  readonly status: number;
  /** Parsed JSON; `undefined` when the answer has none, and where a file was asked for. */
  readonly body: unknown;
  /** Where a file was asked for and is there. What it says it is (`Content-Type`) is not to be trusted. */
  readonly file?: { readonly type: string; readonly bytes: Buffer };
  /** Graph's own id of this call, for the audit; spread it into results. */
  readonly trace: { readonly requestId?: string };
}

/** Microsoft Graph of one tenant. Throws `EffectError` and nothing else; never sends anything twice. */
export interface GraphClient {
  call(call: GraphCall): Promise<GraphAnswer>;
}

/** The client of a tenant; throws `forbidden` for one that is not configured. */
export type GraphOf = (tenantId: string) => GraphClient;

export interface GraphClientDeps {
  /** Checked by `parseEndpoint`. */
  readonly base: URL;
  readonly tokens: TokenSource;
  readonly log: Log;
  readonly clock: Clock;
  readonly deadlineMs?: number;
}

export function createGraphClient(deps: GraphClientDeps): GraphClient {
  const middleware = [new TokenMiddleware(deps), new HTTPMessageHandler()];
  const client = Client.initWithMiddleware({ baseUrl: deps.base.origin, middleware });
  return {
    call: async (call) => {
      const startedAt = deps.clock.now();
      const outcome = await perform(deps, client, call).catch((error: unknown) => asEffectError(error));
      record(deps, call, outcome, deps.clock.now() - startedAt);
      if (outcome instanceof EffectError) throw outcome;
      return outcome;
    },
  };
}

/** Reads an answer; one of another shape is `rejected`. What was wrong stays out: it may quote the answer. */
export function read<T>(schema: z.ZodType<T>, { body, trace }: GraphAnswer): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new EffectError('rejected', 'Graph answered in a shape that is not known.', trace);
}

async function perform(deps: GraphClientDeps, client: Client, call: GraphCall): Promise<GraphAnswer> {
  const signal = AbortSignal.timeout(call.deadlineMs ?? deps.deadlineMs ?? DEFAULT_DEADLINE_MS);
  const { status, headers, bytes } = await exchange(client, call, signal);
  const requestId = headers.get('request-id');
  const trace = requestId === null ? {} : { requestId };
  if (call.mostBytes !== undefined && isSuccess(status)) {
    return { status, body: undefined, trace, file: { type: headers.get('content-type') ?? '', bytes } };
  }
  const text = bytes.toString('utf8');
  const body = parse(text);
  if (!isSuccess(status) && call.tolerate?.includes(status) !== true) {
    throw toEffectError({ status, headers, body }, deps.clock.now());
  }
  if (isSuccess(status) && text !== '' && body === undefined) {
    throw new EffectError('unavailable', 'The answer of Graph cannot be read.', trace);
  }
  return { status, body, trace };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** One request and its whole answer, within the deadline. */
async function exchange(client: Client, call: GraphCall, signal: AbortSignal) {
  try {
    const response = await send(requestFor(client, call, signal), call);
    const { status, headers } = response;
    return { status, headers, bytes: await bytesOf(response, isSuccess(status) ? call.mostBytes : undefined) };
  } catch (error) {
    if (error instanceof EffectError) throw error;
    throw carriedBy(error) ?? noAnswer(signal.aborted, error);
  }
}

/** The whole answer; where there is a limit, reading stops as soon as it is passed. */
async function bytesOf(response: Response, most: number | undefined): Promise<Buffer> {
  if (most === undefined) return Buffer.from(await response.arrayBuffer());
  // The type of `fetch` leaves open what a body is made of.
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > most) throw new EffectError('rejected', 'Graph sent a larger file than was asked for.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A redirect is no answer here: Graph has none to give, and a token must not follow one. */
function requestFor(client: Client, call: GraphCall, signal: AbortSignal): GraphRequest {
  const { path, version = 'v1.0', query = {}, headers = {} } = call;
  const encoded = Object.entries(query).map(([name, value]) => [name, encodeURIComponent(value)] as const);
  return client
    .api(path)
    .version(version)
    .query(Object.fromEntries(encoded))
    .headers(headers)
    .options({ signal, redirect: 'manual' })
    .responseType(ResponseType.RAW);
}

async function send(request: GraphRequest, { method, body }: GraphCall): Promise<Response> {
  const verbs = {
    GET: () => request.get(),
    POST: () => request.post(body),
    PATCH: () => request.patch(body),
    DELETE: () => request.delete(),
  } satisfies Record<GraphCall['method'], () => Promise<unknown>>;
  // The SDK types every answer as `any`; asked for RAW it hands over what `fetch` gave.
  return (await verbs[method]()) as Response;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A mistake of ours on the way is `rejected`: nobody above has to know another class. */
function asEffectError(error: unknown): EffectError {
  if (error instanceof EffectError) return error;
  return new EffectError('rejected', 'The call could not be made.', { cause: error });
}

function record(
  { log }: GraphClientDeps,
  call: GraphCall,
  outcome: GraphAnswer | EffectError,
  durationMs: number,
): void {
  const { operation } = call;
  if (outcome instanceof EffectError) {
    log.warn('graph.call', { operation, durationMs, code: outcome.code, error: outcome, ...logId(outcome.requestId) });
  } else {
    log.info('graph.call', { operation, durationMs, status: outcome.status, ...logId(outcome.trace.requestId) });
  }
}

const logId = (requestId: string | undefined) => (requestId === undefined ? {} : { graphRequestId: requestId });
