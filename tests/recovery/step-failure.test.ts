import { next } from '../../recovery/machine';
import { passTicks } from '../../recovery/pass-time';
import type { RecoveryRequest } from '../../recovery/request';
import { afterStep, failedTryOf, failureOf, LOOK_STEP, MINT_STEP } from '../../recovery/step-failure';
import { glancesOf, waitingOn } from '../../recovery/stuck';
import { DEFAULT_POLICY } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { approvedRun, failed, held, incident, onPage, revealed } from '../support/request-arms';
import { awaiting, MANAGER, NOON } from '../support/request-builder';
import { eventOf, SAMPLE_AT, SAMPLE_EVENTS } from '../support/sample-events';

const FAILURE = { step: 'removeMethod', code: 'throttled', attempts: 1, at: NOON, nextAttemptAt: NOON, since: NOON };
const STALLING: readonly (readonly [string, () => RecoveryRequest])[] = [
  ['awaitingApproval', () => awaiting()],
  ['approved', () => approvedRun()],
  ['revealed', () => revealed()],
  ['failed', () => failed()],
  ['incident', () => incident()],
];

describe.each(STALLING)('when a step of a request that is %s fails', (_state, make) => {
  it('the spell of trouble counts from its first failure, whatever fails next', () => {
    const once = next(make(), eventOf('stepFailed', { at: NOON, step: 'contain' }));
    const twice = next(once, eventOf('stepFailed'));
    expect(failureOf(twice)).toMatchObject({ step: 'removeMethod', attempts: 2, at: SAMPLE_AT, since: NOON });
  });

  it('the first failure stands alone, with its own time', () => {
    const { at, step, code, attempts, nextAttemptAt } = SAMPLE_EVENTS.stepFailed;
    const failure = failureOf(next(make(), eventOf('stepFailed')));
    expect(failure).toStrictEqual({ step, code, attempts, nextAttemptAt, at, since: at });
  });

  it('each step keeps its own tries, the last one of each', () => {
    const steps = ['contain', 'removeMethod', 'contain', 'watchEnrolment'];
    const fail = (before: RecoveryRequest, step: string, at: number): RecoveryRequest =>
      next(before, eventOf('stepFailed', { at, step, attempts: at }));
    const tried = steps.reduce(fail, make());
    expect(['contain', 'removeMethod', 'watchEnrolment'].map((step) => failedTryOf(tried, step)?.attempts)).toEqual([
      2, 1, 3,
    ]);
    expect(failedTryOf(tried, 'remind')).toBeUndefined();
    expect(failureOf(tried)?.others).toHaveLength(2);
  });

  it('it is over when the step works again', () => {
    const before = make();
    const stalled = next(before, eventOf('stepFailed'));
    expect(failureOf(before)).toBeUndefined();
    expect(next(stalled, eventOf('stepRecovered'))).toEqual(before);
  });

  it('a notice that has to arrive is remembered when it did', () => {
    const tried = next(make(), eventOf('notified', { notice: 'stuck', episode: '5', ok: false }));
    expect(tried.told).toEqual([]);
    expect(tried.tellAgainAt).toBe(SAMPLE_AT + 5 * MINUTE);
    const told = next(tried, eventOf('notified', { notice: 'stuck', who: MANAGER, episode: '5' }));
    expect(told.told).toEqual([`stuck#5:${MANAGER}:teams`]);
    expect(told).not.toHaveProperty('tellAgainAt');
    const later = next(told, eventOf('notified', { notice: 'stuck', who: MANAGER, episode: '6' }));
    expect(later.told).toEqual([`stuck#6:${MANAGER}:teams`]);
  });
});

describe('when an event shows that a failing step works', () => {
  it.each([
    ['remind', 'reminded', true],
    ['escalate', 'escalated', true],
    ['escalate', 'reminded', false],
    ['replaceApprovers', 'approversReplaced', true],
    ['issuePlaceholder', 'placeholderIssued', true],
    ['keepPlaceholder', 'placeholderIssued', true],
    ['watchEnrolment', 'enrolmentSeen', true],
    ['watchEnrolment', 'placeholderIssued', true],
    ['contain', 'accountDisabled', true],
    ['contain', 'accountDisableFailed', true],
    ['contain', 'placeholderIssued', true],
    ['contain', 'passRemoved', true],
    ['contain', 'intruderRemoved', true],
    ['contain', 'methodKept', true],
    ['contain', 'sessionsRevoked', true],
    ['contain', 'contained', true],
    ['contain', 'notified', false],
    ['look', 'reminded', false],
  ] as const)('%s, %s: %p', (step, event, over) => {
    const request = awaiting({ stalled: { ...FAILURE, step } });
    expect(failureOf(afterStep(request, eventOf(event))) === undefined).toBe(over);
  });

  it('a placeholder that was issued after all clears the failure of the run', () => {
    const request = revealed({ failure: { ...FAILURE, step: 'issuePlaceholder' } });
    expect(failureOf(next(request, eventOf('placeholderIssued')))).toBeUndefined();
  });

  it.each(['approved', 'held', 'denied', 'fraudReported'] as const)('trouble does not outlive a state: %s', (event) => {
    const after = next(awaiting({ stalled: FAILURE }), eventOf(event));
    expect(after).not.toHaveProperty('stalled');
    expect(failureOf(after)).toBeUndefined();
  });

  it('the names that are stored are the same in every version', () => {
    expect([LOOK_STEP, MINT_STEP]).toEqual(['look', 'mintPass']);
  });

  it('a hold waits for people, not for a step', () => {
    expect(failureOf(held())).toBeUndefined();
  });
});

describe('when somebody waits', () => {
  it.each<readonly [string, RecoveryRequest, number, string]>([
    ['nothing is shown at first', revealed({ failure: FAILURE }), 9, 'nothing'],
    ['a step that does not work', revealed({ failure: FAILURE }), 10, 'step'],
    ['a pass being made is no trouble', approvedRun({ revealStartedAt: NOON }), 9, 'nothing'],
    ['a pass whose answer never came', approvedRun({ revealStartedAt: NOON }), 10, 'noAnswer'],
    ['also the second pass', revealed({ revealStartedAt: NOON }), 10, 'noAnswer'],
    ['all is well', revealed(), 10, 'nothing'],
    ['nobody waits for Graph', awaiting({ stalled: FAILURE }), 10, 'nothing'],
  ])('%s', (_what, request, seconds, shown) => {
    expect(waitingOn(request, NOON + seconds * SECOND)?.kind ?? 'nothing').toBe(shown);
  });

  it('the times are known at which that changes', () => {
    const times = [NOON + 10 * SECOND, NOON + 10 * MINUTE];
    // On the page it counts by itself, and is reminded of once.
    const reminder = passTicks(onPage(revealed()));
    expect(reminder).toHaveLength(1);
    expect(glancesOf(onPage(revealed()), DEFAULT_POLICY)).toEqual(reminder);
    expect(glancesOf(onPage(revealed({ failure: FAILURE })), DEFAULT_POLICY)).toEqual([...times, ...reminder]);
    // In the chat the time of the pass is counted down.
    expect(glancesOf(revealed({ failure: FAILURE }), DEFAULT_POLICY)).toEqual([...times, ...passTicks(revealed())]);
  });
});
