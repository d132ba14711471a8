/** Why a bench could not measure what it is there to measure. */
export class BenchError extends Error {
  override readonly name = 'BenchError';

  constructor(
    readonly code: 'wrongAnswer' | 'childFailed' | 'unknownBench' | 'waitedTooLong',
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
