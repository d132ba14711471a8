export type RecoveryErrorCode =
  /** The machine has no row for this state and event. */
  | 'transitionNotAllowed'
  /** A row's signature, chain or version does not hold. Nothing may be done on its word. */
  | 'integrity'
  /** A newer version of the product wrote the row. An instance that does not know the version leaves it alone. */
  | 'newer'
  /** Another writer kept winning; the caller may try again. */
  | 'conflict';

/** Raised by the domain and the ledger. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';

  constructor(
    readonly code: RecoveryErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export type EffectErrorCode =
  | 'notFound'
  | 'forbidden'
  | 'unlicensed'
  /** Entra or Graph does not accept the app itself: nothing was done, and nothing was said about what was asked. */
  | 'credentialRefused'
  | 'throttled'
  | 'unavailable'
  | 'timeout'
  /** Our own share of the quota is used up for now: nothing was sent, and waiting is no failed try. */
  | 'queued'
  /** Graph refuses: it is the default method and another method stands beside it. */
  | 'defaultMethod'
  /** Graph refuses: alternate mobile has to go before mobile. */
  | 'orderRequired'
  | 'policyBlocksPass'
  | 'lifetimeOutOfRange'
  | 'externalGuest'
  /** The person does not have the app, or blocked it. */
  | 'notInstalled'
  /** Any other answer that says no; trying again will not help. */
  | 'rejected';

export interface EffectErrorDetails {
  readonly retryAfterMs?: number;
  /** The service's own request id, for the audit. */
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** What adapters throw when something outside did not do as asked. Messages carry no secret and no address. */
export class EffectError extends Error {
  override readonly name = 'EffectError';
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(
    readonly code: EffectErrorCode,
    message: string,
    details: EffectErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.retryAfterMs = details.retryAfterMs;
    this.requestId = details.requestId;
  }
}

/** Failures that say nothing about what was asked, and that may be over the next time. */
export const TRANSIENT: ReadonlySet<EffectErrorCode> = new Set([
  'throttled',
  'unavailable',
  'timeout',
  'queued',
  'credentialRefused',
]);

/** True when the same call may succeed later with nothing changed about what it was for. */
export function isTransient(error: unknown): boolean {
  return error instanceof EffectError && TRANSIENT.has(error.code);
}
