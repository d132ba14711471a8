import type { EventOf } from '../../recovery/events';
import type { SignInProof } from '../../recovery/fresh-sign-ins';
import { asksStepUp, hasSteppedUpSince, judgeSignIn, stepUp } from '../../recovery/step-up';
import { MINUTE, START } from '../support/fake-clock';
import { awaiting, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const WANTED = { tenantId: TENANT, person: WHO.max, startedAt: START, context: 'c1', now: START + MINUTE };
const PROOF: SignInProof = { tenantId: TENANT, person: WHO.max, authTime: START, methods: [], contexts: ['c1'] };

describe('when it is asked whether a policy wants a fresh sign-in', () => {
  it.each([
    ['never', 'approval', false],
    ['never', 'dualApproval', false],
    ['privileged', 'approval', false],
    ['privileged', 'dualApproval', true],
    ['always', 'approval', true],
    ['always', 'dualApproval', true],
    [undefined, 'dualApproval', false],
  ] as const)('%s, %s: %s', (asked, route, expected) => {
    expect(asksStepUp(asked, { route })).toBe(expected);
  });
});

describe('when clocks differ', () => {
  it.each([
    ['a minute before they were sent', START - MINUTE, undefined],
    ['longer before', START - MINUTE - 1, 'stepUpStale'],
    ['a minute from now', START + 2 * MINUTE, undefined],
    ['later than that', START + 2 * MINUTE + 1, 'stepUpStale'],
  ])('a sign-in of %s', (_when, authTime, code) => {
    expect(judgeSignIn({ ...PROOF, authTime }, WANTED)).toBe(code);
  });
});

describe('when an approver has signed in', () => {
  const signedIn = (approver: string, at: number): EventOf<'approverSteppedUp'> => ({
    ...{ type: 'approverSteppedUp', at, by: { kind: 'person', id: approver }, slot: 1 },
    ...{ approver, authTime: at - 1, methods: [], contexts: ['c1'] },
  });
  const kept = (approver: string, at: number) => ({ approver, authTime: at - 1, round: 1, at });

  it('the newest of each is kept, and those of others with it', () => {
    const first = stepUp(awaiting(), signedIn(WHO.max, START));
    expect(first.stepUps).toEqual([kept(WHO.max, START)]);
    const both = stepUp(first, signedIn(WHO.sam, START + 1));
    const again = stepUp(both, signedIn(WHO.max, START + 2));
    expect(again.stepUps).toEqual([kept(WHO.sam, START + 1), kept(WHO.max, START + 2)]);
  });

  it('it was since a link that is older, in this round, and they themselves', () => {
    const request = stepUp(awaiting(), signedIn(WHO.max, START));
    expect(hasSteppedUpSince(request, WHO.max, START)).toBe(true);
    expect(hasSteppedUpSince(request, WHO.max, START + 1)).toBe(false);
    expect(hasSteppedUpSince(request, WHO.sam, START)).toBe(false);
    expect(hasSteppedUpSince({ ...request, round: 2 }, WHO.max, START)).toBe(false);
    expect(hasSteppedUpSince(awaiting(), WHO.max, START)).toBe(false);
  });
});
