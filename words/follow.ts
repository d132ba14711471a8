import type { STATE_NAMES } from './states';

/** What somebody reads who asked for somebody else: how far it is, and nothing about why. */
export const FOLLOW = {
  askedTitle: 'Waiting for their answer',
  asked: (name: string): string =>
    `${name} was asked in their own chat with Latchkey. Nothing happens before they say “Yes, this is me”.`,
  states: {
    awaitingApproval: (name) => `${name} has to be recognised before anything changes.`,
    approved: (name) => `It was approved. ${name} goes on from here.`,
    revealed: (name) => `${name} is adding a new method.`,
    completed: (name) => `${name} is back in.`,
    refused: (name) => `It ended. ${name} can tell you more, or call the IT helpdesk.`,
    denied: (name) => `It ended. ${name} can tell you more, or call the IT helpdesk.`,
    cancelled: (name) => `It was stopped. ${name} can ask again.`,
    expired: (name) => `The time ran out. ${name} can ask again.`,
    held: () => 'It is checked more closely before anything happens.',
    failed: () => 'The helpdesk has been told and takes over.',
    incident: () => 'It was stopped for safety. The security team has it.',
  },
  secret: 'You see how far it is. Everything else is for the person it is about.',
} as const satisfies {
  readonly askedTitle: string;
  readonly asked: (name: string) => string;
  readonly states: Readonly<Record<keyof typeof STATE_NAMES, (name: string) => string>>;
  readonly secret: string;
};
