/** A new password at the next sign-in. Latchkey sets none and knows none. */

/** Why somebody else may know the present one, as security chooses. Keys are those of the domain. */
export const PASSWORD_REASONS = {
  told: 'They told it to somebody, or were talked into it',
  typedElsewhere: 'They typed it on a page that was not Microsoft’s',
  keptOnDevice: 'It was written down or kept on the device that is gone',
  usedByOthers: 'The sign-in log shows it used, and not by them',
  inTheAccount: 'Whoever was in the account may have seen it',
} as const;

/** The same to the employee, who reads it in their own chat. */
export const PASSWORD_REASONS_TO_THEM = {
  told: 'it was told to somebody',
  typedElsewhere: 'it was typed on a page that was not Microsoft’s',
  keptOnDevice: 'it was written down or kept on the device that is gone',
  usedByOthers: 'it was used, and it seems not by you',
  inTheAccount: 'whoever was in your account may have seen it',
} as const satisfies Readonly<Record<keyof typeof PASSWORD_REASONS, string>>;

/** Why it was not done. Keys are codes of the domain and of failures. */
const NOT_DONE = {
  passwordOnPremises:
    'this password is kept on premises. Ask whoever runs your Active Directory to have it changed there',
  passwordNotGranted: 'Latchkey was not given the permission for it. Do it in Microsoft Entra',
  passwordNoWayIn: 'they had nothing to sign in with. Do it in Microsoft Entra when they are back in',
  askerNoLongerStands: 'whoever asked is not of security any more. Somebody else of security can ask',
  personNotFound: 'Microsoft Entra does not find the account',
  notFound: 'Microsoft Entra does not find the account',
  forbidden: 'Microsoft Entra refused it. Do it there by hand; an administrator can check what Latchkey was given',
} as const;

const REFUSED = 'Microsoft Entra refused it. Do it there by hand';

const known = (why: string): why is keyof typeof NOT_DONE => Object.hasOwn(NOT_DONE, why);
const notDone = (why: string): string => (known(why) ? NOT_DONE[why] : REFUSED);

export const NEW_PASSWORD_FORM = {
  title: 'Ask for a new password?',
  lead: (name: string): string =>
    `Only if somebody else may know the password of ${name}. A recovery alone is no reason, and neither is a forgotten password: ${name} can set a new one by themselves once they are back in.`,
  whatTitle: 'What happens',
  what: [
    'As soon as a sign-in method of theirs stands, Microsoft asks for a new password at the next sign-in with the present one, after their second step.',
    'They need the present password once more. They are told why, in Teams and outside.',
    'Latchkey sets no password and learns none. It is recorded with your name.',
  ],
  wrongTitle: 'When it is wrong',
  wrong: [
    'Somebody else may still hold a sign-in method of theirs: whoever signs in next would choose the new password. Reset it in Microsoft Entra instead.',
    'They do not know the present password: then reset it, or let them do it by themselves.',
    'The password is in use by somebody at this moment: end the sessions and reset it first.',
  ],
  reason: 'Why may somebody else know it?',
  reasonError: 'Please choose a reason.',
  words: 'In your own words (optional)',
  wordsError: 'Please keep it under 200 characters.',
} as const;

export const NEW_PASSWORD = {
  label: 'New password',
  asked: (reason: string, who: string, when: string): string =>
    `asked for by ${who}, ${when}: ${reason}. It is done when they have a method to sign in with`,
  required: (reason: string, who: string, when: string): string =>
    `Microsoft asks for it at the next sign-in, since ${when}, for ${who}: ${reason}`,
  notDone: (why: string): string => `not asked for: ${notDone(why)}`,
  /** Why security is not offered it. */
  notOffered: (why: string): string => `cannot be asked for here: ${notDone(why)}`,
  suggest: (name: string): string =>
    `Could whoever has the phone know the password of ${name} as well? Tell your security team: they can ask for a new one.`,
  suggestToSecurity:
    'The phone is in other hands. If the password may be too, for a reason you can name, ask for a new one. Otherwise leave it.',
} as const;

/** Step by step: to the employee, and to others. */
export const NEW_PASSWORD_STEPS = {
  next: 'A new password is asked for at the next sign-in with the present one',
  nextOwn: 'Microsoft will ask you for a new password',
  done: (when: string): string => `A new password is asked for at the next sign-in with the present one, ${when}`,
  doneOwn: (because: string): string =>
    `At your next sign-in with your password Microsoft asks you for a new one, because ${because}`,
  notDone: 'A new password could not be asked for',
  notDoneOwn: 'Your helpdesk may ask you to choose a new password',
} as const;

export const isPasswordReason = (code: string): code is keyof typeof PASSWORD_REASONS =>
  Object.hasOwn(PASSWORD_REASONS, code);
