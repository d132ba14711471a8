/** Numbers that a sentence may name, e.g. `{ left: 2 }` tries or `{ minutes: 10 }`. */
export type ReplyFacts = Readonly<Record<string, string | number>>;

function triesLeft(facts: ReplyFacts): string {
  const left = facts['left'];
  if (left === undefined) return '';
  return Number(left) === 1 ? ' One try is left.' : ` ${String(left)} tries are left.`;
}

function wait(facts: ReplyFacts): string {
  const minutes = facts['minutes'];
  if (minutes === undefined) return 'a little';
  if (Number(minutes) >= 120) return `about ${String(Math.ceil(Number(minutes) / 60))} hours`;
  return Number(minutes) === 1 ? 'about a minute' : `about ${String(minutes)} minutes`;
}

function tasksLeft(facts: ReplyFacts): string {
  const left = Number(facts['left'] ?? 0);
  return left === 1 ? 'one task is not filled' : `${left === 0 ? 'some' : String(left)} tasks are not filled`;
}

/** Where nobody approved the code is in a text message, and nobody reads anything out. */
const byText = (approved: string, texted: string) => (facts: ReplyFacts) =>
  facts['byText'] === undefined ? approved : texted;

type Reply = string | ((facts: ReplyFacts) => string);

/** One sentence or two per refusal: what happened, and what to do next. Keys are the codes of `recovery/outcome.ts`. */
export const REPLIES = {
  notSetUp: 'Latchkey is not set up for your organisation yet. Please contact your IT helpdesk.',
  identityMissing:
    'I could not tell who you are from this message. Please sign in to Teams with your work account and try again.',
  notFound:
    'I cannot find such a request for you. Check the code, which looks like LK-7F3K9Q, or write “status” to see your own.',
  notYours:
    'This is not yours to decide, so nothing was changed. If the card reached you by mistake, you can leave it alone.',
  ownRequest:
    'You cannot decide about your own request, or one that you asked for. Write “status” to see who was asked.',
  cardOutdated: 'That card was out of date, so nothing was changed. Please use the newest card, or write “status”.',
  alreadyDecided: 'This had already been decided, so your press changed nothing. Write “status” to see the decision.',
  requestEnded: 'This request has ended. If you still need help, write what is wrong, for example “lost phone”.',
  draftExpired:
    'This form has run out and nothing was sent. Write what is wrong, for example “lost phone”, to start again.',
  personNotFound: 'I cannot find that person in your organisation. Please check the work e-mail address and try again.',
  employeeDisabled: 'This account is switched off, so it cannot be recovered here. Please contact your IT helpdesk.',
  employeeGuest:
    'This is a guest account. Its sign-in methods belong to its home organisation: please ask the helpdesk there.',
  globalAdministrator:
    'A Global Administrator cannot be recovered here. Please contact your security team: another administrator has to do it.',
  breakGlass: 'This is an emergency access account and cannot be recovered here. Please contact your security team.',
  passPolicyOff:
    'Temporary Access Passes are switched off in your organisation, so nothing was changed. Please contact your IT helpdesk.',
  passPolicyExcludesEmployee:
    'This account may not use a Temporary Access Pass, so nothing was changed. Please contact your IT helpdesk.',
  noApprover: 'I found nobody who may approve this. Please contact your IT helpdesk: they can see why.',
  nothingToRemove:
    'Nothing that is registered fits what you told me. Press Change to choose something else, or contact your IT helpdesk.',
  deliveryNotPossible:
    'The number and the pass cannot be shown safely that way. Choose another way, or come to the helpdesk in person.',
  proofMissing: 'Please say how the person was recognised, give the ticket number, and send again.',
  helpdeskOnly: 'Only the helpdesk can do this. Please contact your IT helpdesk.',
  cannotCome:
    'Then Latchkey cannot recognise them, so nothing was opened. They can come to one of your counters with an ID, or HR can register a contact of theirs; it counts after 7 days.',
  counterOnly: 'This goes on at a counter of the helpdesk, so nothing was changed here. Please go there with an ID.',
  notAtCounter:
    'This request does not go on at a counter, so nobody attends to it. Write “status” and its code to see it.',
  attendantHasOtherPart:
    'You have another part in this request, because you opened it or were asked to approve it. Please leave it to a colleague of the helpdesk.',
  attendantIsPeer:
    'Colleagues from a group that you are in were asked to approve this, so you cannot attend as well. Please leave it to a colleague of the helpdesk who is not in that group.',
  attendantMayNotApprove:
    'You attended to this person at the counter, so you cannot approve as well. Please leave it to the others who were asked.',
  idMissing: 'Please look at an ID of theirs first, and press the button that says which one you saw.',
  idNotChecked:
    'Nobody at the counter has looked at an ID of theirs yet, so nothing was compared and no try was used. Please try again when the attendant has.',
  idNotSeen:
    'Another attendant has taken over at the counter and has not looked at an ID yet, so there is no new code. Please try again when they have.',
  faceNotSeen:
    'At a counter one of the two who approve has to see the person: in person, or their face on video. A call counts for one of them only, so please meet them, or see them on video. No try was used.',
  qrOver:
    'This QR code was opened already, or there is a newer one. Please ask the person at the counter for a new one.',
  cannotOpenFor:
    'I cannot ask for a recovery under that name. Please check the work e-mail address. The person can also write to me themselves, or call the IT helpdesk.',
  nothingFits:
    'Nothing that you have registered fits that. Write to me what is wrong, for example “new phone”: then your own words count.',
  shielded: 'Requests for this person are stopped after a security report. Please contact your security team.',
  tooManyRequests: (facts) =>
    `There were too many requests in a short time. Please wait ${wait(facts)} and try again, or call your IT helpdesk.`,
  tooManyOpened: (facts) =>
    `You have opened as many requests as one person may for now. Please come again in ${wait(facts)}. If it cannot wait, call your IT helpdesk: another member of it can open one.`,
  tooManyDrafts: (facts) =>
    `You have started this many times in a short while. Please use the form that I sent last, or wait ${wait(facts)}. If it cannot wait, call your IT helpdesk.`,
  suspiciousNeverResets:
    'Removing methods does not stop a suspicious sign-in. Do not approve any sign-in that you did not start, and call your security team now: they see to your password, too.',
  verifiedByMissing: 'Please press the button that says how you recognised the person.',
  matchNumberMissing: 'Please type the three digits that the person tells you, then press the button again.',
  matchNumberWrong: (facts) =>
    `That is not the number on their screen. Please ask them to say it again.${triesLeft(facts)}`,
  matchNumberLocked:
    'The number was wrong too often. The request is on hold and security has been told: please wait for their call.',
  sameApproverTwice:
    'You have already approved. The second approval has to come from somebody else: please leave it to them.',
  employeeNotConfirmed:
    'The person has not confirmed yet that they asked for this. Ask them to press “Yes, this is me” in their own chat with Latchkey, then try again.',
  stepUpNeeded: 'Please sign in first, then press Approve again. Nothing was compared and no try was used.',
  stepUpLinkOver: 'This link is over. Go back to Teams and press Approve: if a sign-in is needed, you get a new one.',
  stepUpNotFinished:
    'The sign-in was not finished, or not in the browser in which it began. Please sign in again from here.',
  stepUpOtherPerson:
    'That was another account than the one that was asked to approve. Please sign in again, with your own work account.',
  stepUpStale:
    'Your browser remembered an earlier sign-in, so it was not a fresh one. Please sign in again and type what you are asked for.',
  stepUpTooWeak:
    'That sign-in had no second step, as your organisation asks for here. Please sign in again; if no second step is asked for, call your IT helpdesk.',
  notApprovedYet: 'This has not been approved yet. Please wait: your card tells you when the pass is ready.',
  codeMissing: byText(
    'Please type the six-digit code that your approver reads out to you.',
    'Please type the six-digit code of the newest text message.',
  ),
  codeWrong: (facts) =>
    byText(
      'That is not the code. Please ask your approver to read it out again.',
      'That is not the code. Please type the one of the newest text message.',
    )(facts) + triesLeft(facts),
  codeVoid: byText(
    'The code was blocked after too many wrong tries. Ask your approver to press “New code” and read the new one out to you.',
    'The code was blocked after too many wrong tries, and your security team was told. Please press “Ask for approval”.',
  ),
  codeExpired: byText(
    'The code has run out. Ask your approver to press “New code” and read the new one out to you.',
    'The code has run out. Please press “New code”, or “Ask for approval”.',
  ),
  codesUsedUp: 'No further code is sent for this request. Please press “Ask for approval”.',
  stillWorking: 'Still working. Please press the button again in a few seconds.',
  paused:
    'Your security team has stopped all recoveries for the moment. Nothing is lost and no try was used: type the code again when your card says so, or call your IT helpdesk.',
  revealsUsedUp: 'The pass cannot be shown again for this request. Please contact your IT helpdesk.',
  noFurtherPass:
    'No further pass can be shown: something about your account has changed since the first one. Please call your IT helpdesk.',
  wrongPlace:
    'The pass of this request is shown in another place. Please open it where you saw your number: in your own chat, or on the page behind your link.',
  chatOver:
    'The time of this chat is over, because the phone was stolen: you are signed out everywhere, and your pass appears elsewhere. Please wait a moment: this card says where.',
  tooLateToCancel:
    'The pass has already been shown, so this can no longer be cancelled. If it was not you, press “This was not me”.',
  tooSoonToRemind: (facts) =>
    `A reminder went out a short while ago. Please wait ${wait(facts)} before you send another.`,
  reasonMissing: 'Please give a reason, then press the button again.',
  noIncident:
    'This was never reported as fraud, so there is no incident to work on. Write “status” and its code to see it.',
  taskIncomplete: 'Please choose an answer where there is a choice, write a few words, then press the button again.',
  notContained:
    'The incident cannot be closed yet: the account is still being secured. Please try again when the card says that it is done.',
  tasksOpen: (facts) =>
    `The incident cannot be closed yet: ${tasksLeft(facts)}. Please fill what the card shows as open, then close it.`,
  incidentClosed:
    'This incident is closed, so nothing was changed. Please open a ticket of your own for what is found later.',
  delegatorUnfit:
    'You cannot name a stand-in at the moment: it takes an enabled account of your organisation that was not recovered in the last days. Please call your IT helpdesk if you need one.',
  delegateUnfit:
    'This person cannot stand in for you, so nothing was changed. Please choose somebody else: an enabled account of your organisation, no guest, not recovered in the last days.',
  delegateDate:
    'Please name the last day, more than a day and at most 30 days from now: “stand-in kim@contoso.com until 2026-12-05”, for example.',
  delegateUntold:
    'I could not send you the mail that tells you of it, and without that mail somebody who uses your session could do it unseen. Nothing was changed: please try again later, or call your IT helpdesk.',
  passwordNotNow:
    'It is not the time for this: a new password can be asked for after the approval, or in an open incident once the account is secured. Please reset it in Microsoft Entra.',
  passwordOnPremises:
    'The password of this account is kept on premises, so nothing was changed. Please ask whoever runs your Active Directory to have it changed there.',
  passwordNotGranted:
    'Latchkey was not given the permission to have a new password asked for, so nothing was changed. Please do it in Microsoft Entra.',
  passwordNoWayIn:
    'They have nothing of their own to sign in with and would stand outside, so nothing was changed. Please reset it in Microsoft Entra when they are back in.',
  noLinkNow:
    'No link can be sent for this now: nothing of it is shown behind a link, or it does not wait for the employee. Write “status” and its code to see it.',
  tooSoonForLink: (facts) => `A link was sent a short while ago. Please wait ${wait(facts)} before you send another.`,
  linksUsedUp:
    'No further link is sent for this request. Please cancel it and open a new one, or ask the person to come to a counter.',
  linkUnknown: 'This link has run out. Ask the person who opened your request, or your IT helpdesk, to send a new one.',
  directoryUnavailable:
    'The company directory does not answer at the moment, so nothing was changed. Please try again in a few minutes.',
  passNotAllowed:
    'Your organisation allows no pass for your account at the moment, so none was made. Your helpdesk has been told. When they have put it right, please type the code again.',
  graphUnavailable:
    'Microsoft Entra does not answer at the moment. Your request is safe: please try again in a few minutes.',
  storageUnavailable:
    'My records cannot be reached at the moment, so nothing was changed. Please try again in a few minutes.',
  integrity:
    'The records of this request do not add up, so I stopped and changed nothing more. Please call your security team.',
  updating:
    'Latchkey is being updated, and I cannot read this yet. Nothing is lost and nothing was changed: please try again in a few minutes.',
} as const satisfies Readonly<Record<string, Reply>>;

export type ReplyCode = keyof typeof REPLIES;

/** The sentence for a refusal. Plain text, no Markdown. */
export function refusalText(code: ReplyCode, facts: ReplyFacts = {}): string {
  const reply: Reply = REPLIES[code];
  return typeof reply === 'string' ? reply : reply(facts);
}

/** True when there is a sentence for this code. */
export function isReplyCode(code: string): code is ReplyCode {
  return Object.hasOwn(REPLIES, code);
}
