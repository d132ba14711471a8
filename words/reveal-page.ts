/** Sentences of the page behind a one-time link. Names come in as plain text; the page escapes them. */

/** Who stands behind an approval when no name is known. */
export const GROUPS = {
  manager: 'your manager',
  standIn: 'a colleague in place of your manager',
  duty: 'a colleague of the duty team',
  security: 'a colleague of the security team',
} as const;

const either = new Intl.ListFormat('en', { type: 'disjunction' });
const both = new Intl.ListFormat('en', { type: 'conjunction' });

export const listOr = (names: readonly string[]): string => either.format(names);
export const listAnd = (names: readonly string[]): string => both.format(names);

/** A name or "your manager" may stand first in a sentence. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const LAYOUT = {
  product: 'Latchkey',
  subtitle: 'Account recovery',
  skip: 'Skip to the content',
  step: (step: number, steps: number): string => `Step ${String(step)} of ${String(steps)}`,
  request: (shortCode: string): string => `Request ${shortCode}`,
  never: 'Latchkey never asks for your password.',
  privacy: 'Privacy',
  terms: 'Terms of use',
  newTab: 'opens in a new tab',
  changed: 'The page has changed.',
  linkOver:
    'The time of this link is over: this page moves on no more, and its buttons do nothing. What it shows stays. To go on, open the link in your newest message. If there is none, ask your helpdesk to send a new link; at a counter, ask for a new QR code.',
} as const;

export const NOT_ME = {
  summary: 'This was not me',
  explain:
    'Then somebody may be trying to get into this account. Report it: the request stops at once and your security team is told.',
  button: 'Stop and report it',
} as const;

export const CONFIRM = {
  heading: 'Is this you?',
  asked: (opener: string | undefined, employee: string | undefined): string => {
    const account = employee === undefined ? 'an account' : `the account of ${employee}`;
    return `${opener ?? 'Somebody'} asked to recover ${account} because a way to sign in is lost.`;
  },
  onlyIf: 'Press the button only if this is your account and you want it back. Opening this page has changed nothing.',
  button: 'Yes, this is me',
} as const;

/** Behind a QR code that was scanned at a counter. */
export const QR_PAGE = {
  heading: 'Open it on your own device',
  sentences: [
    'You scanned a code at a counter of your helpdesk. Press the button only if this is a device of your own: it opens here, and on no other.',
    'On the next page you type the code that your two approvers say to you, and see your pass. Nobody else may see that screen, not even at the counter.',
  ],
  button: 'Open it here',
} as const;

export const WAITING = {
  heading: 'Wait for a call',
  one: (who: string): string => sentence(`${who} will call or meet you and ask for this number.`),
  two: (who: string): string =>
    sentence(`${who} will call or meet you, one after the other. Each asks for a number of their own.`),
  careful: 'Say it only when you recognise who is asking, on a call or face to face. Never write it in a message.',
  label: 'Your number',
  labelFor: (who: string): string => `Your number for ${who}`,
  approved: (who: string): string => `Approved by ${who}`,
  then: 'Then you hear a code, on the same call. This page moves on by itself and asks for it: leave it open.',
  readyHeading: 'Have ready meanwhile',
  ready: [
    'A way for them to reach you: another phone, a video call, or in person.',
    'The phone or computer on which you will sign in, charged and online.',
    'On a new phone: Microsoft Authenticator, installed from the app store.',
    'Ten quiet minutes. That is how long you have to register after signing in.',
  ],
} as const;

export const CODE = {
  heading: 'Type the code',
  one: (who: string): string => sentence(`${who} reads a code of 6 digits to you. Type it here.`),
  two: (first: string, second: string): string =>
    `Two people read a code to you, 3 digits from each. Type the 3 digits from ${first} first, then the 3 digits from ${second}.`,
  label: 'Six-digit code',
  hint: 'Good until',
  button: 'Show my pass',
  working: 'Still working, nothing is lost. Leave this page open.',
  alone: 'Your pass appears on this page. Make sure that nobody else can see your screen.',
  overHeading: 'Ask for a new code',
  expired: 'The code has run out.',
  voided: 'The code was blocked after too many wrong tries.',
  renewOne: (who: string): string =>
    `Ask ${who} to press “New code” and to read it out to you. Then this page asks for it.`,
  renewTwo: (who: string): string =>
    `Ask ${who} to press “New code”. Then both read their 3 digits to you, and this page asks for them.`,
} as const;

export const PASS = {
  heading: 'Your pass',
  label: 'Temporary Access Pass',
  caseMatters: 'Capital and small letters matter.',
  copy: 'Copy',
  copied: 'Copied',
  once: 'It signs you in once, until',
  left: 'Time left:',
  over: 'This pass has run out.',
  nobody: 'Nobody needs this pass but you: not your manager, not the helpdesk. Do not send it to anyone.',
  stepsHeading: 'Do this now',
  open: 'Open this page, best in a private window:',
  signIn: 'Enter your work e-mail address, then this pass.',
  add: 'Choose “Add sign-in method” and add your new method. Finish within 10 minutes of signing in.',
  second: 'Add a second method too. It is your spare.',
  qr: 'On another device? Scan this with its camera. The pass is not in it.',
  qrAlt: 'QR code that opens aka.ms/mysecurityinfo',
  patience: 'Not asked for the pass? It can take a few minutes to work everywhere. Wait a moment and try again.',
  again: (left: number): string => {
    if (left === 0) return 'This was the last pass for this request. Leave this page open until you have signed in.';
    const times = left === 1 ? 'once more' : `${String(left)} more times`;
    return `Leave this page open until you have signed in. If the pass is lost, a new one can be made ${times}; the old one then stops working.`;
  },
} as const;

export const REVEALED = {
  heading: 'Your pass was shown',
  until: 'It signs you in once, until',
  againSummary: 'Show a pass once more',
  again: 'Type the code from your approver; if it has run out, ask for a new one. The old pass then stops working.',
  button: 'Show a new pass',
} as const;
