/** What a notice may name. `name` is the employee's name, as other people read it. */
export interface NoticeFacts {
  readonly shortCode: string;
  readonly name: string;
}

interface NoticeWords {
  /** Heading of the card, the same for every reader. */
  readonly title: string;
  /** To the employee, in chat. */
  readonly employee: string;
  /** To whoever opened it and to approvers, in chat. */
  readonly others: (name: string) => string;
  /** To who attends to the employee at a counter, where that is something else. */
  readonly attendant?: (name: string) => string;
  /** To who attended before. */
  readonly relieved?: (name: string) => string;
}

/** One fresh message per event. None holds a secret, and each is true on its own. */
export const NOTICES = {
  opened: {
    title: 'Account recovery opened',
    employee: 'A recovery of your account was asked for. Nothing changes until somebody has recognised you.',
    others: (name) => `An account recovery for ${name} is waiting. Please open the card.`,
  },
  approved: {
    title: 'Account recovery approved',
    employee: 'Your recovery was approved. You can show your pass with the code that your approver reads out.',
    others: (name) => `The recovery for ${name} was approved.`,
    attendant: (name) =>
      `Both have approved the recovery for ${name}. Press “Show the request”, then “Show QR code”, and let the person before you scan it with a device of their own.`,
  },
  denied: {
    title: 'Account recovery ended',
    employee: 'Your recovery ended before a pass was shown. The request says why, and what you can do.',
    others: (name) => `The recovery for ${name} ended before a pass was shown.`,
  },
  held: {
    title: 'Account recovery on hold',
    employee: 'Your recovery is checked more closely before anything happens. Somebody will call you.',
    others: (name) => `The recovery for ${name} is on hold until it has been checked.`,
  },
  revealed: {
    title: 'A pass was shown',
    employee: 'A pass was shown that signs in to your account once.',
    others: (name) => `${name} has seen the pass and can add a new method.`,
  },
  completed: {
    title: 'Account recovery complete',
    employee: 'A new sign-in method was added to your account and the lost ones were removed.',
    others: (name) => `${name} is back in.`,
  },
  failed: {
    title: 'Account recovery not finished',
    employee: 'Your recovery could not be finished by itself. Your helpdesk has been told and will call you.',
    others: (name) => `The recovery for ${name} could not be finished. The helpdesk has been told.`,
  },
  incident: {
    title: 'Account recovery stopped for safety',
    employee: 'Your recovery was stopped as possible fraud. Your security team will call you or meet you.',
    others: (name) => `The recovery for ${name} was stopped as possible fraud. The security team has it.`,
  },
  codeVoided: {
    title: 'A code was typed wrongly too often',
    employee: 'The code for your pass was typed wrongly too often and is blocked. Your approver can make a new one.',
    others: (name) => `The code for ${name} was typed wrongly too often and is blocked. Was it really them?`,
  },
  numberLocked: {
    title: 'A number was typed wrongly too often',
    employee: 'The number for your recovery was typed wrongly too often, so it is on hold. Somebody will call you.',
    others: (name) => `The number for ${name} was typed wrongly too often. The request is on hold.`,
  },
  enrolled: {
    title: 'A new sign-in method was added',
    employee: 'A new sign-in method was added to your account.',
    others: (name) => `${name} has added a new sign-in method.`,
  },
  newPassword: {
    title: 'A new password is needed',
    employee:
      'At your next sign-in with your password, Microsoft asks you for a new one, because somebody else may know the present one. The request says why. Nobody asks you for either of them in a chat, by mail or on the phone.',
    others: (name) => `${name} is asked for a new password at the next sign-in.`,
  },
  passEnds: {
    title: 'Your pass ends soon',
    employee:
      'No new sign-in method was seen yet. Sign in with your pass now and add one: the card above shows the pass, or says how to see a new one.',
    others: (name) => `The pass of ${name} ends soon, and no new sign-in method was seen yet.`,
  },
  stuck: {
    title: 'A recovery does not get on',
    employee: 'Your recovery takes longer than usual. Nothing is lost, and your helpdesk has been told.',
    others: (name) => `The recovery for ${name} does not get on. The card says why and what to do.`,
  },
  unreached: {
    title: 'An approver cannot be reached',
    employee: 'Somebody who should approve your recovery cannot be reached. Somebody else is asked.',
    others: (name) => `Somebody who should approve the recovery for ${name} cannot be reached. The card says why.`,
  },
  unchecked: {
    title: 'A new sign-in method was not accounted for',
    employee: 'A new sign-in method was added to your account, and nobody could check by whom.',
    others: (name) =>
      `A new sign-in method was added to the account of ${name}, and the logs of Microsoft Entra do not show that it was them. Please ask them, face to face or on a number you know. If it was not, ask them to press “This was not me”, and switch the account off in Microsoft Entra.`,
  },
  relieved: {
    title: 'Another attendant at the counter',
    employee: 'Somebody else of your helpdesk attends to you at the counter now.',
    others: (name) =>
      `Somebody else of the helpdesk attends to ${name} at the counter now and has looked at an ID. The code from before is dead: make sure anew that you speak with ${name}, then press “Show the request” for a new one. Do you doubt it? Withdraw your approval there.`,
    relieved: (name) =>
      `A colleague has taken over from you at the counter for ${name}. Your QR code is dead. If you did not hand ${name} over to them, press “This is not them”.`,
  },
  selfVerified: {
    title: 'Account recovery without an approver',
    employee: 'You asked for a recovery without an approver. A code went to your number by text message.',
    others: (name) =>
      `${name} asked to recover their account by themselves. Nobody is asked to approve: a code went to a number that has long been registered for them.`,
  },
  selfRecovered: {
    title: 'Recovered by themselves',
    employee: 'A pass for your account was shown for a code by text message. Nobody approved it.',
    others: (name) =>
      `${name} recovered their account by themselves, with a code by text message. Nobody approved it: please ask them, face to face or on a number you know, whether it was them.`,
  },
  moved: {
    title: 'The pass appears elsewhere now',
    employee:
      'The time to show your pass in this chat is over, because your phone was stolen: you are signed out everywhere. The request says where it appears now, and what you can do.',
    others: (name) =>
      `${name} was not shown the pass in Teams in time, so their sessions end and it appears elsewhere. The request says where; a code from before is dead.`,
  },
} as const satisfies Readonly<Record<string, NoticeWords>>;

export type NoticeCode = keyof typeof NOTICES;
export type NoticeReader = 'employee' | 'attendant' | 'relieved' | 'others';

/** What a notice says, without its reference. */
export function noticeSentence(kind: NoticeCode, reader: NoticeReader, name: string): string {
  const words: NoticeWords = NOTICES[kind];
  return reader === 'employee' ? words.employee : (words[reader] ?? words.others)(name);
}

/** The short text of a notice in chat. */
export function noticeText(kind: NoticeCode, reader: 'employee' | 'others', facts: NoticeFacts): string {
  return `${noticeSentence(kind, reader, facts.name)} (${facts.shortCode})`;
}
