/**
 * `who`: who did it, by name, whoever pressed a link, or Latchkey itself. `whom`: somebody else whom it concerns, the employee
 * where there is nobody else. `what`: how, why or in whose words, without a full stop. `noise`: tells nobody how an account
 * was attacked or saved.
 */
type Line = ((who: string, whom: string, what: string) => string) | 'noise';

const says = (words: string): string => (words === '' ? '' : `: ${words}`);

/** One sentence for each event of a request. Keys are the events of the domain, and complete. */
export const TIMELINE = {
  opened: (who, whom, what) => `${who} opened a recovery for ${whom} (${what})`,
  joined: (_who, whom) => `${whom} asked for the same`,
  takenOver: (_who, whom, what) => `${whom} took the request over${says(what)}`,
  employeeConfirmed: (_who, whom) => `Somebody in the place of ${whom} said “Yes, this is me”`,
  attended: (_who, whom) => `${whom} took the case at a counter`,
  idChecked: (who, _whom, what) => `${who} looked at an ID: ${what}`,
  qrShown: (who) => `${who} showed a QR code to the page of the pass`,
  qrOpened: () => 'A device opened the QR code',
  approverAsked: (_who, whom) => `${whom} was asked to approve`,
  approverUnreachable: (_who, whom) => `${whom} could not be reached in Teams`,
  approversReplaced: (who) => `${who} had somebody else asked`,
  reminded: (who) => `${who} reminded the approver`,
  escalated: () => 'Further people were asked to approve',
  approverSteppedUp: (_who, whom) => `${whom} signed in afresh to approve`,
  matchFailed: (_who, whom) => `${whom} typed a wrong number`,
  slotApproved: (_who, whom, what) => `${whom} approved, ${what}, as one of two`,
  approved: (_who, whom, what) => `${whom} approved, ${what}`,
  selfVerified: (_who, _whom, what) => `The rules let a code to ${what} do, and nobody was asked to approve`,
  approvalRequired: () => 'From then on somebody had to approve',
  codeSent: () => 'The code went out by text message',
  codeSendFailed: () => 'The code could not be sent by text message',
  evaluated: () => 'It was decided as an evaluation, and nothing was done',
  denied: (who) => `${who} said no`,
  held: (who) => `${who} put it on hold`,
  released: (who, _whom, what) => `${who} released the hold${says(what)}`,
  refused: () => 'It was refused by a rule',
  cancelled: (who) => `${who} cancelled it`,
  expired: () => 'The time ran out',
  withdrawn: (who) => `${who} took the approval back`,
  fraudReported: (who, _whom, what) => `${who} reported it${says(what)}`,
  codeRenewed: (who, _whom, what) => `${who} made a new release code${says(what)}`,
  codeFailed: (_who, whom) => `A wrong release code was typed in the place of ${whom}`,
  codeVoided: () => 'The release code was blocked after too many wrong tries',
  approverLost: () => 'The approver may not approve any more, so somebody else was asked',
  linkAsked: (who) => `${who} asked for a new one-time link: those of before are dead`,
  linkSent: (_who, _whom, what) => `A one-time link went out by ${what}`,
  linkFailed: (_who, _whom, what) => `A one-time link could not be sent by ${what}`,
  revealStarted: 'noise',
  passTermsChanged: 'noise',
  passIssued: (_who, whom) => `A pass was shown in the place of ${whom}`,
  passDropped: () => 'A pass was made and shown to nobody',
  placeholderStarted: 'noise',
  placeholderIssued: () => 'A pass that nobody knows was put on the account',
  passReplaced: () => 'Another pass was found in the place of the one that was shown',
  gapOpened: 'noise',
  gapClosed: () => 'A pass that nobody knows was put on the account',
  methodRemoved: (_who, _whom, what) => `A sign-in method was removed: ${what}`,
  methodDeferred: 'noise',
  defaultSwitched: (_who, _whom, what) => `Another default sign-in method was set: ${what}`,
  methodKept: (_who, _whom, what) => `A sign-in method could not be removed: ${what}`,
  removalVerified: 'noise',
  sessionsRevoked: () => 'All sessions were ended',
  revealMoved: (_who, _whom, what) => `The time of the chat was over: the pass was to appear behind a link by ${what}`,
  movedToCounter: () =>
    'The time of the chat was over: the pass was to appear at a counter, and two people were asked anew',
  enrolmentSeen: (_who, _whom, what) => `A new sign-in method was seen: ${what}`,
  enrolmentChecked: (_who, _whom, what) => `The logs were asked who added it${says(what)}`,
  completed: () => 'The recovery was complete',
  failed: () => 'The recovery could not be finished',
  retried: (who) => `${who} started it over`,
  stepFailed: 'noise',
  stepRecovered: 'noise',
  accountDisabled: () => 'The account was switched off',
  accountDisableFailed: () => 'The account could not be switched off',
  passRemoved: () => 'The pass was taken away',
  intruderRemoved: (_who, _whom, what) => `A method that was added since the approval was removed: ${what}`,
  contained: () => 'Securing the account ended',
  shieldLifted: (who, _whom, what) => `${who} lifted the shield${says(what)}`,
  passwordChangeAsked: (who, _whom, what) => `${who} asked that a new password be chosen: ${what}`,
  passwordChangeRequired: (_who, whom, what) => `A new password is asked for at the next sign-in, for ${whom}: ${what}`,
  passwordChangeNotDone: (_who, _whom, what) => `A new password was ${what}`,
  taskDone: (who, _whom, what) => `${who} filled a task: ${what}`,
  incidentClosed: (who) => `${who} closed the incident`,
  notified: 'noise',
} as const satisfies Readonly<Record<string, Line>>;

export const TIMELINE_WORDS = {
  title: 'Step by step',
  itself: 'Latchkey',
  typedInChat: 'the one before stood in the chat',
  left: (count: number): string =>
    count === 1 ? 'One step more is not shown.' : `${String(count)} steps more are not shown.`,
  /** Whatever the reason: security must not take an empty list for a quiet story. */
  unreadable: 'The steps cannot be read, or do not hold. Run “npm run audit -- verify” with the short code.',
  channel: { email: 'e-mail', sms: 'text message' },
  /** What they said. Keys are those of the domain. */
  checked: {
    open: 'they do not say yet',
    ok: 'the employee',
    unknown: 'they do not say',
    notAvailable: 'not available with this licence',
    raised: 'something speaks against it',
  },
  /** Why a link was not sent, where that is about the contact. Keys are codes of the domain. */
  noLink: {
    contactChanged: 'the contact was changed or removed since it was chosen',
    contactNotTrusted: 'the rules do not let it go to that contact any more',
  },
} as const;

/** Names of sign-in methods, as in Microsoft Entra. Keys are the kinds of the domain. */
export const METHOD_NAMES = {
  password: 'password',
  mobilePhone: 'mobile phone',
  alternateMobilePhone: 'other mobile phone',
  officePhone: 'office phone',
  email: 'e-mail address',
  microsoftAuthenticator: 'Microsoft Authenticator',
  softwareOath: 'authenticator app with codes',
  hardwareOath: 'hardware token with codes',
  fido2: 'security key or passkey',
  windowsHelloForBusiness: 'Windows Hello',
  platformCredential: 'platform credential',
  externalAuthenticationMethod: 'external method',
  qrCodePin: 'QR code with PIN',
  temporaryAccessPass: 'pass',
  unknown: 'a kind that Latchkey does not know',
} as const;
