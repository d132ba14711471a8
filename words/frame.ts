/** What stands around every card. */
export const FRAME = {
  product: 'Latchkey',
  refusalTitle: 'That did not work',
  /** Shown by clients that cannot draw the card. */
  fallback: (summary: string): string => `${summary}. To see it, open this chat in a newer Teams, or write “status”.`,
  summary: (shortCode: string, text: string): string => `${shortCode}: ${text}`,
  evaluation: 'Evaluation only: nothing is done on any account, whatever is decided here.',
  evaluationSummary: (text: string): string => `Evaluation only, ${text}`,
  more: (count: number): string => `and ${String(count)} more`,
} as const;
