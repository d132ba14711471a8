/** A code by text message in place of an approver, as the employee reads it. */
export const SELF_DRAFT = {
  title: 'No time to wait?',
  offer: (masked: string): string =>
    `A code can go to ${masked} by text message. With it you see your pass here, and nobody has to approve. Your manager is told.`,
  whyNot: {
    rules:
      'A code by text message does not do this time, because a person has to look at it. Confirm, and you are helped as usual.',
    number:
      'A code by text message does not do, because no number of yours is known that has stood long enough and that you still have. Confirm, and you are helped as usual.',
  },
} as const;

/** The code is on its way, or waits to be typed. */
export const SELF_READY = {
  title: 'Type the code that we sent you',
  titleVoid: 'The code is blocked',
  titleEnded: 'The code has run out',
  onItsWay: (masked: string): string => `A six-digit code goes to ${masked} by text message. Type it here.`,
  sent: (masked: string): string => `A six-digit code went to ${masked} by text message. Type it here.`,
  notSent: (masked: string): string =>
    `The code could not be sent to ${masked}. It is tried again every minute. You can also press “Ask for approval”.`,
  ended: 'The code has run out. Press “New code”, or “Ask for approval”.',
  endedLast:
    'The code has run out, and no further one is sent. Press “Ask for approval”: your manager, or whoever stands in, is asked.',
  voided:
    'The code was blocked after too many wrong tries, and your security team was told. Press “Ask for approval”: your manager, or whoever stands in, is asked.',
  never: 'Nobody asks you for this code: not your manager, not the helpdesk. Type it here and nowhere else.',
  summary: 'Type the code from the text message to see your pass',
} as const;

/** After the reveal. */
export const SELF_AFTER = {
  code: 'Code from the text message',
  ended: 'Your pass has run out. Type the code, or press “New code”, and show a new pass.',
  noPass: 'Your last pass was replaced. Type the code, or press “New code”, and show a new pass.',
  gap: 'Your pass is being replaced. Wait a moment, then type the code and show a new pass.',
  again: (left: number): string =>
    left > 0
      ? 'Type the code, or press “New code” where it has run out. You get a new pass; the old one stops working.'
      : 'Type the code while it is good. You get a new pass; the old one stops working. Afterwards your helpdesk can help.',
  titleOver: 'No further pass can be shown here',
  lastWorks: 'No further code is sent, so no new pass can be shown here. If this one runs out, call your helpdesk.',
  lastOver:
    'Your pass does not work any more, and no further code is sent, so no new one can be shown here. Call your helpdesk.',
  shownAgain: (left: number): string =>
    left === 1
      ? 'A new one can be made once more. Type the code from the text message; the old pass then stops working.'
      : `A new one can be made ${String(left)} more times. Type the code from the text message; the old pass then stops working.`,
  step: (masked: string, when: string): string => `Nobody approved: a code to ${masked}, ${when}`,
} as const;
