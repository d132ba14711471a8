import type { Authority } from './authority';
import { nextApprovers, readAuthority } from './authority';
import type { Decision } from './commit';
import { refuse, transact } from './commit';
import { matchNumber, sameDigits } from './codes';
import { counterFault, lacksFace } from './counter-guards';
import { raiseTries } from './counted-tries';
import type { Signature } from './decide-approval';
import { decideApproval } from './decide-approval';
import type { Deps } from './deps';
import type { Slot, VerifiedBy } from './facts';
import { policyIn } from './for-tenant';
import { heldEvent } from './hold-event';
import { openSlot } from './open-slot';
import type { Outcome } from './outcome';
import { refused } from './outcome';
import type { Policy } from './policy-settings';
import type { Stored } from './ports';
import { refusedEvent } from './refused-event';
import type { AwaitingApproval } from './request';
import { needsStepUp } from './step-up';
import { askToSignIn } from './step-up-approver';
import type { RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface ApproveInput extends Who {
  readonly requestId: RequestId;
  /** Round of the card that was pressed; absent when the number was typed as a message. */
  readonly round?: number;
  readonly matchNumber: string;
  readonly verifiedBy?: VerifiedBy | undefined;
  readonly reason?: string;
}

type Waiting = Stored<AwaitingApproval>;

/** Before the number is compared or counted: who has not signed in anew learns nothing about it, and loses no try. */
function unlessSignedIn(deps: Deps, policy: Policy, stored: Stored, { presser }: Who): Decision | undefined {
  if (!needsStepUp(policy, stored.request, presser, deps.clock.now())) return undefined;
  return { answer: askToSignIn(deps, stored, presser) };
}

/** What can be said before the number is looked at: nothing here costs the approver a try. */
function refuseBeforeNumber(
  deps: Deps,
  stored: Stored,
  input: ApproveInput,
): Decision | { readonly slot: Slot; readonly signature: Signature } {
  const slot = openSlot(stored, input);
  if ('answer' in slot) return slot;
  if (!stored.request.employeeConfirmed) {
    const atCounter = stored.request.delivery.place === 'inPerson';
    return refuse(atCounter ? 'idNotChecked' : 'employeeNotConfirmed', { stored });
  }
  const unproven = unlessSignedIn(deps, policyIn(deps, stored.request), stored, input);
  if (unproven !== undefined) return unproven;
  if (input.verifiedBy === undefined) return refuse('verifiedByMissing', { stored });
  if (lacksFace(stored.request, slot, input.verifiedBy)) return refuse('faceNotSeen', { stored });
  if (!/\d/.test(input.matchNumber)) return refuse('matchNumberMissing', { stored });
  const reason = input.reason === undefined ? {} : { reason: input.reason };
  return { slot, signature: { presser: input.presser, verifiedBy: input.verifiedBy, ...reason } };
}

interface Press {
  readonly deps: Deps;
  readonly input: ApproveInput;
  readonly stored: Waiting;
  readonly slot: Slot;
  readonly signature: Signature;
}

/** Raises the counter, then compares. Three tries are all there is, however many presses come at once. */
async function checkNumber({ deps, input, stored, slot }: Press): Promise<'right' | number> {
  const { request } = stored;
  const { matchTries: most } = deps.policy;
  const key = { purpose: 'match', slot: slot.slot, round: request.round, generation: 0 } as const;
  const atLeast = slot.counted?.round === request.round ? slot.counted.count : 0;
  const tries = await raiseTries(deps.ledger, request, { key, atLeast, most });
  const right = tries <= most && sameDigits(input.matchNumber, matchNumber(deps.keys, request, slot.slot));
  return right ? 'right' : tries;
}

function wrongNumber({ deps, input, stored, slot }: Press, tries: number): Decision {
  const by = { kind: 'person', id: input.presser } as const;
  if (tries >= deps.policy.matchTries) return { event: heldEvent(deps, stored.request, by, 'matchNumberLocked') };
  const counted = { slot: slot.slot, approver: input.presser, tries, counted: tries };
  return { event: { type: 'matchFailed', at: deps.clock.now(), by, ...counted } };
}

/** The approver pressed in good faith but may not answer any more, or more people are needed: everybody is asked anew. */
async function askAnew(press: Press, authority: Authority, why: string): Promise<Decision> {
  const { deps, stored } = press;
  const by = { kind: 'system' } as const;
  const next = await nextApprovers(deps, stored.request, authority, authority.fallen);
  if (next.slots.length === 0) return { event: heldEvent(deps, stored.request, by, 'noApprover') };
  const reasons = [...authority.facts.route.reasons, ...next.reasons];
  return { event: { type: 'approversReplaced', at: deps.clock.now(), by, slots: next.slots, why, reasons } };
}

/** Right number: what every guard says now, as it was just read from Graph. */
async function guarded(press: Press, authority: Authority): Promise<Decision> {
  const { deps, stored } = press;
  const { route } = authority.facts;
  if (route.route === 'refused') return { event: refusedEvent(deps, stored.request, route.code) };
  if (route.route === 'held') return { event: heldEvent(deps, stored.request, { kind: 'system' }, route.why) };
  const fault = await counterFault(deps, stored.request, authority.facts.policy);
  if (fault !== undefined) return { event: heldEvent(deps, stored.request, { kind: 'system' }, fault) };
  if (authority.fallen.length > 0) return askAnew(press, authority, 'approverNoLongerStands');
  if (route.route === 'dualApproval' && stored.request.slots.length === 1)
    return askAnew(press, authority, 'secondApproverNeeded');
  return decideApproval({ ...press, authority });
}

/**
 * The approver typed the number they heard and said how they recognised the employee. One call decides: the answer
 * carries the release code. Refused presses change nothing but the counter of tries.
 */
export const approveRequest = verb('approve', async (deps: Deps, input: ApproveInput): Promise<Outcome> => {
  let tries: 'right' | number | undefined;
  let answered: Outcome | undefined;
  let { round } = input;
  const outcome = await transact(deps, input, async (stored) => {
    // A number typed as a message counts for the round in which it was looked at, whoever wins the race.
    round ??= stored.request.round;
    const first = refuseBeforeNumber(deps, stored, { ...input, round });
    if (!('slot' in first)) return first;
    // `refuseBeforeNumber` let only `awaitingApproval` through.
    const press = { deps, input, stored: stored as Waiting, ...first };
    // Before the counter: a Graph that does not answer costs nobody a try.
    const authority = await readAuthority(deps, stored.request, [input.presser]);
    // Again, by the tiers as they were just read.
    const unproven = unlessSignedIn(deps, authority.facts.policy, stored, input);
    if (unproven !== undefined) return unproven;
    tries ??= await checkNumber(press);
    if (tries !== 'right') {
      const left = Math.max(0, deps.policy.matchTries - tries);
      answered = left === 0 ? refused('matchNumberLocked') : refused('matchNumberWrong', { facts: { left } });
      return wrongNumber(press, tries);
    }
    return guarded(press, authority);
  });
  return answered?.kind === 'refused' && outcome.kind === 'done' ? { ...answered, stored: outcome.stored } : outcome;
});
