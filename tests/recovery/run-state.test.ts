import type { IncidentRequest } from '../../recovery/request';
import {
  asIfLanded,
  hasBegun,
  hasRemoved,
  isMinting,
  isPlacing,
  LATE_DELETE_MS,
  MINT_GRACE_MS,
  mustFail,
  PLACEHOLDER_GRACE_MS,
} from '../../recovery/run-state';
import { approvedRun, failed, held, incident, ISSUED, planItem, revealed, run } from '../support/request-arms';
import { awaiting } from '../support/request-builder';

const REMOVED = { plan: [planItem({ outcome: 'removed' })] } as const;
const ONE_OF_TWO = { plan: [planItem(), planItem({ methodId: 'app-2', outcome: 'removed' })] } as const;
const STANDING = { placeholder: ISSUED };

describe('when a mint is under way', () => {
  it.each([
    [undefined, 0, false],
    [1_000, 1_000, true],
    [1_000, 1_000 + MINT_GRACE_MS - 1, true],
    [1_000, 1_000 + MINT_GRACE_MS, false],
  ])('started at %p, at %d it is: %p', (revealStartedAt, now, minting) => {
    const decided = revealStartedAt === undefined ? run() : run({ revealStartedAt });
    expect(isMinting(decided, now)).toBe(minting);
  });
});

describe('when a placeholder is under way', () => {
  it.each([
    [undefined, 0, false],
    [1_000, 1_000, true],
    [1_000, 1_000 + PLACEHOLDER_GRACE_MS - 1, true],
    [1_000, 1_000 + PLACEHOLDER_GRACE_MS, false],
  ])('started at %p, at %d it is: %p', (placeholderStartedAt, now, placing) => {
    const request = placeholderStartedAt === undefined ? awaiting() : awaiting({ placeholderStartedAt });
    expect(isPlacing(request, now)).toBe(placing);
  });
});

describe('when something may have been done to the account', () => {
  it.each([
    ['nothing was', approvedRun(), false],
    ['a mint was begun', approvedRun({ reveals: 1 }), true],
    ['a placeholder stands', { ...approvedRun(), ...STANDING }, true],
    ['a placeholder may have been issued', { ...approvedRun(), placeholderStartedAt: 1 }, true],
    ['a method is gone', approvedRun(REMOVED), true],
    ['one of two methods is gone', approvedRun(ONE_OF_TWO), true],
    ['a gap was opened, and the placeholder may be gone', approvedRun({ gap: 'open' }), true],
    ['a method was only kept', approvedRun({ plan: [planItem({ outcome: 'kept' })] }), false],
  ])('%s', (_what, request, begun) => {
    expect(hasBegun(request)).toBe(begun);
    expect(mustFail(request)).toBe(begun);
  });

  it.each([
    ['nobody decided', awaiting(), false],
    ['nothing is gone', revealed(), false],
    ['a method is gone', revealed(REMOVED), true],
    ['one of two methods is gone', revealed(ONE_OF_TWO), true],
    ['the gap is open', revealed({ gap: 'open' }), true],
    ['the gap is closed', revealed({ gap: 'closed' }), true],
    ['a failed case without a decision', (({ decided: _none, ...rest }) => rest)(failed()), false],
    ['a failed case whose method is gone', failed(REMOVED), true],
  ])('removed: %s', (_what, request, removed) => {
    expect(hasRemoved(request)).toBe(removed);
    expect(mustFail(request)).toBe(removed);
  });

  it.each([
    ['a fresh request', awaiting(), false],
    ['a held one', held(), false],
    ['an incident', incident(), false],
    ['a request that goes round again with a placeholder', awaiting(STANDING), true],
  ])('an end would leave the account on a pass alone: %s', (_what, request, fails) => {
    expect(mustFail(request)).toBe(fails);
  });
});

describe('when a delete may be on its way at a report', () => {
  const PENDING = run({ pass: ISSUED, plan: [planItem(), planItem({ methodId: 'app-2', outcome: 'kept' })] });
  const reported = (from: string, more: Partial<IncidentRequest> = {}): IncidentRequest => ({
    ...incident(),
    decided: PENDING,
    incident: { ...incident().incident, from },
    ...more,
  });
  const { reportedAt } = incident().incident;
  const atOnce = { ...PENDING, secureOn: 'approval' } as const;
  const inGap = { ...PENDING, gap: 'open' } as const;

  it.each([
    ['it was revealed', reported('revealed'), 0, true],
    ['for its time', reported('revealed'), LATE_DELETE_MS, true],
    ['and no longer', reported('revealed'), LATE_DELETE_MS + 1, false],
    ['it was approved, and nothing begins before the reveal', reported('approved', STANDING), 0, false],
    ['the run starts at approval', reported('approved', { ...STANDING, decided: atOnce }), 0, true],
    ['a gap was open already', reported('approved', { decided: inGap }), 0, true],
    ['but no placeholder stood yet', reported('approved', { decided: atOnce }), 0, false],
  ])('%s', (_what, request, later, counts) => {
    const outcomes = asIfLanded(request, reportedAt + later).decided?.plan.map(({ outcome }) => outcome);
    expect(outcomes).toEqual([counts ? 'removed' : 'pending', 'kept']);
  });

  it('a deferred method may be on its way as well', () => {
    const decided = { ...PENDING, plan: [planItem({ outcome: 'deferred' })] };
    expect(asIfLanded(reported('revealed', { decided }), reportedAt).decided?.plan).toMatchObject([
      { outcome: 'removed' },
    ]);
  });

  it('nothing is on its way: it is as it is', () => {
    const request = reported('revealed', { decided: { ...PENDING, plan: [planItem({ outcome: 'kept' })] } });
    expect(asIfLanded(request, reportedAt)).toBe(request);
  });

  it('nothing was decided: it is as it is', () => {
    const { decided: _none, ...request } = reported('held');
    expect(asIfLanded(request, reportedAt)).toBe(request);
  });
});
