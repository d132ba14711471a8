export type PageErrorCode = 'elementMissing' | 'refused';

/** What goes wrong on the page itself. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly code: PageErrorCode,
    message: string,
  ) {
    super(message);
  }
}
