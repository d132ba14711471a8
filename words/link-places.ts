/** Contacts outside Teams by kind. Keys are kinds of methods and of contacts in the directory; which number or address it is, their owner alone reads. */
export const CONTACT_KINDS = {
  mobilePhone: 'the mobile number',
  alternateMobilePhone: 'the other mobile number',
  email: 'the e-mail address',
  directoryNumber: 'the number in the directory',
  directoryMail: 'the mail in the directory',
  directory: 'a contact in the directory',
} as const satisfies Readonly<Record<string, string>>;

/** Where only the channel is known. */
export const CONTACT_BY_CHANNEL = { sms: 'a phone number', email: 'an e-mail address' } as const;

export const CHANNELS = { email: 'e-mail', sms: 'text message' } as const;

/** How long ago, in whole units. */
export const AGO = {
  now: 'just now',
  minutes: (count: number): string => (count === 1 ? 'a minute ago' : `${count} minutes ago`),
  hours: (count: number): string => (count === 1 ? 'an hour ago' : `${count} hours ago`),
  days: (count: number): string => `${count} days ago`,
} as const;

/** Why a contact carries no link, after its name. `ago` is one of the phrases above. Keys are the reasons of `recovery/contacts.ts`. */
export const WHY_NOT_OFFERED = {
  onLostDevice: () => 'is on the phone that is gone.',
  ownMailbox: () => 'is the account’s own mailbox.',
  maybeOwnMailbox: () => 'may be the account’s own mailbox.',
  channelOff: () => 'cannot be used: your organisation sends no links that way.',
  unread: () => 'could not be looked up. It may be offered in a few minutes.',
  registered: (ago: string) => `was registered ${ago}.`,
  firstSeen: (ago: string) => `was first seen ${ago}.`,
  changed: (ago: string) => `was changed: this one was first seen ${ago}.`,
  changedSince: (ago: string) => `was changed after Latchkey looked ${ago}.`,
  othersChanged: (ago: string) => `may be new: sign-in methods of this account were changed ${ago}.`,
  notSeenYet: () => 'has not been seen by Latchkey for long enough.',
} as const satisfies Readonly<Record<string, (ago: string) => string>>;

/** Where a one-time link may go, and why not elsewhere. */
export const LINK_PLACES = {
  title: 'Where a one-time link may go',
  offered: (channel: string, contact: string): string => `By ${channel} to ${contact}.`,
  notOffered: (contact: string, why: string): string => `Not offered: ${contact} ${why}`,
  none: 'Nowhere: no phone number or e-mail address outside Teams is registered.',
  masked: (contact: string, masked: string): string => `${contact} ${masked}`,
  /** Before anybody is named. */
  rule: 'A one-time link goes only to a number or address that has stood long enough and is not on what is gone. The next card says which may get it, and why others may not.',
} as const;
