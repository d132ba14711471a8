/** What a page says when there is nothing to do on it but to read. */
export interface Message {
  readonly heading: string;
  readonly sentences: readonly string[];
}

export const MESSAGES = {
  elsewhere: {
    heading: 'Your pass appears in Teams',
    sentences: ['Go back to your chat with Latchkey in Microsoft Teams and type the code there.'],
  },
  atCounter: {
    heading: 'Go on at the counter',
    sentences: [
      'Your request is looked at again before you can see a pass. The person at the counter shows you what to do.',
    ],
  },
  qrOver: {
    heading: 'This QR code does not work any more',
    sentences: [
      'It was opened on another device, or there is a newer one. Ask the person at the counter for a new one.',
      'If somebody else opened it, say so at the counter. They have seen no pass: it takes the code that your approvers say to you.',
    ],
  },
  held: {
    heading: 'Your request is on hold',
    sentences: [
      'It is checked more closely before anything more happens. You need do nothing: somebody will call you.',
      'To ask about it, call your helpdesk and name the request below.',
    ],
  },
  completed: {
    heading: 'All done',
    sentences: ['Your new method works.'],
  },
  failed: {
    heading: 'Your helpdesk will finish this',
    sentences: [
      'The recovery could not be finished by itself. Your helpdesk has been told and will call you.',
      'To ask about it, call your helpdesk and name the request below.',
    ],
  },
  incident: {
    heading: 'Everything has stopped',
    sentences: [
      'This request was stopped as possible fraud, and the security team has been told. If it is your account, they will call you or meet you.',
      'Use no pass or code that you have, and give them to nobody.',
    ],
  },
  denied: {
    heading: 'The request was not approved',
    sentences: ['If you still need help, call your helpdesk and name the request below.'],
  },
  refused: {
    heading: 'The request was refused',
    sentences: ['Your organisation does not allow it in this way. Call your helpdesk and name the request below.'],
  },
  cancelled: {
    heading: 'The request was cancelled',
    sentences: ['If you still need help, call your helpdesk.'],
  },
  solved: {
    heading: 'Glad that you are back in',
    sentences: [
      'Nothing was sent and nothing was changed.',
      'Add a second method at aka.ms/mysecurityinfo, so that one lost device never locks you out.',
    ],
  },
  expired: {
    heading: 'The request has run out',
    sentences: ['Nobody approved it in time. If you still need help, call your helpdesk.'],
  },
  linkUnknown: {
    heading: 'This link does not work',
    sentences: [
      'A link is good for a few minutes. This one has run out, or its address is not complete.',
      'Look for a newer message with a link, or ask for a new QR code at the counter. If there is none, ask your helpdesk to send a new one.',
    ],
  },
  notMeOver: {
    heading: 'This recovery is over',
    sentences: [
      'It ended before anything was changed on the account, so there is nothing left to stop.',
      'If you know nothing about it, tell your helpdesk all the same: call them on a number that you already know, and name the request below.',
    ],
  },
  notMeUnknown: {
    heading: 'This link does not work any more',
    sentences: [
      'It is too old, or its address is not complete. Nothing was changed by opening it.',
      'If somebody is recovering your account and it is not you, call your helpdesk now, on a number that you already know.',
    ],
  },
  stepUpOver: {
    heading: 'This link is over',
    sentences: [
      'A link to sign in is good for ten minutes and for one request that still waits for you. Nothing was changed by opening it.',
      'Go back to Teams and press “Approve”: if a sign-in is still needed, you get a new link.',
    ],
  },
  badForm: {
    heading: 'That did not work',
    sentences: ['Your browser sent something that could not be read, so nothing was changed. Please try again.'],
  },
  busy: {
    heading: 'Please wait a little',
    sentences: ['There were too many requests in a short time. Open your link again in a few minutes.'],
  },
  unavailable: {
    heading: 'Please try again in a minute',
    sentences: ['Something on our side does not answer. Nothing is lost: open your link again in a minute.'],
  },
  integrity: {
    heading: 'Your request was stopped',
    sentences: ['Its records do not add up, so nothing more happens with it. Please call your security team.'],
  },
} as const satisfies Readonly<Record<string, Message>>;
export type MessageName = keyof typeof MESSAGES;

export const BACK = 'Back to the page';

/** Refusals that sound different on a page than in a chat. */
export const ON_PAGE: Readonly<Record<string, string>> = {
  requestEnded: 'This request has ended.',
  notApprovedYet: 'Your request has not been approved yet. This page moves on by itself.',
  employeeNotConfirmed: 'Please say first that this is you.',
  alreadyDecided: 'This had already been decided, so your press changed nothing.',
  cardOutdated: 'This page was out of date, so nothing was changed. It is fresh now.',
  stillWorking: 'Still working, nothing is lost. Wait a few seconds, then type the code again.',
  paused:
    'Your security team has stopped all recoveries for the moment. Nothing is lost and no try was used: keep this page open and type the code again in a while, or call your helpdesk.',
  wrongPlace: 'Your pass appears in your chat with Latchkey, not here.',
  notFound: 'That is not possible with this link. If you need help, call your helpdesk.',
};
