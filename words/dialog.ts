/** A dialog lies over whatever somebody was looking at, so it names the chat where things go on. */
export const DIALOG = {
  window: 'Open a recovery',
  about: 'About this request',
  cardInChat: (shortCode: string): string =>
    `${shortCode}: its card is in your chat with Latchkey, and shows there how far it is. You can close this window.`,
  seeByStatus: (shortCode: string): string =>
    `${shortCode}: write “status ${shortCode}” in your chat with Latchkey to see how far it is.`,
  yourself:
    'That is your own account. Write in your chat with Latchkey what is wrong, for example “lost phone”: your own recovery begins there.',
  stillWorking: 'Still working, nothing is lost. What comes of it follows in your chat with Latchkey.',
} as const;
