/** What an attendant looks at. Keys are the documents of `recovery/attendance.ts`. */
export const ID_WORDS = {
  companyBadge: { button: 'Company badge with photo', record: 'company badge with photo' },
  identityDocument: { button: 'Passport or ID card', record: 'passport or identity card' },
  drivingLicence: { button: 'Driving licence', record: 'driving licence' },
} as const satisfies Readonly<Record<string, { readonly button: string; readonly record: string }>>;

/** Where the helpdesk says that something can be shown to the employee. */
export const PLACES = {
  teams: 'In their own Teams chat',
  inPerson: 'At a counter of ours: they come in person, with an ID',
  nowhere: 'Nowhere: no Teams, no other contact, and they cannot come',
} as const;

/** The card of the attendant. It never holds a release code or a pass. */
export const COUNTER = {
  checkTitle: 'Look at their ID',
  checkLead: (name: string): string =>
    `Is it ${name} who stands before you? Hold the person, the ID and the photo below side by side.`,
  checkAnew:
    'You have taken over after the approval. The QR code and the code from before are dead: once you have looked at the ID, each approver says a new half.',
  checkHow: [
    'The ID has a photo, is theirs, and has not run out. You hold it in your own hands.',
    'A chat, a birthday, a name that somebody knows, or a code that went to a mailbox is no ID.',
    'Press the button of the ID that you saw. Only its kind is recorded, with your name: write its number nowhere.',
  ],
  checkHowTitle: 'How',
  noPhoto: 'No photo of them can be shown: there is none in the directory, or it cannot be read now. Look twice.',
  numberTitle: 'Show them their numbers',
  numberLead: (name: string): string =>
    `Turn your screen to ${name}: each approver asks them for a number of their own. They say it themselves; you do not.`,
  numberHidden:
    'The numbers are shown to you only, for them to read. Press “Show the numbers” when they stand before you.',
  withheld: {
    helpdeskOnly:
      'You do not count as a member of the helpdesk any more, so the numbers are not shown. Please let a colleague of the helpdesk take over: they write “attend” and the short code.',
    directoryUnavailable:
      'It cannot be read at the moment whether you still belong to the helpdesk, so the numbers are not shown. Please press again in a minute.',
  },
  face: 'One of the two who approve has to meet them or see their face on video.',
  qrTitle: 'Let them open the page',
  qrReady: (name: string): string =>
    `Both have approved. Press “Show QR code” and let ${name} scan it with a phone or computer of their own.`,
  pausedLead: (name: string): string =>
    `Both have approved, and ${name} has to wait: no pass can be shown now. When recoveries go on, this card offers the QR code.`,
  qrThen:
    'On that page they type both halves of the code, which the approvers say to them. The pass appears there, and not here.',
  newCode: (name: string): string =>
    `Only a code that was made after you came works: each approver makes sure anew that they speak with ${name}, and says their half of it.`,
  qrOpened: (when: string): string =>
    `The page was opened on a device, ${when}. If it was not theirs, press “Show QR code”: the page that was opened dies.`,
  qrLead: 'Let them scan this with their own device. It opens on the first device that asks, within two minutes.',
  qrUntil: 'Good until',
  qrAlt: 'QR code for the device of the person at the counter',
  qrCareful: 'Nobody else scans it, nor do you. A new code, whenever you like, ends this one.',
  qrSummary: 'QR code for the person at the counter',
  revealed: (name: string): string => `${name} has been shown the pass on their own device.`,
  nothingMore: 'There is nothing more for you to do.',
  again:
    'If it did not reach them, press “Show QR code”: on the new page they type the code once more, or a new one from the approvers, and see another pass. The one before stops working.',
  secret: 'You see no code and no pass, and nobody needs to tell you one.',
  labels: { id: 'ID that you saw' },
  fraud: 'This is not them',
  showNumbers: 'Show the numbers',
  needsNewClient:
    'This app cannot show a QR code. Please open this chat in the Teams app on a computer or in a browser.',
} as const;

/** What others read of a case of the counter. */
export const AT_COUNTER = {
  employee:
    'This goes on at a counter of the helpdesk: go there with an ID. Your numbers and your pass are not shown in Teams.',
  requester: (name: string): string =>
    `${name} has to be at a counter. A colleague of yours takes the case with “attend” and its code, and looks at an ID; you opened it, so you cannot.`,
  approver: (name: string): string =>
    `${name} is to come to a counter of the helpdesk. You can decide as soon as an attendant there has looked at an ID.`,
  decide: (who: string, what: string): string =>
    `They stand at a counter of the helpdesk: ${who} looked at their ID (${what}) and shows them a number for you. One of you two has to meet them, or see their face on video; a call counts for one of you only.`,
  relieved: (who: string): string =>
    `${who} has taken over at the counter, and has not looked at an ID yet. The code from before is dead; you can make a new one when they have.`,
  relievedAndSeen: (who: string, what: string, name: string): string =>
    `${who} has taken over at the counter and looked at their ID (${what}). The code from before is dead: make sure anew that you speak with ${name}, and say only a new one.`,
  attended: (who: string): string => `${who} attends to them at the counter.`,
  status: 'At a counter',
  nobody: 'nobody attends yet',
  checked: (who: string, what: string): string => `${who}, ID seen: ${what}`,
  unchecked: (who: string): string => `${who}, ID not seen yet`,
} as const;
