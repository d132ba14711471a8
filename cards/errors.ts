/** `unfilled` a template names what its data lacks · `tooLarge` over what Teams takes in every client · `template` a template is broken. */
export type CardErrorCode = 'unfilled' | 'tooLarge' | 'template';

/** Raised while a card is drawn. Messages name the template, never its data. */
export class CardError extends Error {
  override readonly name = 'CardError';

  constructor(
    readonly code: CardErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
