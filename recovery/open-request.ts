import type { Beginning, Case, Hands, Said } from './begin-case';
import { beginCase, readCase, scenarioOf } from './begin-case';
import { transact } from './commit';
import type { Deps } from './deps';
import { admitOpener, refusedAhead, tooManyAbout } from './flood';
import { heldEvent } from './hold-event';
import { joinExisting } from './join-request';
import { aboutEmployee } from './live-request';
import { openAsColleague } from './open-as-colleague';
import { isByColleague, waitsForEmployee } from './opened-by';
import type { Outcome, Refused } from './outcome';
import { done, refused } from './outcome';
import { placeRequest } from './place-request';
import type { Draft } from './drafts';
import type { Stored } from './ports';
import { isProofCode } from './proof-codes';
import type { ObjectId, RequestId } from './terms';
import { isTrustedMember } from './trusted-member';
import { verb } from './verb';
import { verifySelf } from './verify-self';

export interface OpenInput extends Said {
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  readonly draftId: string;
}

/**
 * An approver is asked, or a code goes out. Should this process end in between, or somebody look at it before, an approver
 * is asked: what they say is not passed by.
 */
async function unheld(deps: Deps, { self }: Beginning, stored: Stored): Promise<Outcome> {
  const { tenantId, id } = stored.request;
  const outcome =
    self === undefined
      ? done(stored)
      : await transact(deps, { tenantId, requestId: id }, (current) =>
          current.seq === stored.seq ? verifySelf(deps, current, self.facts, self.possible) : { answer: done(current) },
        );
  deps.startWork(tenantId, id);
  return outcome;
}

/** A hold at once where it is due, never a weaker route. */
async function afterOpening(deps: Deps, draft: Draft, stored: Stored, beginning: Beginning): Promise<Outcome> {
  const { tenantId, id: requestId } = stored.request;
  const { holdFor } = beginning;
  await deps.drafts.remove(tenantId, draft.id);
  if (holdFor === undefined) return unheld(deps, beginning, stored);
  return transact(deps, { tenantId, requestId }, ({ request }) => {
    return { event: heldEvent(deps, request, { kind: 'system' }, holdFor) };
  });
}

/** The rest of the opening, when whoever opens it may; `waiting` = what a colleague opened and the employee did not answer. */
async function openCase(deps: Deps, about: Case, waiting: RequestId | undefined): Promise<Outcome> {
  const { draft } = about;
  const opening = await readCase(deps, about);
  if (opening.kind === 'refused') return opening;
  const full = await admitOpener(deps, draft);
  if (full !== undefined) return full;
  const { tenantId, requester: presser } = draft;
  // What is taken over has its own place in every window, whoever begins it and however often it is tried.
  const counted = { ...draft, id: waiting ?? draft.id };
  const begin = (hands: Hands) => beginCase(deps, { ...opening, ...hands, draft: counted });
  if (waiting !== undefined) return joinExisting(deps, { tenantId, requestId: waiting, presser, begin });
  const beginning = await begin({});
  const placed = await placeRequest(deps, draft, beginning.begun);
  return placed.kind === 'placed'
    ? afterOpening(deps, draft, placed.stored, beginning)
    : joinExisting(deps, { tenantId, requestId: placed.id, presser, begin });
}

/** The form was the helpdesk's: whoever left it since then opens and joins nothing. Nor does an older form's free text. */
async function refuseFormer(deps: Deps, { tenant, draft }: Omit<Case, 'employee'>): Promise<Refused | undefined> {
  if (draft.proof === undefined) return undefined;
  if (!isProofCode(draft.proof.proof)) return refused('proofMissing');
  const isOfIt = await isTrustedMember(deps, draft.tenantId, draft.requester, tenant.helpdeskGroupId);
  return isOfIt ? undefined : refused('helpdeskOnly');
}

/** For the employee, or for the helpdesk with its proof. */
async function openOrTakeOver(deps: Deps, about: Omit<Case, 'employee'>): Promise<Outcome> {
  const { draft } = about;
  const { tenantId, requester: presser } = draft;
  const { live, answered } = await aboutEmployee(deps, tenantId, draft.employee);
  const waiting = live !== undefined && waitsForEmployee(live.request) ? live.request : undefined;
  if (live !== undefined && waiting === undefined)
    return (await refuseFormer(deps, about)) ?? joinExisting(deps, { tenantId, requestId: live.request.id, presser });
  // A full window costs no look at the directory.
  const refusal = (await refusedAhead(deps, draft)) ?? (await refuseFormer(deps, about));
  if (refusal !== undefined) return refusal;
  const employee = await deps.directory.person(tenantId, draft.employee);
  if (employee === undefined) return refused('personNotFound');
  const flooded = await tooManyAbout(deps, tenantId, draft.employee, answered);
  if (flooded !== undefined) return flooded;
  return openCase(deps, { ...about, employee }, waiting?.id);
}

/** Opens the request that a draft described. All guards are read anew; whoever presses is the requester. */
export const openRequest = verb('open', async (deps: Deps, input: OpenInput): Promise<Outcome> => {
  const { tenantId, presser, draftId, ...said } = input;
  const tenant = deps.tenants.find(tenantId);
  const draft = await deps.drafts.get(tenantId, draftId);
  if (tenant === undefined || draft === undefined || draft.requester !== presser) {
    const mine = (await deps.ledger.listByEmployee(tenantId, presser, 1))[0];
    return refused('draftExpired', mine === undefined ? {} : { stored: mine });
  }
  if (scenarioOf({ said, draft }) === 'suspicious') return refused('suspiciousNeverResets');
  return isByColleague(draft) ? openAsColleague(deps, draft, said) : openOrTakeOver(deps, { tenant, draft, said });
});
