import type { RuleDocument } from './rule-document';

/** The rules that are read after the approval: what is registered, by whom and from where. */
export const ENROLMENT_RULES = {
  'enrolment.who': {
    looksAt:
      'After the pass was shown: who registered methods for the employee since the approval, by the directory’s log. It is asked again for `enrolment.checkMinutes` after a new method was seen, because the log is minutes behind.',
    effect: 'Incident, with all that follows, when it was another person or an app.',
    unreadable:
      'The case closes, and security and helpdesk are told that nobody could check it; also when the log could not be read back to the approval. A busy directory is asked for an hour and a half more before that.',
    notAvailable: 'Said on the card and skipped.',
    settable: '`enrolment.registrars`: people and apps that may register methods for others.',
    why: 'A pass that was read over a shoulder, or an administrator’s account in other hands, ends in a method of somebody else’s.',
  },
  'enrolment.when': {
    looksAt:
      'Whether a method came after the approval and before any pass was shown: by looking while the pass is waited for, once more at the reveal, and by the method’s own date or the log.',
    effect: 'Incident; at the reveal no pass is shown.',
    unreadable: 'At the reveal as `methods.recent`; a date that is not known says nothing.',
    notAvailable: 'Always there.',
    why: 'Whoever can register a method without the pass has another way into the account.',
  },
  'enrolment.where': {
    looksAt:
      'The countries of the sign-ins between the pass and the new method, and those of the week before the loss.',
    effect: 'Incident when one of them was in none of those.',
    unreadable: 'As `enrolment.who`; also when the log does not reach back before the loss.',
    notAvailable: 'Said on the card and skipped; also when there was no sign-in before the loss.',
    settable: '`enrolment.otherCountry`: incident, or alarm, where security is told and the case closes.',
    why: 'A pass that was given away is used where the thief is.',
  },
} as const satisfies Readonly<Record<string, RuleDocument>>;
