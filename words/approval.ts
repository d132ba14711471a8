/** What the approver reads, in the order in which it is needed. */
export const APPROVAL = {
  lead: (name: string, says: string): string => `${name} ${says}`,
  ask: 'You are asked to make sure that it is really them.',
  waitsForEmployee: (name: string): string =>
    `${name} has not confirmed yet that they asked for this. You can decide as soon as they have.`,
  effectTitle: 'If you approve',
  pass: 'They get a pass that works once, to add a new sign-in method.',
  undone: 'What is removed cannot be restored.',
  checkedTitle: 'What was checked',
  checked: { ok: 'Fine', raised: 'Take care', unknown: 'Not readable', notAvailable: 'Not available' },
  howTitle: 'First speak with them',
  how: [
    'In person, on video with the camera on, or on a number you already know.',
    'Not by chat and not by a Teams call: if the account is in other hands, so are those.',
    'Ask for the three digits on their screen. Then press Approve.',
  ],
  howPhoneGone: [
    'In person, on video with the camera on, or on a number you already know: not the phone that is gone.',
    'Not by chat and not by a Teams call: if the account is in other hands, so are those.',
    'Ask for the three digits on their screen. Then press Approve.',
  ],
  linkGoes: (channel: string, contact: string): string =>
    `Their number and their pass appear on a page behind a link that goes by ${channel} to ${contact}.`,
  notTheLink: {
    sms: (contact: string): string =>
      `Not on the phone that got a link to this request by text message, either (${contact}): who reads its messages would answer your call.`,
    email: (contact: string): string =>
      `Not by mail, either: who reads the mailbox that got a link to this request (${contact}) would answer you.`,
  },
  noHurry: 'Nobody may hurry you. If in doubt, press “I am not sure”: somebody else checks, and nothing changes.',
  oddName: (name: string): string =>
    `Careful: the name “${name}” is written in a way in which one name can be made to look like another. Go by the account, not by the name.`,
  labels: { openedBy: 'Opened by', until: 'Decide by' },
  bySelf: 'themselves, from their own account',
  signInFirst: 'To approve you have to sign in again, with your second step: press Approve to begin.',
  ofTwo: 'You are one of two people who have to approve.',
  answered: (who: string): string => `${who} has already answered for this step. You can close this card.`,
  youApproved: (how: string, when: string): string => `You approved, ${how}, ${when}.`,
  waitsForOther: (who: string): string => `The second approval is still open: ${who}.`,
  passedOn: 'This request has gone to somebody else. You can close this card.',
  thenCode: 'After that you get your half of a code to read out.',
  nothingTitle: 'Nothing left for you to do',
  notYetTitle: 'Not yours to decide yet',
} as const;

export const STEP_UP = {
  title: 'Sign in first',
  lead: 'Your organisation asks for a fresh sign-in: press “Sign in”, come back here, and press Approve again.',
  open: 'Sign in',
  notYou: 'Nothing is decided yet. To deny or to report fraud you need no sign-in.',
} as const;

export const CONFIRM_APPROVE = {
  title: 'Type the number they tell you',
  lead: (name: string): string => `Ask ${name} for the three digits on their screen. Only they can see them.`,
  number: 'Their number',
  numberPlaceholder: 'Three digits',
  numberError: 'Please type the three digits.',
  reason: 'Note for the record (optional)',
  reasonPlaceholder: 'For example: called on her home number',
  reasonError: 'Please keep it under 200 characters.',
  howTitle: 'How did you recognise them?',
  how: 'Press what is true. It approves the request, and is recorded with your name.',
  next: 'You then get a six-digit code to read out. Stay on the call.',
  back: 'You have not spoken with them? Press Back.',
  summary: 'Type the number they tell you',
} as const;

export const CONFIRM_DENY = {
  title: 'Deny this request?',
  lead: (name: string): string => `${name} and whoever opened it are told. Nothing on the account changes.`,
  reason: 'Why?',
  reasonError: 'Please choose a reason.',
  summary: 'Deny this request?',
} as const;

export const CONFIRM_FRAUD = {
  title: 'Report this as fraud?',
  lead: 'The request stops at once and the security team is told.',
  after: 'If methods were already removed, the account is switched off until security has spoken with the employee.',
  reason: 'What makes you think so?',
  reasonError: 'Please choose a reason.',
  summary: 'Report this as fraud?',
} as const;

export const RELEASE = {
  title: 'Read this code out now',
  titleHalf: 'Read your half of the code out now',
  titleHidden: 'You approved',
  titleEnded: 'The code has run out',
  titleVoid: 'The code was blocked',
  lead: (name: string): string => `To ${name} only, while you still speak with them. They type it and see their pass.`,
  label: 'Code',
  labelHalf: { 1: 'First half of the code', 2: 'Second half of the code' },
  half: (who: string): string => `The other half is with ${who}. The employee types both, first half first.`,
  hidden: 'The code is shown to you only. Press “Show the code” when you are speaking with them.',
  never: 'Say it, never write it: not in a chat, a mail or a text message.',
  until: 'Good until',
  ended: (name: string): string => `If you are speaking with ${name} now, press “New code” and read it out.`,
  voided: (name: string): string =>
    `It was typed wrongly too often, and security was told. Press “New code” only if you are speaking with ${name} now.`,
  withdraw: 'Until the pass is shown you can still take your approval back.',
  spent: (name: string, times: number): string =>
    `${name} wrote the code into the chat, where others may read it${times > 1 ? `, ${String(times)} times by now` : ''}: that one opens nothing any more. This is another one. Ask them to type it on their card, never in the chat.`,
  revealed: (name: string): string => `${name} has seen the pass. There is nothing more for you to do.`,
  again: 'If they have to see a pass once more, press “New code” while you speak with them.',
  againNow: 'If they have to see a pass once more while you speak with them, read this code out.',
} as const;
