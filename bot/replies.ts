/** Answers of the bot alone, beside those in `words/`. Plain text, no Markdown. */
export const MORE_REPLIES = {
  passNeedsNewClient:
    'I cannot show the pass safely in this version of Teams. Please open this chat in Teams on the web or on a computer and press the button there.',
  notAvailable: 'That is not possible here. Write “help” to see what I can do.',
  numberIsForApprover:
    'The three digits are for the person who approves: please say them on the call. To show your pass, type the six digits that you hear, on your card.',
  codeIsForEmployee: 'The six digits are for the person who lost their method: please read them out on the call.',
  pressNotMe:
    'If this was not you, press “This was not me” on this card. Everything stops at once and security is told.',
  decideOnCard: 'Please decide on the card, so that nobody approves by accident.',
  useShortCode: 'Please name the request by its short code, for example: status LK-7F3K9Q',
  severalWaiting: 'More than one request waits for you. Write its short code to see one:',
  integrityAlarm: (requestId: string | undefined): string =>
    `Security: a stored record of Latchkey does not hold${requestId === undefined ? '' : ` (request ${requestId})`}. Nothing was done on its word. Run “npm run audit -- verify” and look at who can write to the storage account.`,
  stillWorking: 'Still working, nothing is lost. The card shows the result in a moment.',
  aColleague: 'a colleague',
} as const;
