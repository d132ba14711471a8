import type { WhatWasDone } from './done';
import { doneLines, NOTHING_DONE, SECOND_METHOD } from './done';
import { ENDED } from './ended';
import { SECURITY_INFO } from './pass';

/** What happened, in the words of `NoticeKind`. */
export type NoticeWord =
  | 'opened'
  | 'approved'
  | 'denied'
  | 'held'
  | 'revealed'
  | 'completed'
  | 'failed'
  | 'incident'
  | 'codeVoided'
  | 'numberLocked'
  | 'enrolled'
  | 'newPassword'
  | 'stuck'
  | 'unreached'
  | 'unchecked'
  | 'relieved'
  | 'passEnds'
  | 'selfVerified'
  | 'selfRecovered'
  | 'moved';

export interface MailText {
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

const HAPPENED: Readonly<Record<NoticeWord, string>> = {
  opened: 'A request to recover your account was opened.',
  approved: 'A request to recover your account was approved.',
  denied: 'A request to recover your account ended before a pass was shown.',
  held: 'A request to recover your account is on hold until people have checked it.',
  revealed: 'A Temporary Access Pass for your account was shown.',
  completed: 'The recovery of your account is complete: a new sign-in method is registered.',
  failed: 'The recovery of your account could not be finished. Your helpdesk has been told.',
  incident: 'The recovery of your account was stopped as possible fraud. Your security team has been told.',
  codeVoided: 'Too many wrong release codes were typed in the recovery of your account.',
  numberLocked: 'Too many wrong match numbers were typed in the recovery of your account.',
  enrolled: 'A new sign-in method was registered for your account.',
  newPassword:
    'At the next sign-in with the password of your account Microsoft asks for a new one, because somebody else may know the present one.',
  stuck: 'The recovery of your account takes longer than usual. Nothing is lost, and your helpdesk has been told.',
  unreached: 'Somebody who should approve the recovery of your account cannot be reached. Somebody else is asked.',
  unchecked: 'A new sign-in method was registered for your account, and nobody could check by whom.',
  relieved: 'Somebody else of the helpdesk attends to the recovery of your account at the counter.',
  passEnds: 'A Temporary Access Pass for your account ends soon, and no new sign-in method was seen yet.',
  selfVerified:
    'A recovery of your account was asked for without an approver. A code for it went to a number that has long been registered for you.',
  selfRecovered:
    'A Temporary Access Pass for your account was shown, for a code by text message and without an approver.',
  moved:
    'The pass of your account recovery was not shown in Teams in time. You are signed out everywhere, and it appears elsewhere: behind a link that was sent to you, or at a counter of your helpdesk, where you bring an ID.',
};

const SMS_HAPPENED: Readonly<Record<NoticeWord, string>> = {
  opened: 'was opened',
  approved: 'was approved',
  denied: 'ended before a pass was shown',
  held: 'is on hold until people have checked it',
  revealed: 'has shown its access pass',
  completed: 'is complete. Add a second sign-in method today',
  failed: 'could not be finished, the helpdesk knows',
  incident: 'was stopped as possible fraud, security knows',
  codeVoided: 'stopped after too many wrong codes',
  numberLocked: 'stopped after too many wrong numbers',
  enrolled: 'saw a new sign-in method',
  newPassword: 'has a new password asked for at your next sign-in',
  stuck: 'takes longer than usual, the helpdesk knows',
  unreached: 'needs another approver, the helpdesk knows',
  unchecked: 'saw a new sign-in method that nobody could check',
  relieved: 'has another attendant at the counter',
  passEnds: 'has an access pass that ends soon',
  selfVerified: 'needs no approver, its code went to your number',
  selfRecovered: 'has shown its access pass without an approver',
  moved: 'goes on at a counter of your helpdesk or behind a link',
};

export const paragraphs = (...parts: readonly (string | false)[]): string => `${parts.filter(Boolean).join('\n\n')}\n`;

export const NOT_YOU =
  'If you know nothing about it, open this page and stop it there. You need no password and no code:';
/** A link may be too old, or cut off: the helpdesk is always there. */
export const OR_CALL = 'Opening it changes nothing. Or call your helpdesk now, on a number you already know.';
const OR_WRITE = 'In Microsoft Teams you can write "this was not me" to Latchkey.';
export const NEVER = 'Latchkey never asks for a password, a code or a pass by mail or text message.';

const list = (intro: string, lines: readonly string[]): string | false =>
  lines.length > 0 && [intro, ...lines.map((line) => `- ${line}`)].join('\n');

const EVALUATION = 'This is an evaluation only: nothing is done on your account, whatever is decided.';

const REPLACED =
  'You are told here as well because this address was registered for the account until a few days ago. If it was not you who took it away, stop the recovery.';

/** The mail that carries the one-time link. No pass and no code is ever in a mail. */
export function linkMail(facts: {
  readonly organisation: string;
  readonly shortCode: string;
  readonly link: string;
  readonly minutes: number;
  readonly evaluation?: boolean;
}): MailText {
  return {
    subject: `Your account recovery, ${facts.shortCode}`,
    text: paragraphs(
      'Hello,',
      facts.evaluation === true && EVALUATION,
      `somebody asked to recover your account at ${facts.organisation} because a sign-in method is lost. If that was you, or was agreed with you, open this page within ${facts.minutes} minutes and follow it:`,
      facts.link,
      'Opening the page changes nothing. Do not forward this mail: whoever has the link can take your place on that page.',
      'If you know nothing about this, open the page and choose "This was not me", or call your helpdesk on a number you already know.',
      NEVER,
      `Request ${facts.shortCode}`,
    ),
  };
}

/** What every notice is made of. */
export interface NoticeMailFacts {
  readonly organisation: string;
  readonly shortCode: string;
  /** The link to “This was not me”. */
  readonly link: string;
  readonly evaluation?: boolean;
  /** This address was registered until lately. */
  readonly replaced?: boolean;
  /** Of a recovery that is complete. */
  readonly whatWasDone?: WhatWasDone | undefined;
}

/** What to do if it was them; for all others there is nothing to do. None says more than the page behind the link. */
const NEXT: Readonly<Partial<Record<NoticeWord, string>>> = {
  denied:
    'If this was you, or was agreed with you, and you still need it: call your helpdesk on a number you already know, and name the request below.',
  held: 'If this was you, or was agreed with you, there is nothing to do. To ask about it, call your helpdesk on a number you already know.',
  failed:
    'If this was you, or was agreed with you, call your helpdesk on a number you already know, and name the request below.',
  passEnds: `If this was you: sign in with your pass now, at ${SECURITY_INFO.text}, and add your new method. If you no longer see the pass, call your helpdesk on a number you already know.`,
};
const NOTHING_TO_DO = 'If this was you, or was agreed with you, there is nothing to do.';

/** Whoever is back in reads what was done, and how the next loss locks nobody out. */
function backIn({ whatWasDone }: NoticeMailFacts): string {
  const done = doneLines(whatWasDone ?? NOTHING_DONE);
  return paragraphs(
    list(`${ENDED.doneTitle}:`, done),
    list(SECOND_METHOD.lead, ENDED.secondMethodHow),
    SECOND_METHOD.ifYou,
  ).trimEnd();
}

/** A former address may be somebody else’s by now: it is asked for nothing. */
function nextStep(notice: NoticeWord, facts: NoticeMailFacts): string {
  if (facts.replaced === true) return NOTHING_TO_DO;
  return notice === 'completed' ? backIn(facts) : (NEXT[notice] ?? NOTHING_TO_DO);
}

/** A notice by mail: what happened, what comes next, and what to do if it was not them. */
export function noticeMail(notice: NoticeWord, facts: NoticeMailFacts): MailText {
  return {
    subject: `About your account recovery, ${facts.shortCode}`,
    text: paragraphs(
      'Hello,',
      facts.evaluation === true && EVALUATION,
      `${HAPPENED[notice]} This is about your account at ${facts.organisation}.`,
      facts.replaced === true && REPLACED,
      nextStep(notice, facts),
      NOT_YOU,
      facts.link,
      `${OR_CALL} ${OR_WRITE}`,
      NEVER,
      `Request ${facts.shortCode}`,
    ),
  };
}

const test = ({ evaluation }: { readonly evaluation?: boolean }): string =>
  evaluation === true ? 'Evaluation only, nothing is done. ' : '';

/**
 * The text message that carries the one-time link. A number may have a new owner: it names nobody. Plain letters only,
 * because one other character would halve what fits into a message.
 */
export function linkSms(facts: {
  readonly shortCode: string;
  readonly link: string;
  readonly minutes: number;
  readonly evaluation?: boolean;
}): string {
  return `${test(facts)}Account recovery ${facts.shortCode}. Open within ${facts.minutes} minutes and tell nobody this link: ${facts.link} Not you? Choose "This was not me" there.`;
}

/**
 * The text message with the code in place of an approver: the only message in which a code is ever written. Names nobody,
 * and says what the code is worth, because whoever is talked into telling it believes that it is worth nothing.
 */
export function codeSms(facts: {
  readonly shortCode: string;
  /** Six digits. */
  readonly code: string;
  /** The link to “This was not me”. */
  readonly link: string;
}): string {
  return `Account recovery ${facts.shortCode}: code ${facts.code} opens your account. Type it in your own Latchkey chat. Nobody asks you for it: tell nobody. Not you? Stop it: ${facts.link}`;
}

/** A notice by text message. Names nobody; its link can do nothing but stop the recovery. */
export function noticeSms(
  notice: NoticeWord,
  facts: { readonly shortCode: string; readonly link: string; readonly evaluation?: boolean },
): string {
  return `${test(facts)}Account recovery ${facts.shortCode} ${SMS_HAPPENED[notice]}. Not you? Stop it: ${facts.link} Or call your helpdesk on a number you know.`;
}
