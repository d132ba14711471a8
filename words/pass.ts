/** Where the employee adds the new method. A fixed address of Microsoft. */
export const SECURITY_INFO = { url: 'https://aka.ms/mysecurityinfo', text: 'aka.ms/mysecurityinfo' } as const;

/** Approved: the employee types the code. */
export const READY = {
  lead: (who: string): string => `${who} approved. They read a six-digit code out to you: type it here.`,
  leadHalves: 'Two people approved. Each reads three digits out to you: type the first half, then the second.',
  code: 'Six-digit code',
  codePlaceholder: 'For example 123 456',
  codeError: 'Please type the six digits.',
  typed: 'Type it here, not in a message: a chat keeps what is written.',
  beforeTitle: 'Before you press',
  before: 'Have this ready: the pass does not live long.',
  ended: (who: string): string => `The code has run out. Ask ${who} to press “New code” and to read it out to you.`,
  voided: (who: string): string =>
    `The code was blocked after too many wrong tries. Ask ${who} to press “New code” and to read it out to you.`,
  until: 'Good until',
  working: 'Your pass is being made. Press “Update” in a few seconds.',
  onPage: (masked: string): string =>
    `Type the code on the page behind the link that went to ${masked}. Your pass appears there.`,
  summary: 'Approved: type the code to see your pass',
} as const;

/** The one moment when the pass is seen. */
export const REVEALED = {
  title: 'Your pass',
  once: 'It works once. Capital and small letters matter.',
  until: (time: string, minutes: number): string =>
    `Sign in before ${time}. It works for ${minutes === 1 ? 'one minute' : `${String(minutes)} minutes`}.`,
  stepsTitle: 'Do this now',
  steps: [
    'Open aka.ms/mysecurityinfo in a private browser window.',
    'Enter your work e-mail address, then this pass.',
    'Choose “Add sign-in method” and add your new method.',
    'Finish within 10 minutes of signing in. Later, Microsoft asks for a new pass.',
  ],
  nobody: 'Nobody needs this pass but you: not your manager, not the helpdesk. Do not send it to anyone.',
  againTitle: 'Pass gone or run out?',
  again: (left: number): string =>
    left === 1
      ? 'A new one can be made once more. Type the code from your approver; the old pass then stops working.'
      : `A new one can be made ${String(left)} more times. Type the code from your approver; the old pass then stops working.`,
  noneLeft: 'This was the last pass for this request. If it runs out, call your helpdesk.',
  code: 'Code from your approver',
  summary: 'Your pass is shown in this card',
  speak: 'Your pass is on the card. It is not read out here, so that nobody else hears it.',
} as const;

/** After the reveal, without the pass. */
export const AFTER = {
  lead: (until: string): string => `Sign in with your pass and add your new method before ${until}.`,
  leadEnded: 'Your pass has run out. Ask your approver to press “New code”, and show a new one.',
  leadNoPass: 'Your last pass was replaced. Ask your approver for a code and show a new one.',
  leadGap: 'Your pass is being replaced. Wait a moment, then ask your approver for a code and show a new one.',
  leadEnrolled: 'Thank you. Your new method is in place. The rest is being finished; you need not wait.',
  againTitle: 'Pass gone or run out?',
  again:
    'Ask your approver to press “New code”, and type that code here. You get a new pass; the old one stops working.',
  hidden: 'For your safety the pass is no longer on this card.',
} as const;

/** In place of the code, while recoveries are paused. */
export const PAUSED_PASS = {
  title: 'Your pass has to wait',
  first:
    'No pass can be shown until recoveries go on, so there is nothing to type yet. This card then asks for the code.',
  again: 'No new pass can be shown until recoveries go on. This card then asks for a code again.',
} as const;

/** The message that counts down beside the pass. */
export const COUNTDOWN = {
  /** As it is first posted. Should Latchkey be lost before it knows the message as its own, it stays like this: true at any later time. */
  begins: (time: string): string => `Your pass works until ${time} at the longest`,
  beginsText: `Sign in with it at ${SECURITY_INFO.text} and add your new method. Finish within 10 minutes of signing in. Your card for this request says whether it still works.`,
  title: (minutes: number): string => {
    if (minutes === 1) return 'Your pass: one minute left';
    return `Your pass: ${minutes > 10 ? 'about ' : ''}${String(minutes)} minutes left`;
  },
  text: (time: string): string =>
    `Sign in at ${SECURITY_INFO.text} before ${time} and add your new method. Finish within 10 minutes of signing in.`,
  ranOut: {
    title: 'Your pass has run out',
    text: 'Ask your approver to press “New code”. With that code you get a new pass.',
  },
  ranOutByText: {
    title: 'Your pass has run out',
    text: 'Your card for this request says what you can do now.',
  },
  replaced: { title: 'This pass no longer works', text: 'A newer one was made.' },
  enrolled: { title: 'Your new method is in place', text: 'You do not need the pass any more.' },
  over: { title: 'This pass no longer works', text: 'Your card for this request says what happens next.' },
} as const;
