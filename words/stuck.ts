/** What a step of the work does, as the end of “cannot … right now” and “… is tried again”. Keys are the steps of the domain. */
const DOING = {
  expire: 'end the request',
  remind: 'remind the approver',
  escalate: 'find the next approver',
  replaceApprovers: 'find an approver',
  sendLink: 'send the link',
  mintPass: 'make a pass',
  issuePlaceholder: 'keep the account from standing without a way in',
  keepPlaceholder: 'keep the account from standing without a way in',
  closeGap: 'put a pass back on the account',
  removeMethod: 'remove a lost sign-in method',
  verifyRemoval: 'check that the lost methods are gone',
  revokeSessions: 'sign the account out everywhere',
  moveReveal: 'find another place for the pass',
  watchEnrolment: 'see whether the new method was added',
  requirePasswordChange: 'have a new password asked for',
  watchBeforePass: 'see that nobody adds a method before the pass',
  checkEnrolment: 'see who added the new method',
  complete: 'close the request',
  contain: 'secure the account after the fraud report',
  look: 'go on with the request',
} as const;

/** Why, in words of somebody who has to explain it on the phone. Keys are codes of failures. */
const BECAUSE = {
  throttled: 'Microsoft Graph lets fewer calls through at the moment',
  timeout: 'Microsoft Graph does not answer in time',
  unavailable: 'Microsoft Graph or Microsoft Teams is not available at the moment',
  forbidden: 'Microsoft Graph refuses it: a permission is missing',
  credentialRefused: 'Microsoft Entra does not accept the credential of Latchkey itself',
  unlicensed: 'the organisation has no licence for it',
  notFound: 'Microsoft Entra does not find the account or the method',
  defaultMethod: 'Microsoft Entra keeps the default method',
  orderRequired: 'Microsoft Entra wants another method removed first',
  policyBlocksPass: 'the organisation’s policy allows no Temporary Access Pass for this account',
  lifetimeOutOfRange: 'the organisation’s policy allows no pass of that length',
  notInstalled: 'the person cannot be reached in Teams',
  rejected: 'Microsoft Graph refuses it',
  contactChanged: 'the contact was changed or removed since it was chosen',
  contactNotTrusted: 'the rules do not let the link go to that contact any more',
  parked: 'Latchkey itself failed at it several times in a row',
} as const;

const entry = <T extends object>(table: T, key: string): T[keyof T] | undefined =>
  // The key was just found among those of the table.
  Object.hasOwn(table, key) ? table[key as keyof T] : undefined;

const doing = (step: string): string => entry(DOING, step) ?? 'go on';
const because = (code: string): string => entry(BECAUSE, code) ?? 'something outside did not do as asked';

/** Why Teams takes no message for somebody. Keys are what the adapters say. */
const NO_CHAT = {
  blocked: 'they have removed or blocked Latchkey',
  notInstalled: 'they do not have Latchkey, and it could not be added for them',
  rejected: 'Teams takes no message for them',
} as const;

const BY_POLICY: ReadonlySet<string> = new Set(['policyBlocksPass', 'lifetimeOutOfRange', 'externalGuest']);

/** What whoever is asked about it can do. */
function advice(code: string, curable: boolean): string {
  if (BY_POLICY.has(code))
    return 'Ask an administrator to look at the policy for Temporary Access Passes in Microsoft Entra: it has to be switched on and to include this account.';
  if (code === 'contactChanged' || code === 'contactNotTrusted')
    return 'Call the employee on a number that you know. If it was not them who changed it, report this as fraud; if it was, end the request and open a new one.';
  if (code === 'parked') return 'Ask whoever runs Latchkey to look in its log for this short code.';
  if (code === 'forbidden') return 'Ask an administrator to check the Graph permissions that Latchkey was given.';
  if (code === 'credentialRefused')
    return 'Ask whoever runs Latchkey to check its secret or certificate in Microsoft Entra: it ran out, or was revoked.';
  if (curable) return 'It goes on by itself. If it lasts, look at the service health of Microsoft 365.';
  return 'Ask an administrator to look at this account in Microsoft Entra; Latchkey keeps trying.';
}

export const STUCK = {
  /** In the helpdesk’s list. */
  short: (code: string, next: string): string => `${because(code)}: next try ${next}`,
  shortPress: (code: string): string => `${because(code)}: the employee tries again`,
  note: (name: string): string => `The recovery for ${name} does not get on. Below is why, and what to do.`,
  /** On the helpdesk’s card. */
  cannot: (step: string, code: string): string => `Latchkey cannot ${doing(step)} right now: ${because(code)}.`,
  tries: (attempts: number, next: string): string =>
    `Not worked after ${attempts === 1 ? 'one try' : `${String(attempts)} tries`}. Next try ${next}.`,
  triesPress: (attempts: number): string =>
    `Not worked after ${attempts === 1 ? 'one try' : `${String(attempts)} tries`}. The employee types the code again once it is put right; the approver can make a new code.`,
  advice,
  going: 'It has got on again. You need do nothing for it.',
  onHold: 'It is on hold. Security decides whether it goes on.',
  incident: 'It was stopped as possible fraud, and security works on it. You need do nothing for it.',
  over: 'This has ended. You need do nothing for it.',
  failed: (name: string): string =>
    `The recovery for ${name} could not be finished. Call them, and see below how far it is. “retry” and its code start it anew.`,
  /** To whoever was of the helpdesk lately, when that cannot be looked up: true for every reader, and about nobody. */
  standstill: (code: string): string =>
    `No recovery gets on at the moment, and nobody can open one: ${because(code)}. ${advice(code, true)} Requests that are open wait, nothing of them is lost. You get this because you were of the helpdesk or security when Latchkey could look it up last.`,
  /** On the helpdesk’s card, while somebody else is asked or nobody is left to ask. */
  cannotAsk: (approver: string, why: string): string =>
    `${approver} cannot be asked in Teams: ${entry(NO_CHAT, why) ?? NO_CHAT.rejected}. Please help them to get Latchkey back. Somebody else is asked meanwhile, if anybody else may approve.`,
  /** Instead of so many further cards. */
  digest: (count: number): string =>
    `Many recoveries need the helpdesk at once, so I stop sending a card for each. At least ${count === 1 ? 'one more does' : `${String(count)} more do`}. Write “open” to see all of them, each with its reason.`,
  unreached: 'the approver could not be reached, somebody else is asked',
  notAsked: 'nobody who may approve could be asked yet',
  linkFailed: 'the link could not be sent, it is tried again',
  notContained: 'the account is being secured',
} as const;

/** For whoever waits longer than ten seconds. Their step by step list says the rest. */
export const WAITING = {
  lead: 'Still working, nothing is lost.',
  slow: 'Microsoft is slow at the moment.',
  refused: 'One step does not work yet; the helpdesk is told if it lasts.',
  next: (step: string, next: string): string => `I try again at ${next} to ${doing(step)}; you need not wait for it.`,
  noPass: (code: string): string =>
    `No pass could be made: ${because(code)}. Nothing is lost, and the helpdesk has been told. When they have put it right, the code has to be typed again; the approver can make a new one.`,
  noAnswer:
    'Microsoft did not answer, so no pass was shown. Nothing is lost: type the code again and press “Show my pass”.',
  noNewPass:
    'Microsoft did not answer, so no new pass was shown, and the one from before may not work any more. Nothing is lost: type the code again and press “Show a new pass”.',
  working: 'Still working, nothing is lost. Microsoft takes its time over one step; this card changes when it is done.',
  press:
    'Still working, nothing is lost. I am waiting for Microsoft’s answer to your press. This card changes when it is there.',
} as const;

/** The helpdesk’s list of what is open. */
export const OPEN_LIST = {
  title: 'Open requests',
  none: 'No request is open.',
  count: (all: number): string => (all === 1 ? 'One request is open.' : `${String(all)} requests are open.`),
  stuckCount: (stuck: number): string => (stuck === 1 ? 'One does not get on.' : `${String(stuck)} do not get on.`),
  reason: (why: string): string => `Stuck: ${why}`,
  minutes: (minutes: number): string => `open for ${String(minutes)} min`,
  hours: (hours: number): string => `open for ${String(hours)} h`,
  days: (days: number): string => `open for ${String(days)} days`,
  open: 'Press one to see it, or write “status” and its code.',
} as const;
