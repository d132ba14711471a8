import type { RecoveryRequest } from '../../recovery/request';
import type { StepFailure } from '../../recovery/run';
import { LOOK_STEP, MINT_STEP } from '../../recovery/step-failure';
import { glancesOf, mayPass, stuckOn, waitingOn } from '../../recovery/stuck';
import { DEFAULT_POLICY } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { approvedRun, onPage, revealed } from '../support/request-arms';
import { awaiting, NOON } from '../support/request-builder';

/** Failed for the first time at noon, and for the last a minute later. */
const failing = (facts: Partial<StepFailure>): StepFailure => ({
  ...{ step: 'removeMethod', code: 'throttled', attempts: 2, since: NOON },
  ...{ at: NOON + MINUTE, nextAttemptAt: NOON + 20 * MINUTE },
  ...facts,
});

describe('when a step does not work', () => {
  it.each<readonly [string, Partial<StepFailure>, number]>([
    ['ten minutes where waiting may cure it', {}, 10 * MINUTE],
    ['no earlier for many tries', { attempts: 40 }, 10 * MINUTE],
    ['ten minutes for a few refusals', { code: 'forbidden', attempts: 2 }, 10 * MINUTE],
    ['the third refusal', { code: 'forbidden', attempts: 3 }, MINUTE],
    ['the third time that the credential is refused', { code: 'credentialRefused', attempts: 3 }, MINUTE],
    ['the first failure of the look itself', { step: LOOK_STEP, attempts: 1 }, 0],
    ['the first link that does not fit its contact', { step: 'sendLink', code: 'contactChanged', attempts: 1 }, 0],
    ['the first pass that is refused', { step: MINT_STEP, attempts: 1 }, 0],
  ])('the helpdesk has to know after %s', (_when, facts, after) => {
    const failure = failing(facts);
    const request = approvedRun({ failure });
    expect(stuckOn(request, DEFAULT_POLICY, NOON + after - 1)).toBeUndefined();
    expect(stuckOn(request, DEFAULT_POLICY, NOON + after)).toBe(failure);
    expect(glancesOf(request, DEFAULT_POLICY)).toEqual([NOON + 10 * SECOND, NOON + after]);
  });

  it('nobody has to know where everything works', () => {
    expect(stuckOn(approvedRun(), DEFAULT_POLICY, NOON + 60 * MINUTE)).toBeUndefined();
  });

  it('a notice that did not arrive is another time to look', () => {
    expect(glancesOf({ ...awaiting(), tellAgainAt: NOON + 5 }, DEFAULT_POLICY)).toEqual([NOON + 5]);
  });

  it.each([
    ['throttled', true],
    ['unavailable', true],
    ['credentialRefused', false],
    ['forbidden', false],
    ['tooSlow', false],
  ])('%s may pass by itself: %p', (code, may) => {
    expect(mayPass({ code })).toBe(may);
  });
});

describe('when somebody waits for a pass', () => {
  const refused = failing({ step: MINT_STEP, code: 'policyBlocksPass' });
  const other = failing({});

  it.each<readonly [string, RecoveryRequest, object | undefined]>([
    ['one that is refused is said at once', approvedRun({ failure: refused }), { kind: 'noPass', failure: refused }],
    ['also the second one', revealed({ failure: refused }), { kind: 'noPass', failure: refused }],
    ['a step that is tried again is not', onPage(revealed({ failure: other })), undefined],
    ['nor is a mint that has begun', approvedRun({ revealStartedAt: NOON }), undefined],
  ])('%s', (_what, request, waiting) => {
    expect(waitingOn(request, NOON + 10 * SECOND - 1)).toEqual(waiting);
  });

  it.each<readonly [string, RecoveryRequest, object]>([
    ['the step that is tried again', revealed({ failure: other }), { kind: 'step', failure: other }],
    ['the mint', approvedRun({ revealStartedAt: NOON }), { kind: 'noAnswer' }],
    ['of two the mint', approvedRun({ revealStartedAt: NOON, failure: refused }), { kind: 'noAnswer' }],
  ])('after ten seconds without an answer: %s', (_what, request, waiting) => {
    expect(waitingOn(request, NOON + 10 * SECOND)).toEqual(waiting);
  });
});
