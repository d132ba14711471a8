import { isReplyCode, refusalText } from './replies';

interface Ending {
  readonly employee: string;
  readonly others: string;
}

const all = (sentence: string): Ending => ({ employee: sentence, others: sentence });

/** Why a request ended or stands still. Keys are `state.reason`, with the reason that the request keeps. */
export const ENDINGS = {
  'denied.couldNotReach': {
    employee: 'Your approver could not reach you. Speak with them, then ask again.',
    others: 'The approver could not reach the employee. They can ask again once they have spoken.',
  },
  'denied.notMyEmployee': {
    employee: 'The person who was asked is not your manager. Ask your helpdesk to correct that, then ask again.',
    others: 'The person who was asked is not the manager. The helpdesk can correct that in the directory.',
  },
  'denied.notNeeded': all('It is no longer needed.'),
  'denied.leaving': {
    employee: 'The answer was that you are leaving. If that is wrong, speak with your manager or with HR.',
    others: 'The answer was that the employee is leaving.',
  },
  'denied.other': {
    employee: 'Your approver said no. Speak with them, or with your helpdesk, before you ask again.',
    others: 'The approver said no. Speak with them before you ask again.',
  },
  'denied.withdrawn': {
    employee: 'The approval was taken back before the pass was shown. Speak with your approver before you ask again.',
    others: 'The approval was taken back before the pass was shown.',
  },
  'cancelled.cancelled': {
    employee: 'It was cancelled before a pass was shown. If you still need it, ask again.',
    others: 'It was cancelled before a pass was shown.',
  },
  'cancelled.solved': {
    employee: 'Glad that you are back in. Nothing was sent and nothing was changed.',
    others: 'The employee got in with another method. Nothing was reset.',
  },
  'cancelled.evaluated': {
    employee:
      'This was an evaluation. It was decided as if it were real, and nothing was done on your account. If you need help, call your helpdesk.',
    others: 'This was an evaluation. It was decided as if it were real, and nothing was done on the account.',
  },
  'expired.expired': {
    employee: 'The time ran out before a pass was shown. If you still need it, ask again, or call your helpdesk.',
    others: 'The time ran out before a pass was shown. The employee can ask again.',
  },
  'held.matchNumberLocked': all('The number was wrong too often. The security team looks at it.'),
  'held.approverUnsure': all('The approver was not sure that it is the right person. Somebody else checks.'),
  'held.noApprover': all('Nobody who may approve could be found or reached. The helpdesk looks at it.'),
  'held.nowhereToShow': all('The pass can be shown nowhere: no contact can be trusted, and there are no counters.'),
  'held.counterNotAllowed': all('Counters were switched off since it was opened. The security team looks at it.'),
  'held.attendantNoLongerStands': all('The attendant at the counter may not attend any more. Somebody else checks.'),
  'held.faceNotSeen': all('Nobody who approved has seen the person. Somebody else checks.'),
  'held.tenantFlood': all('More requests came at once than usual. The security team looks at it.'),
  'held.restored': all(
    'Latchkey’s records were restored from a backup. Somebody looks at this request before it goes on.',
  ),
  'held.history.denied': all('People said no to several requests lately. The security team looks at it.'),
  'held.risk.user': all('Microsoft Entra rates the user risk as high. The security team looks at it.'),
  'held.signIn.lostDevice': all(
    'Something that is said to be lost was used to sign in after it was lost. The security team looks at it.',
  ),
  'held.risk.compromised': all('Microsoft Entra says that the account is compromised. The security team looks at it.'),
  'failed.passEndedUnused': {
    employee: 'Your pass ran out before a new method was added.',
    others: 'The pass ran out before a new method was added.',
  },
  'failed.nowhereToShow': all(
    'The pass can be shown nowhere: no contact can be trusted, and there are no counters. Somebody looks at it.',
  ),
  'failed.counterNotAllowed': all('Counters were switched off after something had been done. Somebody looks at it.'),
  'failed.attendantNoLongerStands': all(
    'The attendant may not attend any more, and something had been done already. Somebody looks at it.',
  ),
  'failed.faceNotSeen': all(
    'Nobody who approved has seen the person, and something had been done. Somebody looks at it.',
  ),
  'failed.stillRegistered': {
    employee: 'Your new method is in place, but something that should go is still registered.',
    others: 'A new method is in place, but something that should go is still registered.',
  },
  'failed.expiredHalfway': {
    employee: 'The time ran out after methods had been removed and before you saw your pass.',
    others: 'The time ran out after methods had been removed and before the pass was shown.',
  },
  'failed.restored': all(
    'Latchkey’s records were restored from a backup after something had been done. Somebody looks at it.',
  ),
  'failed.withdrawn': {
    employee: 'The approval was taken back after methods had been removed and before you saw your pass.',
    others: 'The approval was taken back after methods had been removed and before the pass was shown.',
  },
} as const satisfies Readonly<Record<string, Ending>>;

const BY_STATE: Readonly<Record<string, Ending>> = {
  denied: ENDINGS['denied.other'],
  cancelled: ENDINGS['cancelled.cancelled'],
  expired: ENDINGS['expired.expired'],
  refused: all('This cannot be done here. Please contact your IT helpdesk.'),
  held: all('Something needs a closer look first. The security team or the helpdesk will be in touch.'),
  failed: all('Something could not be finished.'),
};

const NOTHING: Ending = all('Please contact your IT helpdesk.');

function endingOf(state: string, reason: string): Ending {
  const exact = [`${state}.${reason}`, reason].find((key) => Object.hasOwn(ENDINGS, key));
  // `exact` was found among the keys of ENDINGS.
  if (exact !== undefined) return ENDINGS[exact as keyof typeof ENDINGS];
  if (state === 'refused' && isReplyCode(reason)) return all(refusalText(reason));
  return BY_STATE[state] ?? NOTHING;
}

/** Why it ended or is held, for one kind of reader. Unknown reasons fall back to the sentence of the state. */
export function endingText(state: string, reason: string, reader: 'employee' | 'others'): string {
  return endingOf(state, reason)[reader];
}
