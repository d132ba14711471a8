interface VerifiedWords {
  /** On the button that approves. */
  readonly button: string;
  /** In a record: "Approved by Grace Hopper, in person". */
  readonly record: string;
}

/** How the approver recognised the employee. */
export const VERIFIED_BY = {
  inPerson: { button: 'I met them in person', record: 'in person' },
  videoCall: { button: 'I saw their face on video', record: 'on video, face known' },
  knownNumber: { button: 'I called a number I knew', record: 'by a call to a known number' },
} as const satisfies Readonly<Record<string, VerifiedWords>>;

/** Why an approver says no. The code is what the choice sends and what the request keeps. */
export const DENY_REASONS = {
  'denied.couldNotReach': 'I could not reach them',
  'denied.notMyEmployee': 'They do not report to me',
  'denied.notNeeded': 'They no longer need it',
  'denied.leaving': 'They have left, or are about to leave',
  'denied.other': 'Another reason',
} as const;
export type DenyReason = keyof typeof DENY_REASONS;

/** Why an approver calls it fraud. */
export const FRAUD_REASONS = {
  'fraud.didNotAsk': 'They say that they did not ask for this',
  'fraud.notThem': 'The person I spoke with was not them',
  'fraud.pressure': 'Somebody pressed me to approve',
  'fraud.wrongWay': 'The number reached me by chat or through somebody else',
  'fraud.notApproved': 'I did not approve this',
  'fraud.other': 'Another reason',
} as const;
export type FraudReason = keyof typeof FRAUD_REASONS;

/** How the helpdesk recognised somebody. Keys are the codes of `recovery/proof-codes.ts`. */
export const PROOFS = {
  'proof.identityCard': 'Identity card, checked at the counter',
  'proof.knownFace': 'Known in person to the agent or a colleague present',
  'proof.callBack': 'Called back on the number that HR holds',
  'proof.video': 'Video call, face compared with the HR photo',
} as const;

/** When the device was last in the employee's hands; hours back from now, none = not sure. */
export const LAST_HAD = [
  { label: 'Within the last hour', hours: 0 },
  { label: 'More than an hour ago', hours: 1 },
  { label: 'More than 12 hours ago', hours: 12 },
  { label: 'More than a day ago', hours: 24 },
  { label: 'More than a week ago', hours: 168 },
] as const;

const has = <T extends object>(table: T, code: string): code is Extract<keyof T, string> => Object.hasOwn(table, code);

export const isDenyReason = (code: string): code is DenyReason => has(DENY_REASONS, code);
export const isFraudReason = (code: string): code is FraudReason => has(FRAUD_REASONS, code);
