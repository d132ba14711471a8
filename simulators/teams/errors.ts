export type LocalTeamsErrorCode =
  | 'badToken'
  | 'inputRefused'
  | 'inputRequired'
  | 'noBot'
  | 'noGroup'
  | 'noSuchButton'
  | 'noSuchInput'
  | 'noTeam'
  | 'portInUse'
  | 'unknownMessage'
  | 'unknownPersona'
  | 'waitedTooLong';

/** What the local Teams refuses. The message says what was there instead, so that a failing test explains itself. */
export class LocalTeamsError extends Error {
  override readonly name = 'LocalTeamsError';

  constructor(
    readonly code: LocalTeamsErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
