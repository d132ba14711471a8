interface Suggestion {
  /** On the button. */
  readonly title: string;
  /** What pressing it writes in the chat. */
  readonly says: string;
}

/** First message after installation: who this is, and the first step. Said once. */
export const WELCOME = {
  title: 'Hello, I am Latchkey',
  greeting: (name: string): string => `Hello ${name}.`,
  text: 'If you lose your phone, your security key or your authenticator app, I help you back into your account.',
  how: 'Your manager confirms on a short call that it is you. Then you get a pass that works once, and you add your new method.',
  never: 'I never ask for a password, and nobody ever needs to know your pass.',
  ask: 'What is wrong? Press a button, or say it in your own words.',
  later: 'All well today? Then you need do nothing. I am here when you need me.',
  summary: 'Latchkey helps you back into your account when you lose a phone or a key',
  suggestions: [
    { title: 'I lost my phone', says: 'I lost my phone' },
    { title: 'I have a new phone', says: 'I have a new phone' },
    { title: 'My app is broken', says: 'My authenticator app does not work' },
    { title: 'I lost my key', says: 'I lost my security key' },
  ],
} as const satisfies Readonly<Record<string, unknown>> & { readonly suggestions: readonly Suggestion[] };

interface Command {
  readonly say: string;
  readonly does: string;
}

/** What can be said, on request. Not a second welcome: no introduction, only the list. */
export const HELP = {
  title: 'What you can say to me',
  summary: 'What you can say to Latchkey',
  everybody: [
    { say: 'lost phone', does: 'or new phone, stolen phone, app broken, lost key, locked out: ask for recovery' },
    { say: 'status', does: 'how far your request is, or what waits for you' },
    { say: 'cancel', does: 'stop your request before the pass is shown' },
    { say: 'remind', does: 'remind the person who decides' },
    { say: 'retry', does: 'ask again when a request could not be finished' },
    { say: 'waiting', does: 'what waits for your decision' },
    {
      say: 'stand-in …',
      does: 'a work e-mail address, “until” and a day such as 2026-12-05: who decides about your team while you are on leave; “stand-in off” ends it',
    },
    {
      say: 'open for …',
      does: 'and a work e-mail address, or “Open a recovery for…” in the menu of their message: ask for somebody else, who has to say in their own chat that it is them',
    },
    { say: 'this was not me', does: 'stop a request that you did not ask for' },
  ],
  helpdesk: [
    { say: 'open for …', does: 'the same with a form for your proof and the ticket: for somebody you have recognised' },
    { say: 'attend …', does: 'and a short code: look after somebody who has come to your counter with an ID' },
    { say: 'open', does: 'every open request, and why one does not get on' },
    { say: 'status …', does: 'and a short code or a work e-mail address: the true state of one request' },
    { say: 'cancel …', does: 'or remind, retry, lift shield, and a short code' },
    { say: 'incident …', does: 'and a short code, for security: what happened, and the tasks that close it' },
    {
      say: 'pause …',
      does: 'and a reason, for security: stop every effect on every account at once; “resume” ends it',
    },
  ],
  everybodyTitle: 'For everybody',
  helpdeskTitle: 'For the helpdesk',
  call: 'Prefer a person? Call your IT helpdesk.',
} as const satisfies Readonly<Record<string, unknown>> & {
  readonly everybody: readonly Command[];
  readonly helpdesk: readonly Command[];
};
