/** The card on which security works on an incident. It never holds a number, a code or a pass. */
export const INCIDENT_CARD = {
  title: 'Security incident',
  closedTitle: 'Security incident, closed',
  account: 'Account',
  reason: 'Reason given',
  found: 'What was found',
  shield: 'New requests',
  shieldStands: 'stopped until somebody lifts the shield',
  shieldLifted: (when: string): string => `possible again, shield lifted ${when}`,
  closed: 'Closed by',
  tasks: 'Tasks',
  tasksFilled: (filled: number, all: number): string => `${String(filled)} of ${String(all)} filled`,
} as const;

/** What stands on top: what is to be done next. */
export const INCIDENT_NOTES = {
  securing: 'The account is being secured. This card changes when that has ended.',
  securingStuck: 'The account is not secured yet: one step does not work and is tried again.',
  open: (left: number): string =>
    left === 1
      ? 'One task is open. Fill it, then close the incident.'
      : `${String(left)} tasks are open. Fill them, then close the incident.`,
  openLifted: (left: number): string =>
    `The shield is lifted, and ${left === 1 ? 'one task is' : `${String(left)} tasks are`} still open. Fill what is open, then close the incident.`,
  ready: 'Every task is filled. Somebody of security can close the incident.',
  closed: 'Closed. The shield still stops new requests for this person until somebody lifts it.',
  over: 'Closed, and the shield is lifted. You need do nothing for it.',
  /** In the list of what is open. */
  shortOpen: (left: number): string =>
    left === 0
      ? 'an incident that somebody has to close'
      : left === 1
        ? 'one task of the incident is open'
        : `${String(left)} tasks of the incident are open`,
} as const;

/** What became of the account, a line each. */
export const CONTAINMENT = {
  title: 'What was done to the account',
  done: '✓ Done',
  now: '● Now',
  open: '! Open',
  none: '– Not',
  untouched: 'Nothing was ever approved, so nothing on the account was touched.',
  evaluated: 'This was an evaluation, so nothing on the account was touched.',
  disabled: (when: string): string => `Account switched off, ${when}`,
  disableFailed: 'The account could not be switched off. Please do it in Microsoft Entra.',
  enabled: 'The account was left on',
  enabledYet: 'The account is still on',
  passRemoved: (when: string): string => `Pass taken away, ${when}`,
  noPass: 'No pass was taken away',
  noPassYet: 'No pass was taken away so far',
  placeholder: (when: string): string => `A pass that nobody knows stands in its place until ${when}`,
  removed: (count: number): string =>
    count === 1
      ? 'One method that was added since the approval was removed'
      : `${String(count)} methods that were added since the approval were removed`,
  kept: (count: number): string =>
    count === 1
      ? 'One method that was added since the approval could not be removed. Please remove it in Microsoft Entra.'
      : `${String(count)} methods that were added since the approval could not be removed. Please remove them in Microsoft Entra.`,
  signedOut: (when: string): string => `All sessions ended, ${when}`,
  signedIn: 'Sessions were not ended',
  signedInYet: 'Sessions are not ended yet',
  ended: (when: string): string => `Securing the account ended, ${when}`,
  underWay: 'The account is being secured',
} as const;

/** Why it was reported, beside the reasons that approvers choose. */
export const INCIDENT_REASONS = {
  notMe: 'They say that it was not them',
  otherRegistrant: 'Somebody else registered a sign-in method during the recovery',
  beforeThePass: 'A sign-in method was registered before a pass was shown',
  otherCountry: 'The account was used from another country after the pass was shown',
} as const;

interface TaskWords {
  /** In the list, and on the button. */
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  /** Label of the choice, where the task has answers. */
  readonly answer: string;
  /** Label of the text field. */
  readonly field: string;
}

/** The tasks of an incident. Keys are those of the domain. */
export const TASKS = {
  reached: {
    name: 'Person reached',
    title: 'Who was reached, and how?',
    lead: 'Only the number that HR holds, or face to face. A chat, a mail or a call that comes in may be the attacker’s.',
    answer: 'How were they reached?',
    field: 'What do they say?',
  },
  found: {
    name: 'How it was found',
    title: 'How was it found?',
    lead: 'What gave it away, and what the sign-in log shows.',
    answer: '',
    field: 'How was it found?',
  },
  password: {
    name: 'Password',
    title: 'Was the password reset?',
    lead: 'Whoever had a pass may know the password too.',
    answer: 'Was it reset?',
    field: 'By whom, or why not?',
  },
  reviewed: {
    name: 'Review',
    title: 'What did the review find?',
    lead: 'Sign-ins, new methods, mailbox rules, consents to apps, and who else was asked.',
    answer: '',
    field: 'What did it find?',
  },
} as const satisfies Readonly<Record<string, TaskWords>>;

/** Answers of the tasks. Keys are those of the domain. */
export const TASK_ANSWERS = {
  hrNumber: 'By the number that HR holds',
  inPerson: 'In person',
  reset: 'The password was reset',
  notNeeded: 'No reset was needed',
} as const;

export const TASK_LIST = {
  title: 'Tasks',
  open: '○ Open',
  done: '✓ Done',
  named: (name: string, said: string): string => `${name}: ${said}`,
  filled: (said: string, who: string, when: string): string => `${said} (${who}, ${when})`,
  what: (answer: string, text: string): string => (answer === '' ? text : `${answer}. ${text}`),
  answerError: 'Please choose an answer.',
  digest: (count: number): string =>
    `Many incidents came at once, so I stop sending a card for each. At least ${count === 1 ? 'one more is' : `${String(count)} more are`} open. Write “open” to see all of them, then “incident” and a short code.`,
} as const;
