import type { RecoveryEvent } from '../../recovery/events';
import { next } from '../../recovery/machine';
import { MINT_STEP } from '../../recovery/step-failure';
import type { Approved, RecoveryRequest, Revealed } from '../../recovery/request';
import { decidedOf } from '../../recovery/request';
import { MINUTE } from '../support/fake-clock';
import { eventOf, SAMPLE_AT, SAMPLE_EVENTS } from '../support/sample-events';
import type { run } from '../support/request-arms';
import { approvedRun, failed, incident, ISSUED, planItem, revealed } from '../support/request-arms';
import { awaiting, EMPLOYEE, MANAGER } from '../support/request-builder';

const FAILURE = {
  step: 'removeMethod',
  code: 'throttled',
  attempts: 2,
  nextAttemptAt: SAMPLE_AT + 4_000,
  at: SAMPLE_AT,
  since: SAMPLE_AT,
};
const PLACEHOLDER = { methodId: 'pass-9', issuedAt: SAMPLE_AT, expiresAt: SAMPLE_AT + 30 * 60_000 };

/** Both states in which work is done: every fact of the run is the same in both. */
const WORKING: readonly ((decided: Parameters<typeof run>[0]) => Approved | Revealed)[] = [approvedRun, revealed];

const decidedAfter = (request: RecoveryRequest, ...types: Parameters<typeof eventOf>) =>
  decidedOf(next(request, eventOf(...types)));

describe.each(WORKING)('when the release code moves on', (inState) => {
  it('a new one counts for its own time', () => {
    const voided = inState({ code: { generation: 1, deadline: 5, voided: true } });
    const deadline = SAMPLE_AT + 15 * 60_000;
    expect(decidedAfter(voided, 'codeRenewed')?.code).toEqual({ generation: 2, deadline, voided: false });
  });

  it('five wrong tries void it, one wrong try does not', () => {
    const request = inState({});
    expect(decidedAfter(request, 'codeVoided')?.code).toEqual({ ...request.decided.code, voided: true });
    expect(next(request, eventOf('codeFailed'))).toBe(request);
  });
});

describe.each(WORKING)('when a pass is minted', (inState) => {
  it('a start is counted and dated', () => {
    expect(decidedAfter(inState({ reveals: 2 }), 'revealStarted', { reveal: 3 })).toMatchObject({
      reveals: 3,
      revealStartedAt: SAMPLE_AT,
    });
  });

  it('a mint without an answer is still under way: its pass may come', () => {
    const started = inState({ reveals: 2, revealStartedAt: 5 });
    const after = decidedAfter(started, 'stepFailed', { step: MINT_STEP, code: 'timeout' });
    expect(after).toMatchObject({ reveals: 2, revealStartedAt: 5 });
  });

  it('the minted pass is the one that stands', () => {
    const before = { ...inState({ reveals: 1, revealStartedAt: 5 }), placeholder: PLACEHOLDER };
    const after = next(before, eventOf('passIssued'));
    expect(after).toMatchObject({ state: 'revealed', decided: { pass: PLACEHOLDER, reveals: 1 } });
    expect(after).not.toHaveProperty('placeholder');
    expect(decidedOf(after)).not.toHaveProperty('revealStartedAt');
  });

  it.each(['policyBlocksPass', 'lifetimeOutOfRange', 'forbidden', 'credentialRefused', 'rejected'])(
    'one that Graph refused with %s uses up no reveal, and is a failure until a pass was minted',
    (code) => {
      const started = inState({ reveals: 2, revealStartedAt: 5 });
      const after = next(started, eventOf('stepFailed', { step: MINT_STEP, code, attempts: 1 }));
      expect(decidedOf(after)).toMatchObject({ reveals: 1, failure: { step: MINT_STEP, code, since: SAMPLE_AT } });
      expect(decidedOf(next(after, eventOf('passIssued')))).not.toHaveProperty('failure');
      const other = inState({ failure: FAILURE });
      expect(decidedOf(next(other, eventOf('passIssued')))).toHaveProperty('failure', FAILURE);
    },
  );

  it('within another range the mint goes on, and a placeholder is counted on no longer than its pass may live', () => {
    const before = { ...inState({ reveals: 2, revealStartedAt: 5, lifetimeInMinutes: 30 }), placeholder: PLACEHOLDER };
    const after = next(before, eventOf('passTermsChanged', { lifetimeInMinutes: 1, placeholderMinutes: 2 }));
    expect(decidedOf(after)).toMatchObject({
      ...{ reveals: 2, revealStartedAt: SAMPLE_AT },
      ...{ lifetimeInMinutes: 1, placeholderMinutes: 2 },
    });
    expect(after.placeholder?.expiresAt).toBe(SAMPLE_AT + MINUTE);
  });

  it.each([
    ['throttled', 1],
    ['tooSlow', 1],
    ['unavailable', 2],
  ])('a mint that ended with %s leaves %d reveals used', (code, reveals) => {
    const started = inState({ reveals: 2, revealStartedAt: 5 });
    const after = decidedAfter(started, 'stepFailed', { step: MINT_STEP, code });
    expect(after).toMatchObject({ reveals });
    expect(after).not.toHaveProperty('revealStartedAt');
    expect(after).not.toHaveProperty('failure');
  });
});

describe.each(WORKING)('when the plan is worked on', (inState) => {
  const two = { plan: [planItem(), planItem({ methodId: 'sms-1', kind: 'mobilePhone' })], failure: FAILURE };

  it.each([
    ['methodRemoved', { outcome: 'removed' }],
    ['methodDeferred', { outcome: 'deferred' }],
    ['defaultSwitched', { outcome: 'pending', defaultSwitchedAt: SAMPLE_AT }],
    ['methodKept', { outcome: 'kept', keptBecause: 'defaultMethod' }],
  ] as const)('%s marks that method alone and clears the failure', (type, marked) => {
    const after = decidedAfter(inState(two), type);
    expect(after?.plan).toEqual([{ ...planItem(), ...marked }, two.plan[1]]);
    expect(after).not.toHaveProperty('failure');
    expect(after?.lastRemovedAt).toBe(type === 'methodRemoved' ? SAMPLE_AT : undefined);
  });

  it('the gap opens and closes; what stands then is a placeholder, the shown pass is gone', () => {
    const open = next(inState({ pass: ISSUED, failure: FAILURE }), eventOf('gapOpened'));
    expect(decidedOf(open)?.gap).toBe('open');
    expect(next({ ...inState({}), placeholder: PLACEHOLDER }, eventOf('gapOpened'))).not.toHaveProperty('placeholder');
    const closed = next(open, eventOf('gapClosed'));
    expect(closed).toMatchObject({ placeholder: PLACEHOLDER, decided: { gap: 'closed' } });
    expect(decidedOf(closed)).not.toHaveProperty('pass');
    expect(decidedOf(closed)).not.toHaveProperty('failure');
  });

  it('a pass that comes late and is dropped may stand in its place: it is counted on no longer than that one lives', () => {
    const before = { ...inState({}), placeholder: PLACEHOLDER };
    const early = next(before, eventOf('passDropped', { expiresAt: SAMPLE_AT + MINUTE }));
    expect(early.placeholder).toEqual({ ...PLACEHOLDER, expiresAt: SAMPLE_AT + MINUTE });
    expect(next(before, eventOf('passDropped', { expiresAt: PLACEHOLDER.expiresAt + 1 }))).toBe(before);
    expect(next(inState({}), eventOf('passDropped'))).not.toHaveProperty('placeholder');
  });

  it('a reveal that begins counts on a placeholder no longer than on its own pass', () => {
    const standing = { ...PLACEHOLDER, expiresAt: SAMPLE_AT + 480 * 60_000 };
    const begun = next({ ...inState({ lifetimeInMinutes: 30 }), placeholder: standing }, eventOf('revealStarted'));
    expect(begun.placeholder).toEqual({ ...standing, expiresAt: SAMPLE_AT + 30 * 60_000 });
  });

  it('verification and revocation are dated and clear the failure', () => {
    const verified = decidedAfter(inState(two), 'removalVerified');
    expect(verified).toMatchObject({ verifiedAt: SAMPLE_AT, standing: ['hello#f2'] });
    expect(verified).not.toHaveProperty('failure');
    const ended = decidedAfter(inState(two), 'sessionsRevoked');
    expect(ended?.sessionsRevokedAt).toBe(SAMPLE_AT);
    expect(ended).not.toHaveProperty('failure');
  });

  it('a failed step says which, why and when it is tried again', () => {
    expect(decidedAfter(inState({ reveals: 2 }), 'stepFailed')).toMatchObject({ failure: FAILURE, reveals: 2 });
  });
});

describe('when a new method is seen', () => {
  const enrolled = { methodId: 'app-2', kind: 'microsoftAuthenticator', at: SAMPLE_AT };

  it.each([revealed(), failed()])('remembers which and when, in $state', (request) => {
    expect(decidedAfter(request, 'enrolmentSeen')?.enrolled).toEqual(enrolled);
  });

  it('has nothing to remember where nothing was ever decided', () => {
    const { decided: _none, ...undecided } = failed();
    expect(next(undecided, eventOf('enrolmentSeen'))).toBe(undecided);
  });

  it.each([true, false])('completes a failed case (decided: %s)', (hasDecision) => {
    const { decided, ...undecided } = failed();
    const request = hasDecision && decided !== undefined ? { ...undecided, decided } : undecided;
    const after = next(request, eventOf('completed'));
    expect(after).toMatchObject({ state: 'completed', ended: { at: SAMPLE_AT, reason: 'completed' } });
    expect(decidedOf(after)).toEqual(
      hasDecision ? decided : expect.objectContaining({ plan: [], known: [], reveals: 0 }),
    );
  });
});

describe('when a placeholder is issued', () => {
  it.each([awaiting(), approvedRun(), revealed(), failed(), incident()])('it stands, in $state', (request) => {
    expect(next(request, eventOf('placeholderIssued')).placeholder).toEqual(PLACEHOLDER);
  });

  const placed = (mintedAt: number) => ({ ...SAMPLE_EVENTS.placeholderIssued, mintedAt });
  const shown = { ...ISSUED, mintedAt: 1_000, expiresAt: SAMPLE_AT + 20 * 60_000 };

  it('after the shown pass, by Graph’s clock: the shown one is dead', () => {
    const after = next(revealed({ pass: shown }), placed(2_000));
    expect(after.placeholder).toEqual(PLACEHOLDER);
    expect(decidedOf(after)).not.toHaveProperty('pass');
  });

  it('before the shown pass, and only written down later: the shown one stands, nothing else', () => {
    const before = revealed({ pass: shown });
    expect(next({ ...before, placeholderStartedAt: 5 }, placed(500))).toEqual(before);
  });

  it('in the last minute of the shown pass: both are known, so that the watch ends when it should', () => {
    const ending = { ...shown, expiresAt: SAMPLE_AT + 30_000 };
    const after = next(revealed({ pass: ending }), placed(2_000));
    expect(after).toMatchObject({ placeholder: PLACEHOLDER, decided: { pass: ending } });
  });
});

describe('when a placeholder is written down beside a pass, at the edges', () => {
  const placed = eventOf('placeholderIssued', { mintedAt: 1_000 });

  it('minted in the same millisecond: the placeholder, written down last, is what stands', () => {
    const after = next(revealed({ pass: { ...ISSUED, mintedAt: 1_000 } }), placed);
    expect(after.placeholder).toEqual(PLACEHOLDER);
    expect(decidedOf(after)).not.toHaveProperty('pass');
  });

  it('exactly a minute before the end of the pass both are known', () => {
    const ending = { ...ISSUED, mintedAt: 5_000, expiresAt: SAMPLE_AT + MINUTE };
    expect(next(revealed({ pass: ending }), placed)).toMatchObject({
      placeholder: PLACEHOLDER,
      decided: { pass: ending },
    });
  });

  it('without a pass it simply stands', () => {
    const { pass: _none, ...decided } = revealed().decided;
    expect(next({ ...revealed(), decided }, placed).placeholder).toEqual(PLACEHOLDER);
  });

  it('it is dated while it is on its way', () => {
    const before = revealed();
    expect(next(before, eventOf('placeholderStarted'))).toEqual({ ...before, placeholderStartedAt: SAMPLE_AT });
  });

  it.each([
    ['issuePlaceholder', 'throttled', undefined],
    ['issuePlaceholder', 'timeout', 5],
    ['issuePlaceholder', 'unavailable', 5],
    ['removeMethod', 'throttled', 5],
  ])('%s that fails with %s: on its way since %p', (step, code, since) => {
    const after = next({ ...approvedRun(), placeholderStartedAt: 5 }, eventOf('stepFailed', { step, code }));
    expect(after.placeholderStartedAt).toBe(since);
    expect(decidedOf(after)?.failure).toMatchObject({ step, code });
  });
});

describe('when right codes and mints are counted', () => {
  it('every start of a reveal is one right code more', () => {
    const once = next(approvedRun(), eventOf('revealStarted'));
    const { code } = approvedRun().decided;
    expect(decidedOf(once)?.code).toEqual({ ...code, right: 1 });
    expect(decidedAfter(once, 'revealStarted')?.code).toEqual({ ...code, right: 2 });
  });

  it('new terms are taken where no placeholder stands as well', () => {
    const after = next(approvedRun(), eventOf('passTermsChanged'));
    expect(decidedOf(after)).toMatchObject({ lifetimeInMinutes: 20, placeholderMinutes: 60 });
    expect(after).not.toHaveProperty('placeholder');
  });

  it.each([
    [undefined, { methodId: 'pass-9', issuedAt: SAMPLE_AT, expiresAt: SAMPLE_AT + 30 * MINUTE }],
    [7, { methodId: 'pass-9', issuedAt: SAMPLE_AT, expiresAt: SAMPLE_AT + 30 * MINUTE, mintedAt: 7 }],
  ])('by Graph’s clock it was minted at %p', (mintedAt, pass) => {
    const event = mintedAt === undefined ? eventOf('passIssued') : eventOf('passIssued', { mintedAt });
    expect(decidedAfter(approvedRun(), 'passIssued', event)?.pass).toStrictEqual(pass);
  });
});

describe('when a pass that was shown is gone', () => {
  it('what replaced it counts as a placeholder for as long as the pass would have', () => {
    const after = next(revealed(), eventOf('passReplaced'));
    expect(after.placeholder).toEqual({ methodId: 'pass-other', issuedAt: SAMPLE_AT, expiresAt: ISSUED.expiresAt });
    expect(decidedOf(after)).not.toHaveProperty('pass');
    expect(next(after, eventOf('passReplaced')).placeholder?.expiresAt).toBe(SAMPLE_AT);
  });

  it('taken back, it takes the placeholder with it only where it is the placeholder; when it was shown stays known', () => {
    const before = revealed({ failure: FAILURE });
    const taken = next({ ...before, placeholder: PLACEHOLDER }, eventOf('passRemoved'));
    expect(taken).toEqual({ ...before, decided: revealed().decided });
    const other = { ...PLACEHOLDER, methodId: 'pass-10' };
    expect(next({ ...before, placeholder: other }, eventOf('passRemoved')).placeholder).toEqual(other);
    expect(next(before, eventOf('passRemoved'))).not.toHaveProperty('placeholder');
  });
});

describe('when what was done becomes known after the end', () => {
  const PLAN = [planItem(), planItem({ methodId: 'app-2' })];
  const reported = () => ({ ...incident({ containedAt: 9 }), decided: revealed({ plan: PLAN }).decided });
  const GONE = [{ ...PLAN[0], outcome: 'removed' }, PLAN[1]];

  it.each([failed({ plan: PLAN }), reported()])('a method that is gone, in $state', (request) => {
    const after = next(request, eventOf('methodRemoved'));
    expect(decidedOf(after)).toEqual({ ...request.decided, plan: GONE, lastRemovedAt: SAMPLE_AT });
  });

  it.each([failed(), reported()])('a gap that is closed: what stands is a placeholder, in $state', (request) => {
    const after = next(request, eventOf('gapClosed'));
    const { pass: _gone, ...decided } = { ...request.decided };
    expect(decidedOf(after)).toEqual({ ...decided, gap: 'closed' });
    expect(after.placeholder).toEqual(PLACEHOLDER);
  });

  it('sessions that were ended, of a failed case', () => {
    const before = failed();
    const decided = { ...before.decided, sessionsRevokedAt: SAMPLE_AT };
    expect(next(before, eventOf('sessionsRevoked'))).toEqual({ ...before, decided });
  });

  it('containment looks again after a method that went late', () => {
    const before = reported();
    const { containedAt: _again, ...facts } = before.incident;
    const decided = { ...before.decided, plan: GONE, lastRemovedAt: SAMPLE_AT };
    expect(next(before, eventOf('methodRemoved'))).toEqual({ ...before, incident: facts, decided });
  });

  it('nothing was decided: nothing of a run is made up', () => {
    const { decided: _none, ...undecided } = failed();
    expect(next(undecided, eventOf('methodRemoved'))).toEqual(undecided);
    expect(decidedOf(next(undecided, eventOf('gapClosed')))).toBeUndefined();
  });

  it('a case that failed undecided and closes all the same has a code that opens nothing', () => {
    const { decided: _none, ...undecided } = failed();
    expect(decidedAfter(undecided, 'completed')).toEqual({
      ...{ at: SAMPLE_AT, secureOn: 'reveal', plan: [], known: [], lifetimeInMinutes: 0, placeholderMinutes: 0 },
      ...{ code: { generation: 0, deadline: SAMPLE_AT, voided: true }, reveals: 0, gap: 'none' },
    });
  });
});

describe('when an incident is contained', () => {
  it.each([
    ['accountDisabled', { accountDisabledAt: SAMPLE_AT }],
    ['accountDisableFailed', { disableFailed: true }],
    ['passRemoved', { passRemovedAt: SAMPLE_AT, removedMethods: ['pass-9'] }],
    ['intruderRemoved', { removedMethods: ['app-6'] }],
    ['methodKept', { keptMethods: ['app-1'], removedMethods: [] }],
    ['sessionsRevoked', { sessionsRevokedAt: SAMPLE_AT }],
    ['contained', { containedAt: SAMPLE_AT }],
    ['shieldLifted', { shieldLiftedAt: SAMPLE_AT }],
  ] as const)('%s is a fact of its own', (type, facts) => {
    const before = incident();
    expect(next(before, eventOf(type))).toEqual({ ...before, incident: { ...before.incident, ...facts } });
  });

  it.each<readonly [string, object, object]>([
    ['taskDone', {}, { by: MANAGER, answer: 'inPerson' }],
    ['taskDone', { answer: undefined }, { by: MANAGER }],
    ['taskDone', { by: { kind: 'system' } }, { by: '', answer: 'inPerson' }],
  ])('%s with %j: a task is filled beside the others', (_type, facts, told) => {
    const found = { at: 1, by: EMPLOYEE, text: 'a mail' };
    const before = incident({ tasks: { found } });
    const after = next(before, eventOf('taskDone', facts));
    const reached = { at: SAMPLE_AT, text: 'met her at the counter', ...told };
    expect(after).toStrictEqual({ ...before, incident: { ...before.incident, tasks: { found, reached } } });
  });

  it.each([
    [{}, { closedBy: MANAGER }],
    [{ by: { kind: 'system' } }, {}],
  ] as const)('it is closed with %j by %j', (facts, told) => {
    const before = incident();
    const incidentAfter = { ...before.incident, closedAt: SAMPLE_AT, ...told };
    expect(next(before, eventOf('incidentClosed', facts))).toStrictEqual({ ...before, incident: incidentAfter });
  });

  it('who reported through a contact stays known beside whom it counts for', () => {
    const by = { kind: 'holder', of: 'manager', channel: 'email', contact: '0123456789' } as const;
    const facts = { reportedAt: SAMPLE_AT, why: 'notMe', from: 'awaitingApproval', removedMethods: [] };
    const before = awaiting();
    const incidentOf = (event: RecoveryEvent) => {
      const after = next(before, event);
      return 'incident' in after ? after.incident : undefined;
    };
    const through = incidentOf(eventOf('fraudReported', { by }));
    expect(through).toStrictEqual({ ...facts, reportedBy: EMPLOYEE, reportedThrough: by });
    const pressed = incidentOf(eventOf('fraudReported', { by: { kind: 'person', id: MANAGER } }));
    expect(pressed).toStrictEqual({ ...facts, reportedBy: MANAGER });
  });

  it('a removed pass takes the placeholder with it only where it is the placeholder', () => {
    const own = { ...incident(), placeholder: PLACEHOLDER };
    expect(next(own, eventOf('passRemoved'))).not.toHaveProperty('placeholder');
    const other = { ...incident(), placeholder: { ...PLACEHOLDER, methodId: 'pass-10' } };
    expect(next(other, eventOf('passRemoved'))).toHaveProperty('placeholder', other.placeholder);
  });

  it('gathers what was removed and what stayed', () => {
    const once = next(incident(), eventOf('intruderRemoved'));
    const twice = next(once, eventOf('methodKept', { methodId: 'sms-6' }));
    const thrice = next(twice, eventOf('methodKept', { methodId: 'sms-7' }));
    expect(thrice).toMatchObject({ incident: { removedMethods: ['app-6'], keptMethods: ['sms-6', 'sms-7'] } });
  });
});
