import { raiseAlarm } from './alarm';
import type { Reason } from './facts';
import type { Flood, FloodDeps } from './flood-alarm';
import { tellFlood } from './flood-alarm';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Cap, Policy } from './policy-settings';
import type { Draft } from './drafts';
import type { Stored } from './ports';
import type { TallyOf } from './tallies';
import type { Limit, Mark, Tallied } from './tally';
import type { Millis, ObjectId } from './terms';

type Flooding = FloodDeps & { readonly policy: Policy };
type Full = Extract<Tallied, { readonly kind: 'full' }>;

const HOUR = 3_600_000;
/** So many cards of one cause somebody is shown, whatever their own cap: who is asked ten times for one person gets tired. */
export const CARDS_OF_ONE_CAUSE: Cap = { count: 3, windowMs: HOUR };

const minutesUntil = (at: Millis, now: Millis): number => Math.max(1, Math.ceil((at - now) / 60_000));

/** An opening as it is counted: `id` once, however often it is tried. */
export type Counted = Pick<Draft, 'id' | 'tenantId' | 'requester' | 'proof'>;

/** Whose window an opening counts in, and how long it is. The helpdesk opens with proof, and more often than others. */
function openerOf(policy: Policy, { requester, proof }: Counted) {
  const helps = proof !== undefined;
  const of: Flood['of'] = { kind: helps ? 'agent' : 'requester', person: requester };
  return { of, cap: helps ? policy.caps.perAgent : policy.caps.perRequester };
}

function refusal({ clock }: Flooding, full: Full): Refused {
  return refused('tooManyOpened', { facts: { minutes: minutesUntil(full.freeAt, clock.now()) } });
}

/** Forms that are started and not sent cost others a little too: so many for each request that may be opened, at a time. */
const DRAFTS = { perRequest: 3, windowMs: 10 * 60_000 };

/** Takes a place for a form that is started; nobody has to be told of it, because nothing is opened by it. */
export async function admitDraft(deps: Flooding, draft: Counted): Promise<Refused | undefined> {
  const { windowMs, perRequest } = DRAFTS;
  const limit = { count: openerOf(deps.policy, draft).cap.count * perRequest, windowMs };
  const of: TallyOf = { kind: 'drafter', person: draft.requester };
  const tallied = await deps.tallies.count(draft.tenantId, of, limit, { id: draft.id });
  if (tallied.kind === 'counted') return undefined;
  if (tallied.over === 'record') await raiseAlarm(deps, draft.tenantId, undefined, 'tally of drafter');
  return refused('tooManyDrafts', { facts: { minutes: minutesUntil(tallied.freeAt, deps.clock.now()) } });
}

/** Stand-ins that one person may name: whoever goes on at it floods somebody with mails and messages. */
const DELEGATIONS: Cap = { count: 5, windowMs: 24 * HOUR };

/** Takes a place for a stand-in that is named. */
export async function admitDelegation(
  deps: Flooding,
  tenantId: ObjectId,
  manager: ObjectId,
): Promise<Refused | undefined> {
  const now = deps.clock.now();
  const of: TallyOf = { kind: 'delegator', person: manager };
  const tallied = await deps.tallies.count(tenantId, of, DELEGATIONS, { id: String(now) });
  if (tallied.kind === 'counted') return undefined;
  if (tallied.over === 'record') await raiseAlarm(deps, tenantId, undefined, 'tally of delegator');
  return refused('tooManyRequests', { facts: { minutes: minutesUntil(tallied.freeAt, now) } });
}

/** What this person has to be told before anything is read about anybody; no place is taken. */
export async function refusedAhead(deps: Flooding, draft: Counted): Promise<Refused | undefined> {
  const { of, cap } = openerOf(deps.policy, draft);
  const tallied = await deps.tallies.look(draft.tenantId, of, cap, { id: draft.id });
  return tallied.kind === 'full' ? overOpener(deps, draft.tenantId, { of, cap, full: tallied }) : undefined;
}

async function overOpener(
  deps: Flooding,
  tenantId: ObjectId,
  { of, cap, full }: { readonly of: Flood['of']; readonly cap: Cap; readonly full: Full },
): Promise<Refused> {
  await tellFlood(deps, tenantId, { of, over: full.over, windowMs: cap.windowMs });
  return refusal(deps, full);
}

/** Takes a place for this opening in its opener's own window, or says when to come again. A draft takes one place. */
export async function admitOpener(deps: Flooding, draft: Counted): Promise<Refused | undefined> {
  const { of, cap } = openerOf(deps.policy, draft);
  const tallied = await deps.tallies.count(draft.tenantId, of, cap, { id: draft.id });
  return tallied.kind === 'full' ? overOpener(deps, draft.tenantId, { of, cap, full: tallied }) : undefined;
}

/** Takes a place in the tenant's window. Without one the request is opened and held: it is not lost, and nobody gets a card. */
export async function admitToTenant(deps: Flooding, draft: Counted): Promise<'tenantFlood' | undefined> {
  const [of, cap]: [Flood['of'], Cap] = [{ kind: 'tenant' }, deps.policy.caps.perTenant];
  const tallied = await deps.tallies.count(draft.tenantId, of, cap, { id: draft.id });
  if (tallied.kind === 'counted') return undefined;
  await tellFlood(deps, draft.tenantId, { of, over: tallied.over, windowMs: cap.windowMs });
  return 'tenantFlood';
}

const REASONS: Readonly<Record<Full['over'], Pick<Reason, 'rule' | 'sentence'>>> = {
  cap: {
    rule: 'approver.cap',
    sentence:
      'The manager, or their stand-in, got as many requests lately as one person is asked, so two others are asked.',
  },
  cause: {
    rule: 'approver.cause',
    sentence:
      'The manager, or their stand-in, got several requests of the same people within an hour, so two others are asked.',
  },
  record: {
    rule: 'approver.record',
    sentence:
      'It cannot be known how many requests the manager, or their stand-in, got lately, so two others are asked.',
  },
};

/** Takes a place among the cards that this approver gets. Without one: why somebody else is asked. */
export async function admitCard(
  deps: Flooding,
  tenantId: ObjectId,
  approver: ObjectId,
  card: Mark,
): Promise<Reason | undefined> {
  const of: Flood['of'] = { kind: 'approver', person: approver };
  const limit: Limit = { ...deps.policy.caps.perApprover, perCause: CARDS_OF_ONE_CAUSE };
  const tallied = await deps.tallies.count(tenantId, of, limit, card);
  if (tallied.kind === 'counted') return undefined;
  const { over, cause } = tallied;
  const windowMs = over === 'cause' ? CARDS_OF_ONE_CAUSE.windowMs : limit.windowMs;
  await tellFlood(deps, tenantId, { of, over, windowMs, ...(cause !== undefined && { cause }) });
  return { ...REASONS[over], outcome: 'raised' };
}

/** Refuses one more request about somebody; `recent` = the newest about them, newest first. */
export async function tooManyAbout(
  deps: Flooding,
  tenantId: ObjectId,
  employee: ObjectId,
  recent: readonly Stored[],
): Promise<Refused | undefined> {
  const { count, windowMs } = deps.policy.caps.perEmployee;
  const now = deps.clock.now();
  const last = recent.map(({ request }) => request.openedAt).filter((at) => at >= now - windowMs)[count - 1];
  if (last === undefined) return undefined;
  await tellFlood(deps, tenantId, { of: { kind: 'employee', person: employee }, over: 'cap', windowMs });
  return refused('tooManyRequests', { facts: { minutes: minutesUntil(last + windowMs, now) } });
}
