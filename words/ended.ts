/** What people read when nothing is left to decide. */
export const ENDED = {
  completedEmployee: 'Thank you. Your new method works and what was lost is gone.',
  completedNothing: 'Thank you. Your new method works. Nothing had to be removed.',
  completedKept: 'Thank you. Your new method works. What could not be removed is still registered: see below.',
  completedOthers: (name: string): string => `${name} is back in.`,
  secondMethodTitle: 'One more thing',
  secondMethod:
    'Add a second method today. Then one lost device never locks you out again. Press “Open security info”, then “Add sign-in method”. What your organisation allows is listed there:',
  secondMethodHow: [
    'A security key: choose a security key or passkey, put the key in, and touch it when the page asks. Keep it elsewhere than your phone.',
    'The app on another phone or a tablet: choose the authenticator app, and scan the QR code of the page with that device.',
    'An office phone or another number: choose phone, type the number, and take the call or type the code that comes.',
  ],
  notYou: 'If any of this was not you, press “This was not me”.',
  notYouApprover: 'If you did not approve this, press “This is fraud”.',
  /** To whoever asked for somebody who reads no chat now. */
  callThem: (name: string): string =>
    `${name} may not be able to read this in Teams. Call them on a number you already know and tell them how it ended.`,
  nothingChanged: 'Nothing on the account was changed.',
  askAgain: 'To ask again, press “Start again”. If it is something else by now, write it, for example “lost phone”.',
  doneTitle: 'What was done',
} as const;

export const HELD = {
  employee: 'We look at this more closely before anything happens. You need do nothing: somebody will call you.',
  others: 'This is checked more closely before anything happens.',
  until: 'Waits until',
  silence: 'If it is not released in time, it ends and nothing changes.',
} as const;

export const FAILED = {
  employee: 'Your helpdesk has been told and will call you. Here is exactly how far it is.',
  others: 'The helpdesk has been told and takes over. Here is exactly how far it is.',
  retry: 'You can also ask anew: press “Start again”. Somebody then has to recognise you again.',
} as const;

/** To whoever was recovered and has no new method yet, whatever they write. */
export const STILL_TO_ENROL = {
  title: 'Your new sign-in method is missing',
  lead: 'Your last recovery ended before a new method was seen.',
  how: 'Can you still sign in? Press “Open security info” and add one. If not, press “Start again”: somebody then has to recognise you again.',
} as const;

export const INCIDENT = {
  employee: 'Somebody reported that this was not right, so everything stopped.',
  employeeReported: 'Thank you for telling us. Everything has stopped.',
  others: 'It was reported as fraud, so everything stopped. The security team has it.',
  /** Nobody reported it: the facts contradict each other. The employee is not told which: an intruder would read it too. */
  employeeNoticed:
    'Something about a new sign-in method of your account did not fit, so everything stopped to protect you.',
  noticed: 'Something about a new sign-in method did not fit, so everything stopped. The security team has it.',
  approverReported: 'Thank you for telling us. Everything has stopped and the security team has it.',
  next: 'The security team will call you or meet you. Use no pass or code that you have, and give them to nobody.',
  nobodyAsks: 'They will never ask for a pass, a code or a password.',
  disabled: 'The account is switched off until they have spoken with you.',
  disabledOthers: 'The account is switched off until security has spoken with the employee.',
  closed: 'The security team has closed its check. A new request can be opened.',
} as const;
