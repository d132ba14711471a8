import type { MailText } from './mail-and-sms';
import { NEVER, paragraphs } from './mail-and-sms';

/** Who answers in a manager's place while the manager is on leave. Dates come as they are read; names made harmless. */
export const STAND_IN = {
  usage:
    'To name who decides about your team while you are on leave, write their work e-mail address and the last day, for example: stand-in kim@contoso.com until 2026-12-05',
  none: 'Nobody stands in for you. To name somebody, write for example: stand-in kim@contoso.com until 2026-12-05',
  ended: 'Ended. Nobody stands in for you from now on, and your stand-in was told.',
  gone: 'somebody whom the directory no longer knows',
  named: (who: string, from: string, until: string): string =>
    `${who} stands in for you from ${from} until ${until}. It counts only a day after you name it, so that nobody who uses your session can name somebody and use it at once; you get a mail about it.`,
  means:
    'Where you would be asked to approve a recovery in your team, they are asked instead of you, never about themselves, about somebody they report to, or about what one of you asked for.',
  undo: 'To end it at once, write: stand-in off',
  told: 'They have been told.',
  untold: 'I could not write to them in Teams: please tell them yourself.',
  shown: (who: string, from: string, until: string): string => `${who} stands in for you, from ${from} until ${until}.`,
  toldNamed: (manager: string, from: string, until: string): string =>
    `${manager} named you as stand-in: from ${from} until ${until} you may be asked to approve recoveries in their team. Approve only for somebody whom you have recognised. If you know nothing about it, please speak with ${manager} or call your IT helpdesk.`,
  toldEnded: (manager: string): string => `You no longer stand in for ${manager}.`,
} as const;

export interface StandInMailFacts {
  readonly organisation: string;
  readonly name: string;
  readonly address: string;
  /** UTC, as people read it. */
  readonly from: string;
  readonly until: string;
}

/** To the manager who named a stand-in, or whose session did. */
export function standInMail({ organisation, name, address, from, until }: StandInMailFacts): MailText {
  return {
    subject: 'A stand-in for you was named in Latchkey',
    text: paragraphs(
      'Hello,',
      `${name} (${address}) was named in your Teams account at ${organisation} as your stand-in: from ${from} until ${until} they may be asked to approve account recoveries in your team in your place.`,
      'If you did this, there is nothing to do.',
      'If you know nothing about it, somebody else uses your session: write “stand-in off” to Latchkey in Teams, which ends it at once, and call your helpdesk now, on a number you already know. It does not count before the time named above.',
      NEVER,
    ),
  };
}
