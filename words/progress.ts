/** What everybody who follows a request reads while it is under way. */
export const PROGRESS = {
  area: (shortCode: string): string => `Account recovery · ${shortCode}`,
  someone: 'a colleague',
  andAlso: ' and ',
  or: ' or ',
  named: (name: string, group: string): string => `${name} (${group})`,
  labels: {
    person: 'For',
    what: 'What happened',
    opened: 'Opened',
    openedBy: 'Opened by',
    decides: 'Decides',
    decided: 'Decided by',
    until: 'By',
    silence: 'If nobody answers',
    why: 'Why',
    ticket: 'Ticket',
    proof: 'Recognised by',
    reported: 'Reported by',
    cancelled: 'Cancelled by',
    since: 'Since',
    ended: 'Ended',
  },
  silence: 'They are reminded, then somebody else is asked. If nobody decides in time, this ends and nothing changes.',
  employeeLead: (who: string): string => `${who} will check that it is really you: by a call, on video or in person.`,
  employeeLeadDual: (who: string): string => `Two people check that it is really you: ${who}.`,
  reachable: 'Your phone is gone, so tell them how to reach you: another number, video, or in person.',
  numberLabel: 'Your number',
  numberFor: (who: string): string => `Your number for ${who}`,
  numberHint: (who: string): string =>
    `Say it only when you recognise ${who}, on a call or face to face. Never write it in a chat, and tell nobody else.`,
  numberHintStranger:
    'You do not know the caller? Call them back on a number from the company directory, then say it. Never write it in a chat.',
  numberHidden: 'You have a number to tell your approver. It is shown to you only.',
  numberOnPage: (masked: string): string =>
    `Your number and, later, your pass are on the page behind the link that went to ${masked}.`,
  readyTitle: 'Have ready meanwhile',
  requesterLead: (name: string): string => `${name} has to be recognised before anything changes.`,
  requesterUnconfirmed: (name: string): string => `${name} has to confirm in their own chat first: “Yes, this is me”.`,
  requesterUnconfirmedOnPage: (name: string, contact: string): string =>
    `${name} has to say “Yes, this is me” first, on the page behind the link that went to ${contact}.`,
  requesterApproved: (name: string, who: string): string =>
    `${who} approved. ${name} can see the pass with the code that is read out to them.`,
  requesterRevealed: (name: string): string => `${name} has seen the pass and adds a new method now.`,
  requesterSecret: 'You see how it goes. Numbers, codes and the pass appear only to the people they are for.',
  quote: (name: string): string => `In the words of ${name}`,
  at: (who: string, when: string): string => `${who}, ${when}`,
  /** Who pressed the link in a notice: nobody knows more than that. */
  holder: {
    employee: 'Whoever got a notice for the employee outside Teams',
    manager: 'Whoever got the mail to the manager',
  },
} as const;

/** “Did you ask for this?”: somebody else opened the request. */
export const ITS_ME = {
  title: 'Did you ask for this?',
  lead: (requester: string): string =>
    `${requester} has asked for an account recovery for you. Nothing happens until you answer.`,
  yes: 'If it is right, press “Yes, this is me”. You then get a number for your approver.',
  other: 'Something else happened? Write it to me, for example “new phone”: then your own words count.',
  no: 'If you know nothing about it, press “This was not me”. The request stops and the security team is told.',
} as const;

/** Why a method that should go is still registered. */
export const KEPT = {
  defaultMethod: 'Microsoft Entra keeps the default method. Remove it at aka.ms/mysecurityinfo once the new one works.',
  orderRequired:
    'Microsoft Entra removes no mobile number while an alternate one stands. Change it at aka.ms/mysecurityinfo, or remove the alternate one there first.',
  stillListed: 'Microsoft Entra still lists it.',
} as const;

/** One line per step of the work, each with its standing in a word. */
export const STEPS = {
  title: 'How far it is',
  done: '✓ Done',
  now: '● Now',
  next: '○ Next',
  stays: '! Stays',
  open: '! Open',
  approved: (who: string, how: string, when: string): string => `Approved by ${who}, ${how}, ${when}`,
  passShown: (when: string): string => `Pass shown, ${when}`,
  passAwaited: 'The pass is shown to the employee',
  passAwaitedOwn: 'You show your pass with the code',
  removed: (label: string): string => `Removed: ${label}`,
  removing: (label: string): string => `Being removed: ${label}`,
  notRemoved: (label: string): string => `Not removed: ${label}`,
  removedCount: (gone: number, all: number): string =>
    all === 1
      ? `${gone === 1 ? 'Removed' : 'To be removed'}: one method`
      : `Removed: ${String(gone)} of ${String(all)} methods`,
  keptCount: (count: number): string =>
    count === 1 ? 'Still registered: one method' : `Still registered: ${String(count)} methods`,
  toRemove: (label: string): string => `To be removed: ${label}`,
  deferred: (label: string): string => `Goes last, as the default method: ${label}`,
  kept: (label: string, why: string): string => `Still registered: ${label}. ${why}`,
  keptNoReason: (label: string): string => `Still registered: ${label}`,
  verified: 'Checked that what was removed is gone',
  verifying: 'Check that what was removed is gone',
  unverified: 'Not checked whether what was removed is gone',
  sessionsDone: (when: string): string => `Signed out everywhere, ${when}`,
  sessionsNext: 'Sign out everywhere else',
  enrolled: (when: string): string => `New method added, ${when}`,
  enrolAwaited: 'The employee adds a new method',
  enrolAwaitedOwn: 'You add your new method at aka.ms/mysecurityinfo',
} as const;
