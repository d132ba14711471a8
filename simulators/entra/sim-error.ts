export type SimErrorCode = 'noSuchUser' | 'noSuchGroup' | 'noSuchMethod' | 'noSuchApp' | 'portBusy';

/** The simulator was asked for something it cannot do: a mistake in a test or a seed, never an answer of the service. */
export class SimError extends Error {
  readonly code: SimErrorCode;

  constructor(code: SimErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SimError';
    this.code = code;
  }
}
