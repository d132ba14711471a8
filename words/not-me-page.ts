import type { NoticeWord } from './mail-and-sms';

/** What the notice said, without whose account it is: whoever has the link may be anybody. */
export const NOT_ME_HAPPENED: Readonly<Record<NoticeWord, string>> = {
  opened: 'An account recovery was asked for.',
  approved: 'An account recovery was approved.',
  denied: 'An account recovery was denied.',
  held: 'An account recovery was put on hold.',
  revealed: 'A Temporary Access Pass was shown.',
  completed: 'An account recovery was completed.',
  failed: 'An account recovery could not be finished.',
  incident: 'An account recovery was stopped as possible fraud.',
  codeVoided: 'Too many wrong release codes were typed.',
  numberLocked: 'Too many wrong match numbers were typed.',
  enrolled: 'A new sign-in method was registered.',
  newPassword: 'A new password was asked for.',
  stuck: 'An account recovery takes longer than usual.',
  unreached: 'An approver could not be reached.',
  unchecked: 'A new sign-in method was registered, and nobody could check by whom.',
  relieved: 'Somebody else attended to an account recovery at a counter.',
  passEnds: 'A Temporary Access Pass for an account was about to end unused.',
  selfVerified: 'An account recovery was asked for without an approver.',
  selfRecovered: 'A Temporary Access Pass was shown without an approver.',
  moved: 'A Temporary Access Pass was to appear behind a link or at a counter.',
};

/** The page behind the link in a notice, as long as the recovery can be stopped. */
export const NOT_ME_ASK = {
  heading: 'Was this you?',
  what: 'What happened',
  when: 'When',
  request: 'Request',
  whose: {
    employee: 'It is about the account of whoever got this message.',
    manager: 'It is about the account of somebody who is named in the message that you got.',
  },
  fine: 'If it was you, or was agreed with you, close this page. Opening it has changed nothing.',
  stop: 'If you know nothing about it, stop it. You need no password and no code.',
  button: 'This was not me: stop it',
  then: 'It stops at once, your security team is told, and nothing more happens until people have checked it.',
} as const;

/** After the press, and whenever the link is opened again. */
export const NOT_ME_STOPPED = {
  heading: 'Everything has stopped',
  now: 'Nothing more happens in this recovery. Your security team has been told.',
  account:
    'What had been done to the account already is made safe: a pass that was shown is taken away, so is a method that was added, and the account may be switched off until people have spoken with its owner.',
  call: 'Do not wait to be called: call your helpdesk now, on a number that you already know and never on one from a message. Name the request below.',
  nobody: 'Use no pass or code that you have, and give none to anybody, whoever asks.',
} as const;
