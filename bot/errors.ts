export type BotErrorCode =
  /** A setting without which authentication would be off, or the bot could not speak. */
  | 'settings'
  /** The port is taken; the message names it. */
  | 'portInUse'
  /** The SDK changed under us: what was hardened is no longer there. */
  | 'sdkChanged'
  /** Keys for checking tokens could not be fetched in time. */
  | 'keysUnavailable'
  /** The token endpoint gave no token for the bot. */
  | 'tokenUnavailable';

/** Raised by the bot's own plumbing; what the connector answers is an `EffectError`. */
export class BotError extends Error {
  override readonly name = 'BotError';

  constructor(
    readonly code: BotErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
