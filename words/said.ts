/** Plain chat answers: small talk, odd input, and what needs no card. Plain text, no Markdown. */
export const SAID = {
  notUnderstood: 'I did not understand that. Say what is wrong, for example “lost phone”, or write “help”.',
  empty: 'I received an empty message. Say what is wrong, for example “lost phone”, or write “help”.',
  onlyEmoji: 'I read words better than pictures. Say what is wrong, for example “lost phone”, or write “help”.',
  attachment: 'I cannot read files or pictures. Say in a few words what is wrong, for example “lost phone”.',
  tooLong: 'That is more than I can read at once. Say in one sentence what is wrong, for example “lost phone”.',
  thanks: 'You are welcome.',
  inChannel: 'Please write to me in a private chat: your recovery is nobody else’s business.',
  edited: 'I do not act on edited messages. Please write it again.',
  nothingOpen: 'You have no open request. To start one, say what is wrong, for example “lost phone”.',
  nothingOfOwn:
    'You have no open request of your own. To start one, say what is wrong, for example “lost phone”. How far one is that you asked for somebody else stands on its card in this chat; “status” and its short code brings it again.',
  nothingToDecide: 'There is nothing waiting for your decision.',
  nothingToCancel: 'You have no request that can be cancelled.',
  nothingToRemind: 'There is nobody to remind: you have no request that waits for a decision.',
  draftDropped: 'Dropped. Nothing was sent and nothing was changed.',
  solved: 'Glad that you are back in. Nothing was sent and nothing was changed.',
  solvedAdvice: 'Tip: add a second method at aka.ms/mysecurityinfo, so that one lost device never locks you out.',
  newLink: 'A new link is on its way to the same contact. The one before opens nothing any more.',
  reminded: 'A reminder is on its way.',
  cancelled: 'Cancelled. No pass was shown.',
  noted: 'The note is in the audit trail.',
  numberWithoutRequest: 'I expect no number from you just now. Write “status” to see what is open.',
  numberOnCard:
    'Please type it on this card and press the button: a number in a message is never repeated and does nothing.',
  codeOnCard:
    'Please type the code on your card and press the button there, never in the chat: whoever opens this chat can read it there. A code that stood here opens nothing any more. If yours did, your approver’s card shows a new one: have it read out to you and type it on your card.',
  textOnCard:
    'Please type the code on your card and press the button there, never in the chat: whoever opens this chat can read it there. A code that stood here opens nothing any more. If yours did, a new one comes by text message, as long as your card says that there is one: type it on your card.',
  numberNeedsCode: 'You have more than one request. Write the short code too, for example: LK-7F3K9Q 417',
  recognisedHow:
    'How did you recognise them? Please press the button on the card, or write: in person, video, or known number.',
  secretInChat:
    'That looks like a password or a pass. Please delete the message: nobody needs it, and I never ask for it.',
  pressure: 'I can only go as fast as it is safe. Somebody has to recognise you first; a call takes a minute.',
  decideForMe: 'I never decide who somebody is: a person has to. Write “status” to see who was asked.',
  error: 'Something went wrong on my side and nothing was changed. Please try again, or call your IT helpdesk.',
  paused: 'Recoveries are paused by the security team. Please call your IT helpdesk.',
  tooFast:
    'I am still at work on what you sent just before, so I left this alone and changed nothing. Please wait a few seconds and do it again.',
  tooBusy: 'Very many people need me at the moment, so I changed nothing. Please try again in a few seconds.',
  notEnglish: 'I speak English for now. Words such as “lost phone”, “status” and “help” are enough.',
} as const;
