/** What a log line may say about an error: enough to find it, nothing that somebody else wrote. */
export interface ErrorDescription {
  readonly errorName: string;
  readonly errorCode?: string;
  readonly errorStatus?: number;
  /** The service's own request id, where the error carries one. */
  readonly errorRequestId?: string;
  /** First frame of the stack. */
  readonly errorAt?: string;
  /** Name and code of the cause, `TimeoutError:ETIMEDOUT`. */
  readonly errorCause?: string;
}

const NAME = /^[\w.$-]{1,64}$/;
const FRAME = /^\s+at (\S.*:\d+:\d+\)?)$/;
const LONGEST_FRAME = 200;

/**
 * Messages stay out: those of SDKs and services quote addresses, tokens, URLs and answers. For the same reason a name, a
 * code or an id counts only when it looks like one.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const facts = factsOf(error);
  return {
    errorName: name(error.name) ?? 'Error',
    ...present('errorCode', name(facts.code)),
    ...present('errorStatus', status(facts.status) ?? status(facts.statusCode)),
    ...present('errorRequestId', name(facts.requestId)),
    ...present('errorAt', firstFrame(error)),
    ...present('errorCause', cause(error.cause)),
  };
}

interface Facts {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly requestId?: unknown;
}

// Safe: every property is optional and unknown, and looked at before it is used.
const factsOf = (error: Error): Facts => error as Error & Facts;

const name = (value: unknown): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined;

const status = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined;

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  // A computed key of type K makes TypeScript forget which key it is.
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

/** Looks behind the message, which is part of `stack` and could itself look like frames. */
function firstFrame({ stack = '', message }: Error): string | undefined {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  for (const line of stack.slice(start).split('\n')) {
    const frame = FRAME.exec(line)?.[1];
    if (frame !== undefined) return frame.replaceAll(`${process.cwd()}/`, '').slice(0, LONGEST_FRAME);
  }
  return undefined;
}

function cause(value: unknown): string | undefined {
  if (!(value instanceof Error)) return undefined;
  return [name(value.name) ?? 'Error', name(factsOf(value).code)].filter((part) => part !== undefined).join(':');
}
