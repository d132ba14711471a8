import type { Owed } from '../../recovery/due';
import { sooner } from '../../recovery/due';
import { besidesTheWatch, owed, PASS_MARGIN_MS, placeholderEnds, RENEW_BEFORE_MS } from '../../recovery/owed';
import type { AwaitingApproval, RecoveryRequest } from '../../recovery/request';
import type { Decided, StepFailure } from '../../recovery/run';
import { MINT_GRACE_MS } from '../../recovery/run-state';
import type { Millis } from '../../recovery/terms';
import { DEFAULT_POLICY } from '../support/domain-world';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import {
  approvedRun,
  completed,
  failed,
  held,
  incident,
  ISSUED,
  onPage,
  planItem,
  revealed,
} from '../support/request-arms';
import { awaiting, ended, MANAGER, NOON, slot } from '../support/request-builder';

const LINK = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;
const APPROVED_AT = NOON + MINUTE;
const EXPIRES = NOON + 240 * MINUTE;
/** The chat of a stolen phone has its time from the approval on. */
const CHAT_MS = 30 * MINUTE;

/** `remind`, or `look 5` for "look again in five minutes". */
function said(due: Owed, now: Millis): string {
  if (due === undefined) return 'nothing';
  return 'step' in due ? due.step : `look ${String((due.lookAt - now) / MINUTE)}`;
}

/** While a pass is waited for the methods are watched; what is said is what is owed besides. */
function at(request: RecoveryRequest, now: Millis): string {
  const due = said(owed(request, DEFAULT_POLICY, now), now);
  const isWatch = due === 'watchBeforePass' && request.state === 'approved';
  return isWatch ? said(besidesTheWatch(request, DEFAULT_POLICY, now), now) : due;
}

const after = (request: RecoveryRequest, minutes: number): string => at(request, NOON + minutes * MINUTE);

/** A placeholder with so many minutes left at noon, and how long it has stood by then. */
const lasting = (minutes: number, stoodMinutes = 0) => ({
  methodId: 'p',
  issuedAt: NOON - stoodMinutes * MINUTE,
  expiresAt: NOON + minutes * MINUTE,
});

describe('when nobody has decided (T26, T27)', () => {
  it.each<readonly [number, Partial<AwaitingApproval>, string]>([
    [0, {}, 'look 10'],
    [9, {}, 'look 1'],
    [10, {}, 'remind'],
    [10, { remindedAt: NOON + 10 * MINUTE }, 'look 20'],
    [30, { remindedAt: NOON + 10 * MINUTE }, 'escalate'],
    [31, {}, 'remind'],
    [30, { remindedAt: 1, escalatedAt: 1 }, 'look 210'],
    [239, { remindedAt: 1, escalatedAt: 1 }, 'look 1'],
    [240, { remindedAt: 1, escalatedAt: 1 }, 'expire'],
    [240, {}, 'expire'],
    [10_000, {}, 'expire'],
  ])('after %d minutes, %j: %s', (minutes, facts, due) => {
    expect(after(awaiting(facts), minutes)).toBe(due);
  });

  it('people who are asked anew get their own time before they are reminded', () => {
    const anew = awaiting({ round: 2, expiresAt: NOON + 60 * MINUTE + 240 * MINUTE });
    expect(after(anew, 60)).toBe('look 10');
    expect(after(anew, 70)).toBe('remind');
  });

  it('asks and reminds nobody before the employee says that it is them, and ends in time', () => {
    const asked = awaiting({ requester: MANAGER, employeeConfirmed: false, slots: [], placeholder: lasting(60) });
    expect(after(asked, 55)).toBe('look 185');
    expect(after(asked, 240)).toBe('expire');
  });

  it.each<readonly [string, AwaitingApproval['slots'], string]>([
    ['nobody was found', [], 'replaceApprovers'],
    ['nobody is left in a slot', [slot({ candidates: [] })], 'replaceApprovers'],
    ['nobody is left in the second slot', [slot(), slot({ slot: 2, candidates: [] })], 'replaceApprovers'],
    [
      'nobody is left in a slot that is signed',
      [slot({ candidates: [], approval: { approver: MANAGER, verifiedBy: 'inPerson', at: 1 } }), slot({ slot: 2 })],
      'look 10',
    ],
  ])('%s', (_what, slots, due) => {
    expect(after(awaiting({ slots }), 0)).toBe(due);
  });

  it.each<readonly [string, Partial<AwaitingApproval>, number, string]>([
    ['at once', {}, 0, 'sendLink'],
    ['not again', { linkSentAt: NOON }, 1, 'look 9'],
    ['not right after it failed', { linkFailedAt: NOON }, 1, 'look 4'],
    ['again after a while', { linkFailedAt: NOON }, 5, 'sendLink'],
    ['anew for a new round', { linkSentAt: NOON, round: 2, expiresAt: EXPIRES + 9 * MINUTE }, 9, 'sendLink'],
  ])('the link goes out %s', (_what, facts, minutes, due) => {
    expect(after(awaiting({ delivery: LINK, ...facts }), minutes)).toBe(due);
  });

  it('a placeholder is renewed in time, and looked at in time', () => {
    const facts = { placeholder: lasting(60), remindedAt: 1, escalatedAt: 1 };
    expect(after(awaiting(facts), 20)).toBe('look 30');
    expect(after(awaiting(facts), 50)).toBe('issuePlaceholder');
  });
});

describe('when a request is approved and secured at the reveal', () => {
  it.each<readonly [string, RecoveryRequest, number, string]>([
    ['nothing happens before it', approvedRun(), 2, 'look 238'],
    ['it expires', approvedRun(), 240, 'expire'],
    ['a mint under way is left alone', approvedRun({ revealStartedAt: NOON + 240 * MINUTE }), 240, `look ${1 / 60}`],
    ['the link to type the code on goes out', { ...approvedRun(), delivery: LINK, linkSentAt: NOON }, 2, 'sendLink'],
    ['once', { ...approvedRun(), delivery: LINK, linkSentAt: APPROVED_AT }, 2, 'look 238'],
  ])('%s', (_what, request, minutes, due) => {
    expect(after(request, minutes)).toBe(due);
  });

  it('the methods are watched whenever nothing else is due', () => {
    const due = (request: RecoveryRequest) => said(owed(request, DEFAULT_POLICY, NOON + 2 * MINUTE), NOON);
    expect(due(approvedRun())).toBe('watchBeforePass');
    expect(due(approvedRun({ secureOn: 'approval' }))).toBe('issuePlaceholder');
    expect(due(approvedRun({ revealStartedAt: NOON + 2 * MINUTE }))).toMatch(/^look/);
  });

  it('is decided and no more where nothing is to be done for it', () => {
    const request = { ...approvedRun({ secureOn: 'approval' }), evaluation: true } as const;
    expect(after(request, 2)).toBe('evaluate');
    expect(after(request, 240)).toBe('evaluate');
  });

  it('a renewed code gets a link of its own', () => {
    const code = { generation: 2, deadline: NOON + 60 * MINUTE, voided: false };
    const request = { ...approvedRun({ code }), delivery: LINK, linkSentAt: NOON + 10 * MINUTE };
    expect(after(request, 44)).toBe('look 1');
    expect(after(request, 45)).toBe('sendLink');
    expect(after({ ...request, linkSentAt: NOON + 45 * MINUTE }, 46)).toBe('look 194');
  });

  it('a mint that never answered is not waited for longer than its grace', () => {
    const request = approvedRun({ revealStartedAt: NOON });
    expect(at(request, NOON + MINT_GRACE_MS - 1)).toBe(`look ${1 / 60}`);
    expect(at(request, NOON + MINT_GRACE_MS)).toBe(`look ${240 - MINT_GRACE_MS / MINUTE}`);
  });
});

const REMOVED = planItem({ outcome: 'removed' });
const VERIFIED = { plan: [REMOVED], verifiedAt: APPROVED_AT, standing: [] };

describe('when a request is approved and secured at once', () => {
  const secured = (facts: Partial<Decided>, more: Partial<RecoveryRequest> = {}): RecoveryRequest =>
    // The scenario and delivery below belong to every arm.
    ({ ...approvedRun({ secureOn: 'approval', ...facts }), scenario: 'stolenPhone', ...more }) as RecoveryRequest;
  const standing = { placeholder: lasting(480) };

  it.each<readonly [string, RecoveryRequest, string]>([
    ['first a placeholder', secured({}), 'issuePlaceholder'],
    ['then the methods', secured({}, standing), 'removeMethod'],
    ['also one put off', secured({ plan: [planItem({ outcome: 'deferred' })] }, standing), 'removeMethod'],
    ['one after the other', secured({ plan: [REMOVED, planItem({ methodId: 'sms-1' })] }, standing), 'removeMethod'],
    ['then a look whether they are gone', secured({ plan: [REMOVED] }, standing), 'verifyRemoval'],
    ['what is kept is looked at too', secured({ plan: [planItem({ outcome: 'kept' })] }, standing), 'verifyRemoval'],
    [
      'then the sessions, when the pass goes elsewhere',
      secured(VERIFIED, { ...standing, delivery: LINK, linkSentAt: APPROVED_AT }),
      'revokeSessions',
    ],
    ['the chat that shows the pass keeps its session for a while', secured(VERIFIED, standing), 'look 29'],
    ['an open gap is closed before anything else', secured({ gap: 'open' }), 'closeGap'],
    [
      'with all done and nothing standing it waits for the end of the chat',
      secured({ ...VERIFIED, sessionsRevokedAt: 1 }),
      'look 29',
    ],
    ['so it does where no session is to be ended', secured(VERIFIED, { scenario: 'lostKey' }), 'look 238'],
    ['and where they are ended only after an enrolment', secured(VERIFIED, { scenario: 'lostPhone' }), 'look 238'],
  ])('%s', (_what, request, due) => {
    expect(after(request, 2)).toBe(due);
  });

  it('at its end nothing of the run is begun any more', () => {
    expect(after(secured({}, standing), 239)).toBe('removeMethod');
    expect(after(secured({}, standing), 240)).toBe('expire');
  });

  it('once the chat had its time the sessions end, and then the pass moves', () => {
    const before = APPROVED_AT + CHAT_MS - 1;
    const done = secured({ ...VERIFIED, sessionsRevokedAt: 1 }, standing);
    expect(at(done, before)).toBe(`look ${String(1 / MINUTE)}`);
    expect(at(secured(VERIFIED, standing), before)).toBe(`look ${String(1 / MINUTE)}`);
    expect(at(secured(VERIFIED, standing), APPROVED_AT + CHAT_MS)).toBe('revokeSessions');
    expect(at(done, APPROVED_AT + CHAT_MS)).toBe('moveReveal');
  });

  it('a placeholder that ends before the request is renewed, and looked at in time', () => {
    const request = secured({ ...VERIFIED, sessionsRevokedAt: 1 }, { scenario: 'lostPhone', placeholder: lasting(60) });
    expect(after(request, 20)).toBe('look 30');
    expect(after(request, 50)).toBe('issuePlaceholder');
  });

  it('sessions never end before the removal was verified, however long that takes', () => {
    const now = APPROVED_AT + CHAT_MS;
    const failure = {
      step: 'removeMethod',
      code: 'throttled',
      attempts: 9,
      at: now,
      nextAttemptAt: now + 5 * MINUTE,
      since: NOON,
    };
    expect(at(secured({ failure }, standing), now)).toBe('moveReveal');
    const moved = { ...standing, delivery: LINK, linkSentAt: now } as const;
    expect(at(secured({ failure }, moved), now)).toBe('look 5');
  });

  it('a step that failed waits; another one does not', () => {
    const failure = {
      step: 'removeMethod',
      code: 'throttled',
      attempts: 1,
      at: NOON,
      nextAttemptAt: NOON + 3 * MINUTE,
      since: NOON,
    };
    expect(after(secured({ failure }, standing), 2)).toBe('look 1');
    expect(after(secured({ failure }, standing), 3)).toBe('removeMethod');
    expect(after(secured({ failure }, { placeholder: lasting(11, 60) }), 2)).toBe('issuePlaceholder');
  });
});

describe('when the pass was shown', () => {
  it.each<readonly [string, RecoveryRequest, number, string]>([
    ['the methods go', revealed(), 3, 'removeMethod'],
    ['not while another mint is under way', revealed({ revealStartedAt: NOON + 3 * MINUTE }), 3, `look ${1 / 60}`],
    ['then it is verified', revealed({ plan: [REMOVED] }), 3, 'verifyRemoval'],
    ['then enrolment is watched', revealed(VERIFIED), 3, 'watchEnrolment'],
    [
      'then the sessions end',
      revealed({ ...VERIFIED, enrolled: { methodId: 'a', kind: 'fido2', at: 1 } }),
      3,
      'revokeSessions',
    ],
    [
      'then it is complete',
      revealed({ ...VERIFIED, enrolled: { methodId: 'a', kind: 'fido2', at: 1 }, sessionsRevokedAt: 1 }),
      3,
      'complete',
    ],
    [
      'an enrolment before the verification waits for it',
      revealed({ enrolled: { methodId: 'a', kind: 'fido2', at: 1 } }),
      3,
      'removeMethod',
    ],
    ['a pass that ended before the methods are gone is covered first', revealed(), 32, 'issuePlaceholder'],
    ['also shortly before its end', revealed(), 31.5, 'issuePlaceholder'],
    ['and then they go', { ...revealed(), placeholder: lasting(480) }, 33, 'removeMethod'],
    ['the watch over an ended pass covers it itself', revealed(VERIFIED), 32, 'watchEnrolment'],
    ['a placeholder beside it is renewed', { ...revealed(VERIFIED), placeholder: lasting(60) }, 50, 'issuePlaceholder'],
  ])('%s', (_what, request, minutes, due) => {
    expect(after(request, minutes)).toBe(due);
  });

  it('sessions that cannot be ended right now do not stop the watch', () => {
    const failure = {
      step: 'revokeSessions',
      code: 'forbidden',
      attempts: 3,
      at: NOON,
      nextAttemptAt: NOON + HOUR,
      since: NOON,
    };
    const request = { ...revealed({ ...VERIFIED, failure }), scenario: 'stolenPhone' } as const;
    expect(after(request, 3)).toBe('watchEnrolment');
    const enrolled = { methodId: 'a', kind: 'fido2', at: 1 } as const;
    expect(after({ ...request, decided: { ...request.decided, enrolled } }, 3)).toBe('look 57');
  });

  it('sessions end before it is complete, also in the very moment in which the removal was verified', () => {
    const enrolled = { methodId: 'a', kind: 'fido2', at: 1 } as const;
    expect(at(revealed({ ...VERIFIED, enrolled }), VERIFIED.verifiedAt)).toBe('revokeSessions');
  });

  it.each(['newPhone', 'appBroken', 'lostKey'] as const)('%s: no session is ended', (scenario) => {
    const enrolled = { methodId: 'a', kind: 'fido2', at: 1 } as const;
    expect(after({ ...revealed({ ...VERIFIED, enrolled }), scenario }, 3)).toBe('complete');
  });

  it('a code renewed after the reveal gets its link', () => {
    const code = { generation: 2, deadline: NOON + 20 * MINUTE, voided: false };
    const request = { ...revealed({ ...VERIFIED, code }), delivery: LINK, linkSentAt: NOON + 2 * MINUTE };
    expect(after(request, 6)).toBe('sendLink');
  });
});

describe('when the code goes by text message', () => {
  const SELF_VERIFIED = { contactId: 'phone', contact: 'hash', masked: '••', managers: [MANAGER] };
  const texted = (code: Partial<Decided['code']>): Partial<Decided> => ({
    selfVerified: SELF_VERIFIED,
    code: { generation: 1, deadline: NOON + 16 * MINUTE, voided: false, ...code },
  });

  it.each<readonly [string, Partial<Decided['code']>, number, string, string]>([
    ['at once', {}, 2, 'sendCode', 'sendCode'],
    ['once', { sentAt: NOON + MINUTE }, 2, 'look 238', 'watchEnrolment'],
    ['not where it was voided', { voided: true }, 2, 'look 238', 'watchEnrolment'],
    ['again a minute after it failed', { sendFailedAt: NOON + MINUTE }, 2, 'sendCode', 'sendCode'],
    ['not earlier', { sendFailedAt: NOON + 1.5 * MINUTE }, 2, 'look 0.5', 'watchEnrolment'],
    ['as long as it can be typed', {}, 15.5, 'sendCode', 'sendCode'],
    ['no longer', {}, 16, 'look 224', 'watchEnrolment'],
  ])('it goes %s', (_when, code, minutes, beforeReveal, afterReveal) => {
    expect(after(approvedRun(texted(code)), minutes)).toBe(beforeReveal);
    expect(after(revealed({ ...VERIFIED, ...texted(code) }), minutes)).toBe(afterReveal);
  });

  it('no code goes by text message where an approver says it', () => {
    expect(after(approvedRun(), 2)).toBe('look 238');
  });
});

describe('when two things are due', () => {
  it.each<readonly [Owed, Owed, Owed]>([
    [undefined, undefined, undefined],
    [{ lookAt: 1 }, undefined, { lookAt: 1 }],
    [undefined, { lookAt: 1 }, { lookAt: 1 }],
    [{ lookAt: 1 }, { lookAt: 2 }, { lookAt: 1 }],
    [{ lookAt: 2 }, { lookAt: 1 }, { lookAt: 1 }],
    [{ lookAt: 1 }, { step: 'remind' }, { step: 'remind' }],
    [{ step: 'expire' }, { step: 'remind' }, { step: 'expire' }],
  ])('of %j and %j it is %j', (one, other, due) => {
    expect(sooner(one, other)).toEqual(due);
  });
});

describe('when it waits, ended, or is an incident', () => {
  it.each<readonly [string, RecoveryRequest, number, string]>([
    ['a hold looks at its own end', held(), 60, 'look 1380'],
    ['a hold ends', held(), 1_440, 'expire'],
    ['a failed case watches', failed(), 60, 'watchEnrolment'],
    [
      'a failed case watches on after an enrolment',
      failed({ enrolled: { methodId: 'a', kind: 'fido2', at: 1 } }),
      60,
      'watchEnrolment',
    ],
    ['an incident is contained', incident(), 6, 'contain'],
    ['a contained incident owes nothing', incident({ containedAt: 1 }), 6, 'nothing'],
    [
      'but to keep its placeholder',
      { ...incident({ containedAt: 1 }), placeholder: lasting(480) },
      6,
      'keepPlaceholder',
    ],
    [
      'not where the account is off',
      { ...incident({ containedAt: 1, accountDisabledAt: 1 }), placeholder: ISSUED },
      6,
      'nothing',
    ],
    [
      'not after the shield was lifted',
      { ...incident({ containedAt: 1, shieldLiftedAt: 1 }), placeholder: ISSUED },
      6,
      'nothing',
    ],
    ['completed', completed(), 60, 'nothing'],
    ['denied', ended(awaiting(), 'denied'), 60, 'nothing'],
    ['refused', ended(awaiting(), 'refused'), 60, 'nothing'],
    ['cancelled', ended(awaiting(), 'cancelled'), 60, 'nothing'],
    ['expired', ended(awaiting(), 'expired'), 60, 'nothing'],
  ])('%s', (_what, request, minutes, due) => {
    expect(after(request, minutes)).toBe(due);
  });

  it.each([
    [undefined, 0, false],
    [lasting(60), 60 * MINUTE - RENEW_BEFORE_MS - SECOND, false],
    [lasting(60), 60 * MINUTE - RENEW_BEFORE_MS, true],
    [lasting(60), 2 * HOUR, true],
    [lasting(10), 0, false],
    [lasting(10), 5 * MINUTE - SECOND, false],
    [lasting(10), 5 * MINUTE, true],
    [lasting(0), 0, true],
  ])('a placeholder %j ends at %d: %p', (placeholder, elapsed, ends) => {
    const request = placeholder === undefined ? failed() : { ...failed(), placeholder };
    expect(placeholderEnds(request, NOON + elapsed)).toBe(ends);
  });
});

describe('when a step does not work', () => {
  const failure = (step: string, minutes: number, code = 'throttled'): StepFailure => {
    return { step, code, attempts: 2, at: NOON, nextAttemptAt: NOON + minutes * MINUTE, since: NOON };
  };
  const asked = { remindedAt: 1, escalatedAt: 1 };

  it.each<readonly [string, RecoveryRequest, number, string]>([
    ['the watch waits', revealed({ ...VERIFIED, failure: failure('watchEnrolment', 4) }), 0.5, 'look 0.5'],
    ['a minute at most', revealed({ ...VERIFIED, failure: failure('watchEnrolment', 4) }), 1, 'watchEnrolment'],
    ['a reminder waits', awaiting({ stalled: failure('remind', 12) }), 11, 'look 1'],
    ['and holds up no escalation', awaiting({ stalled: failure('remind', 32) }), 30, 'escalate'],
    ['nor the end', awaiting({ ...asked, stalled: failure('escalate', 300) }), 240, 'expire'],
    ['nobody to ask: waits', awaiting({ slots: [], stalled: failure('replaceApprovers', 2) }), 1, 'look 1'],
    ['nobody to ask: again', awaiting({ slots: [], stalled: failure('replaceApprovers', 2) }), 2, 'replaceApprovers'],
    ['containment waits', { ...incident(), stalled: failure('contain', 2) }, 1.5, 'look 0.5'],
    ['containment again', { ...incident(), stalled: failure('contain', 2) }, 2, 'contain'],
    ['a failed case waits', { ...failed(), stalled: failure('watchEnrolment', 2) }, 0.5, 'look 0.5'],
    ['a minute at most too', { ...failed(), stalled: failure('watchEnrolment', 2) }, 1, 'watchEnrolment'],
    [
      'a placeholder is renewed while nobody can be asked',
      awaiting({ slots: [], stalled: failure('replaceApprovers', 60), placeholder: lasting(40) }),
      30,
      'issuePlaceholder',
    ],
    [
      'and looked at in time',
      awaiting({ slots: [], stalled: failure('replaceApprovers', 60), placeholder: lasting(40) }),
      20,
      'look 10',
    ],
    [
      'what the account stands on ends before the next try',
      onPage(revealed({ failure: failure('verifyRemoval', 60), plan: [REMOVED] }), EXPIRES),
      30,
      'look 1.5',
    ],
    [
      'also a placeholder in place of the pass',
      { ...onPage(revealed({ failure: failure('removeMethod', 60) }), EXPIRES), placeholder: lasting(45) },
      33,
      'look 2',
    ],
    [
      'nothing stands: a minute at most',
      { ...approvedRun({ secureOn: 'approval', gap: 'open', failure: failure('closeGap', 5) }) },
      1,
      'closeGap',
    ],
    ['another step does not wait', { ...failed(), stalled: failure('look', 9) }, 1, 'watchEnrolment'],
  ])('%s', (_what, request, minutes, due) => {
    expect(after(request, minutes)).toBe(due);
  });

  it.each<readonly [string, string, Partial<Decided>, number]>([
    ['sessions that are not ended', 'revokeSessions', {}, 31],
    ['a placeholder that is not renewed', 'issuePlaceholder', { sessionsRevokedAt: 1 }, 50],
  ])('before the reveal: %s wait for the next try', (_what, step, facts, minutes) => {
    const failing = { ...failure(step, minutes + 0.5), at: NOON + minutes * MINUTE };
    const run = approvedRun({ secureOn: 'approval', ...VERIFIED, ...facts, failure: failing });
    const onLink = { delivery: LINK, linkSentAt: NOON + HOUR, placeholder: lasting(60) } as const;
    const request = { ...run, ...onLink, scenario: 'stolenPhone' } as const;
    expect(after(request, minutes)).toBe('look 0.5');
    expect(after(request, minutes + 0.5)).toBe(step);
  });

  it('two that fail one after the other wait each for itself', () => {
    const others = [failure('revokeSessions', 9)];
    const both = revealed({
      ...VERIFIED,
      failure: { ...failure('watchEnrolment', 4), at: NOON + 3.5 * MINUTE, others },
    });
    const request = { ...both, scenario: 'stolenPhone' } as const;
    expect(after(request, 3)).toBe('look 1');
    expect(after(request, 4)).toBe('watchEnrolment');
    expect(after(request, 9)).toBe('revokeSessions');
  });

  it('the watch is taken up again when the pass is about to end, whenever it failed', () => {
    const { pass } = revealed().decided;
    const covered = (pass?.expiresAt ?? 0) - PASS_MARGIN_MS;
    const late = { ...failure('watchEnrolment', 400), at: covered - SECOND, nextAttemptAt: covered + 5 * MINUTE };
    const request = revealed({ ...VERIFIED, failure: { ...late, since: late.at } });
    expect(owed(request, DEFAULT_POLICY, covered - SECOND / 2)).toEqual({ lookAt: covered });
  });

  it.each([0, SECOND])('%d ms after the end of the pass the watch waits for its next try and no less', (ago) => {
    const covered = NOON + 32 * MINUTE - PASS_MARGIN_MS;
    const times = { at: covered, nextAttemptAt: covered + MINUTE, since: covered - HOUR };
    const request = revealed({ ...VERIFIED, failure: { ...failure('watchEnrolment', 0), ...times } });
    expect(owed(onPage(request, EXPIRES), DEFAULT_POLICY, covered + ago)).toEqual({ lookAt: covered + MINUTE });
  });

  it('is looked at after ten seconds, for the cards, and when the helpdesk has to know', () => {
    const request = onPage(revealed({ failure: failure('removeMethod', 15) }), EXPIRES);
    expect(after(request, 0)).toBe(`look ${10 / 60}`);
    expect(after(request, 1)).toBe('look 9');
    expect(after(request, 10)).toBe('look 5');
    expect(after({ ...request, tellAgainAt: NOON + 12 * MINUTE }, 11)).toBe('look 1');
  });

  it('is looked at for the countdown in the chat too', () => {
    const request = revealed({ failure: failure('removeMethod', 40) });
    expect([8, 18, 25.5].map((minutes) => after(request, minutes))).toEqual(['look 2', 'look 4', 'look 0.5']);
  });
});
