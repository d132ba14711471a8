import type { Deps } from './deps';
import type { EventType, RecoveryEvent } from './events';
import { RecoveryError } from './errors';
import { allows, next } from './machine';
import type { Outcome, Refused } from './outcome';
import { done, refused } from './outcome';
import type { Change, Stored, WorkQueue } from './ports';
import type { RecoveryRequest } from './request';
import type { ObjectId, RequestId, State } from './terms';
import { STATES } from './terms';

/** How long a wake-up stays hidden: the instance that commits starts the work itself. */
export const WAKE_DELAY_MS = 5_000;
const MAX_RACES = 8;

type Committing = Pick<Deps, 'ledger' | 'queue' | 'startWork'>;

/**
 * For the commits of one look, which follow each other: the message before the first stands for all of them. It is there
 * until somebody has looked, and whoever finds it while the look goes on finds the lease taken and looks again later.
 */
export function wakesOnce(queue: WorkQueue): WorkQueue {
  let woken: Promise<void> | undefined;
  return { wake: (tenantId, id, delayMs) => (woken ??= queue.wake(tenantId, id, delayMs)) };
}

/** What a verb decides when it looks at a request: one event to commit, several that stand together, or an answer without one. */
export type Decision =
  | { readonly event: RecoveryEvent }
  | { readonly events: readonly [RecoveryEvent, ...RecoveryEvent[]] }
  | { readonly answer: Outcome };

/** Wakes first, commits second, starts the work third: whatever crashes between, the message makes somebody look. */
export async function commitEvent(
  deps: Committing,
  stored: Stored,
  event: RecoveryEvent,
): Promise<Stored | 'conflict'> {
  const after = next(stored.request, event);
  return woken(deps, stored, () => deps.ledger.commit(stored, event, after));
}

/** The same for events that came to pass together: each has its entry, and all stand or none does. */
export async function commitEvents(
  deps: Committing,
  stored: Stored,
  events: readonly RecoveryEvent[],
): Promise<Stored | 'conflict'> {
  const [only] = events;
  if (only !== undefined && events.length === 1) return commitEvent(deps, stored, only);
  const changes: Change[] = [];
  for (const event of events) changes.push({ event, next: next(changes.at(-1)?.next ?? stored.request, event) });
  return woken(deps, stored, () => deps.ledger.commitAll(stored, changes));
}

async function woken(
  deps: Committing,
  { request: { tenantId, id } }: Stored,
  commit: () => Promise<Stored | 'conflict'>,
): Promise<Stored | 'conflict'> {
  await deps.queue.wake(tenantId, id, WAKE_DELAY_MS);
  const committed = await commit();
  if (committed !== 'conflict') deps.startWork(tenantId, id);
  return committed;
}

/** What has happened outside the store already, with the states in which it is still recorded when somebody was faster. */
const EFFECTS: Partial<Readonly<Record<EventType, readonly State[]>>> = {
  passIssued: ['approved', 'revealed'],
  placeholderIssued: ['awaitingApproval', 'approved', 'revealed', 'failed', 'incident'],
  methodRemoved: ['awaitingApproval', 'approved', 'revealed', 'failed', 'incident'],
  gapClosed: ['approved', 'revealed', 'failed', 'incident'],
  // Not in an incident: there it would stand for the sessions of whoever came in since.
  sessionsRevoked: ['approved', 'revealed', 'failed'],
  accountDisabled: ['incident'],
  passwordChangeRequired: ['awaitingApproval', 'approved', 'revealed', 'failed', 'completed', 'incident'],
  passRemoved: ['revealed', 'incident'],
  intruderRemoved: ['incident'],
  linkSent: ['awaitingApproval', 'approved', 'revealed'],
  codeSent: ['approved', 'revealed'],
  passDropped: STATES,
  reminded: ['awaitingApproval'],
  notified: STATES,
};

/** Others are asked by now: they were not reminded. */
function isOfAnotherRound(before: RecoveryRequest, { request }: Stored, { type }: RecoveryEvent): boolean {
  return type === 'reminded' && request.round !== before.round;
}

/** Another process did the same at the same time, and wrote it down: an account is switched off once, and a new password asked for once. */
function isRecorded({ request }: Stored, { type }: RecoveryEvent): boolean {
  if (type === 'passwordChangeRequired') return request.passwordChange?.requiredAt !== undefined;
  return type === 'accountDisabled' && request.state === 'incident' && request.incident.accountDisabledAt !== undefined;
}

/**
 * Records what was done already, whoever committed meanwhile: forgotten, it would be done again or never be known.
 * `undefined` where it is no effect, or where the state has no place for it any more, or where it does not stand.
 */
export async function recordEffect(
  deps: Committing,
  before: RecoveryRequest,
  event: RecoveryEvent,
  stands: (current: Stored) => boolean = () => true,
): Promise<Stored | undefined> {
  const states = EFFECTS[event.type] ?? [];
  for (let race = 0; race < MAX_RACES; race += 1) {
    const current = await deps.ledger.read(before.tenantId, before.id);
    if (current === undefined || isOfAnotherRound(before, current, event)) return undefined;
    if (!states.includes(current.request.state) || !stands(current)) return undefined;
    if (isRecorded(current, event)) return current;
    const committed = await commitEvent(deps, current, event);
    if (committed !== 'conflict') return committed;
  }
  throw new RecoveryError('conflict', `${event.type} could not be recorded`);
}

/**
 * Reads, decides, commits; whoever loses the race reads again and decides again on the new truth. A decision that the
 * machine has no row for answers `alreadyDecided` with the request as it is.
 */
export async function transact(
  deps: Committing,
  key: { readonly tenantId: ObjectId; readonly requestId: RequestId },
  decide: (stored: Stored) => Promise<Decision> | Decision,
): Promise<Outcome> {
  for (let race = 0; race < MAX_RACES; race += 1) {
    const stored = await deps.ledger.read(key.tenantId, key.requestId);
    if (stored === undefined) return refused('notFound');
    const decision = await decide(stored);
    if ('answer' in decision) return decision.answer;
    const events = 'event' in decision ? ([decision.event] as const) : decision.events;
    if (!allows(stored.request.state, events[0].type)) return refused('alreadyDecided', { stored });
    const committed = await commitEvents(deps, stored, events);
    if (committed !== 'conflict') return done(committed);
  }
  throw new RecoveryError('conflict', 'the request kept changing while it was being decided');
}

export function answer(outcome: Outcome): { readonly answer: Outcome } {
  return { answer: outcome };
}

export function refuse(...args: Parameters<typeof refused>): { readonly answer: Refused } {
  return { answer: refused(...args) };
}
