/** An Adaptive Card 1.5, ready to send. */
export interface Card {
  readonly content: Readonly<Record<string, unknown>>;
  /** Plain text for notifications and old clients. No secret. */
  readonly summary: string;
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** The attachment of a Bot Framework activity. */
export interface CardAttachment {
  readonly contentType: typeof CARD_TYPE;
  readonly content: Card['content'];
}

export function attachment(card: Card): CardAttachment {
  return { contentType: CARD_TYPE, content: card.content };
}
