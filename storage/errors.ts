import { EffectError, type EffectErrorCode } from '../recovery/errors';

export type StorageErrorCode =
  /** The connection string or account cannot be used. */
  | 'badConnection'
  /** `LEDGER_KEYS` does not hold usable keys. */
  | 'badKeys'
  /** The clock of this machine and the one of the storage service differ too much. */
  | 'clockSkew';

/** What keeps the store from being used at all; the message says what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What the Azure clients throw, as far as it is read here: `RestError` and `AbortError`. */
interface ServiceFailure {
  readonly name?: unknown;
  readonly statusCode?: unknown;
  readonly code?: unknown;
}

const CODES: Readonly<Record<number, EffectErrorCode>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  408: 'timeout',
  429: 'throttled',
};

/** HTTP status of a failed storage call; `undefined` when no answer came. */
export function statusOf(error: unknown): number | undefined {
  // Read defensively: a property that is missing or of another type counts as "no answer".
  const { statusCode } = (error ?? {}) as ServiceFailure;
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/** The service's own error code, e.g. `PopReceiptMismatch`, or the file system's. */
export function codeOf(error: unknown): string | undefined {
  // Read defensively, as in `statusOf`.
  const { code } = (error ?? {}) as ServiceFailure;
  return typeof code === 'string' ? code : undefined;
}

/** The failure of a storage call in the words of the domain. `what` names the call for the log; it holds no key values. */
export function asEffectError(error: unknown, what: string): EffectError {
  // Read defensively, as in `statusOf`.
  const { name } = (error ?? {}) as ServiceFailure;
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new EffectError('timeout', `Storage did not answer in time: ${what}`, { cause: error });
  }
  const status = statusOf(error);
  const code = status === undefined || status >= 500 ? 'unavailable' : (CODES[status] ?? 'rejected');
  return new EffectError(code, `Storage failed (${String(status ?? 'no answer')}): ${what}`, { cause: error });
}
