import type { MailText, NoticeMailFacts, NoticeWord } from './mail-and-sms';
import { NEVER, NOT_YOU, OR_CALL, paragraphs } from './mail-and-sms';

const HAPPENED: Readonly<Record<NoticeWord, (name: string) => string>> = {
  opened: (name) => `A request to recover the account of ${name} was opened.`,
  approved: (name) => `The recovery of the account of ${name} was approved.`,
  denied: (name) => `The recovery of the account of ${name} ended before a pass was shown.`,
  held: (name) => `The recovery of the account of ${name} is on hold until people have checked it.`,
  revealed: (name) => `A Temporary Access Pass for the account of ${name} was shown.`,
  completed: (name) => `The recovery of the account of ${name} is complete.`,
  failed: (name) => `The recovery of the account of ${name} could not be finished. The helpdesk has been told.`,
  incident: (name) =>
    `The recovery of the account of ${name} was stopped as possible fraud. The security team has been told.`,
  codeVoided: (name) => `Too many wrong release codes were typed in the recovery of the account of ${name}.`,
  numberLocked: (name) => `Too many wrong match numbers were typed in the recovery of the account of ${name}.`,
  enrolled: (name) => `A new sign-in method was registered for the account of ${name}.`,
  newPassword: (name) => `Microsoft asks ${name} for a new password at the next sign-in.`,
  stuck: (name) => `The recovery of the account of ${name} takes longer than usual. The helpdesk has been told.`,
  unreached: (name) => `Somebody who should approve the recovery of the account of ${name} cannot be reached.`,
  unchecked: (name) =>
    `A new sign-in method was registered for the account of ${name}, and nobody could check by whom.`,
  relieved: (name) => `Somebody else of the helpdesk attends to ${name} at the counter.`,
  passEnds: (name) => `The Temporary Access Pass of ${name} ends soon, and no new sign-in method was seen yet.`,
  selfVerified: (name) =>
    `${name} asked to recover their account by themselves. Nobody is asked to approve: a code went to a number that has long been registered for them.`,
  selfRecovered: (name) =>
    `${name} recovered their account by themselves: a Temporary Access Pass was shown for a code by text message, and nobody approved it. Please ask ${name}, face to face or on a number you know, whether it was them.`,
  moved: (name) => `The pass of ${name} was not shown in Teams in time. Their sessions end, and it appears elsewhere.`,
};

const EVALUATION = 'This is an evaluation only: nothing is done on the account, whatever is decided.';

/** To the manager, at work: it names whose account it is, because a manager has several people. */
export function managerMail(notice: NoticeWord, facts: NoticeMailFacts & { readonly name: string }): MailText {
  return {
    subject: `About an account recovery in your team, ${facts.shortCode}`,
    text: paragraphs(
      'Hello,',
      `${HAPPENED[notice](facts.name)} You are told at ${facts.organisation} because the directory names you as manager, or because you stand in for the manager, and because what happens in Teams can be hidden from you by somebody who uses your session.`,
      facts.evaluation === true && EVALUATION,
      'If you know of it, and you or your stand-in approved it where it was approved, there is nothing to do.',
      NOT_YOU,
      facts.link,
      OR_CALL,
      NEVER,
      `Request ${facts.shortCode}`,
    ),
  };
}
