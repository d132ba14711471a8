import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { EffectError } from '../recovery/errors';
import type { TokenSource } from './token';

export interface TokenMiddlewareDeps {
  /** The only origin that ever sees a token. */
  readonly base: URL;
  readonly tokens: TokenSource;
}

/**
 * Puts the token on a request. The stock handler would leave it away for plain http, which the local profile speaks
 * on loopback, and would send it to whatever https host a paging link names; this one knows a single origin.
 * An answer of 401 means that nothing was done, whatever the verb: tokens are revoked before they end, so the call is
 * made once more with a new one. A second 401 is the answer.
 */
export class TokenMiddleware implements Middleware {
  private next: Middleware | undefined;

  constructor(private readonly deps: TokenMiddlewareDeps) {}

  setNext(next: Middleware): void {
    this.next = next;
  }

  async execute(context: Context): Promise<void> {
    const token = await this.sign(context);
    await this.next?.execute(context);
    const { response } = context;
    if (response?.status !== 401) return;
    this.deps.tokens.discard(token, challengeIn(response.headers.get('www-authenticate')));
    // Its connection is wanted again.
    await response.body?.cancel();
    await this.sign(context);
    await this.next?.execute(context);
  }

  private async sign(context: Context): Promise<string> {
    try {
      const token = await this.tokenFor(context);
      context.options = { ...context.options, headers: withToken(context.options?.headers, token) };
      return token;
    } catch (error) {
      throw carrying(error);
    }
  }

  private async tokenFor({ request, options }: Context): Promise<string> {
    const url: unknown = request;
    if (typeof url !== 'string' || new URL(url).origin !== this.deps.base.origin) {
      throw new EffectError('rejected', 'A call was about to leave for a host that is not Graph.');
    }
    return before(options?.signal, this.deps.tokens.token());
  }
}

const LONGEST_CHALLENGE = 4_096;

/**
 * What Entra is to be told for the next token (continuous access evaluation): JSON in base64, in the challenge. Not to be
 * trusted: anything else counts as none, and a new token is asked for all the same.
 */
export function challengeIn(header: string | null): string | undefined {
  const [, encoded = ''] = /[\s,]claims="([\w+/=-]+)"/.exec(header ?? '') ?? [];
  if (encoded === '' || encoded.length > LONGEST_CHALLENGE) return undefined;
  const claims = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    const parsed: unknown = JSON.parse(claims);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function withToken(headers: RequestInit['headers'], token: string): Headers {
  const changed = new Headers(headers);
  changed.set('authorization', `Bearer ${token}`);
  return changed;
}

/** The work, or a rejection as soon as the signal fires; the work itself goes on for others who wait for it. */
async function before<T>(signal: AbortSignal | null | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new EffectError('timeout', 'No token arrived in time.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The SDK rewrites every error but its own, so ours travels inside one. */
function carrying(error: unknown): GraphClientError {
  const carrier = new GraphClientError('The middleware refused.');
  carrier.customError = error;
  return carrier;
}

/** The error of the middleware inside one of the SDK; `undefined` when it is something else. */
export function carriedBy(error: unknown): EffectError | undefined {
  const inner: unknown = error instanceof GraphClientError ? error.customError : undefined;
  return inner instanceof EffectError ? inner : undefined;
}
