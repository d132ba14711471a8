import { EffectError } from '../recovery/errors';
import type { EffectErrorCode, EffectErrorDetails } from '../recovery/errors';

const BY_STATUS: Readonly<Record<number, EffectErrorCode>> = {
  401: 'forbidden',
  403: 'forbidden',
  408: 'timeout',
  429: 'throttled',
};

function codeOf(status: number): EffectErrorCode {
  return BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'rejected');
}

/** The service took the call and said no to this one message. Its own words may quote the number: they stay out. */
export function smsRefusal(status: number, details: EffectErrorDetails = {}): EffectError {
  return new EffectError(codeOf(status), `the SMS service answered ${String(status)}`, details);
}

/** Turns what the SDK throws into an `EffectError`. The SDK's error holds the request, number and link included. */
export function smsFault(error: unknown, deadlinePassed: boolean): EffectError {
  const cause = withoutPayload(error);
  if (deadlinePassed) return new EffectError('timeout', 'the SMS service did not answer in time', { cause });
  const { statusCode, response } = partsOf(error);
  if (statusCode === undefined)
    return new EffectError('unavailable', 'the SMS service could not be reached', { cause });
  // A 2xx that the SDK throws is an answer it could not read: whether the message went out is unknown.
  if (statusCode < 300)
    return new EffectError('unavailable', 'the SMS service answered something unreadable', { cause });
  const requestId = response?.headers.get('x-ms-request-id');
  const retryAfterMs = secondsAsMs(response?.headers.get('retry-after'));
  return smsRefusal(statusCode, {
    cause,
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

interface SdkErrorParts {
  readonly code?: string;
  readonly statusCode?: number;
  readonly response?: { readonly headers: { get(name: string): string | undefined } };
}

function partsOf(error: unknown): SdkErrorParts {
  // The SDK throws RestError, whose parts these are; anything else has none of them.
  return error instanceof Error ? (error as SdkErrorParts) : {};
}

/** Name and code, without message, stack, request and answer. */
function withoutPayload(error: unknown): Error {
  const scrubbed = new Error('see name and code');
  const { code } = partsOf(error);
  const name = error instanceof Error ? error.name : typeof error;
  return Object.assign(scrubbed, { name }, code === undefined ? {} : { code });
}

function secondsAsMs(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
}
