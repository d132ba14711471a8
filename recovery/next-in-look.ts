import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import type { Notice } from './notices';
import { noticesOwed } from './notices';
import type { Owed, StepName } from './due';
import { owed } from './owed';
import { policyOf } from './policy-tiers';
import type { Delivered } from './cards';
import type { Stored } from './ports';
import type { RecoveryRequest } from './request';
import type { StepResult } from './step';
import { SYSTEM } from './step';
import { FAILURE_WAIT_MS, takeStep } from './take-step';
import type { Beside } from './tell-beside';
import { tellAll } from './tell-people';
import type { Millis } from './terms';

/** What the cards' delivery adds to the story: who was asked, who could not be reached. */
function deliveryEvent(deps: Deps, request: RecoveryRequest, delivered: Delivered): RecoveryEvent | undefined {
  if (request.state !== 'awaitingApproval') return undefined;
  const common = { at: deps.clock.now(), by: SYSTEM };
  for (const { slot, candidates, asked, approval } of request.slots) {
    const reached = candidates.find((id) => delivered.reached.includes(id) && !asked.includes(id));
    if (reached !== undefined) return { ...common, type: 'approverAsked', slot, approver: reached };
    // Whoever approved is asked nothing more: their word stands, whether they can be written to or not.
    if (approval !== undefined) continue;
    const lost = delivered.unreachable.find(({ person }) => candidates.includes(person));
    if (lost !== undefined)
      return { ...common, type: 'approverUnreachable', slot, approver: lost.person, why: lost.why };
  }
  return undefined;
}

const owedNow = (deps: Deps, { request }: Stored): Owed =>
  owed(request, policyOf(deps.policy, request), deps.clock.now());

/** What one look has learned. */
export interface Look {
  /**
   * True when the whole record was verified in the version at hand. What this look has committed itself it goes on from
   * without reading it again: the commit said that nobody else was there before.
   */
  isVerified: boolean;
  /** Nothing is begun later: the lease might end before it is done. */
  readonly until: Millis;
  /** Teams did not take the cards, and wants to be left alone for so long: not asked again in this look. */
  teamsAwayMs?: number;
  /** Notices that go out while something else is done. */
  readonly beside: Beside;
  /** What the cards show since this look drew them. While the lease lasts others only put newer states on them. */
  drawn?: RecoveryRequest;
  drawnAt?: Millis;
}

/** What to do next: events to commit together, a time to look again, or to verify the record first. */
export type InLook = { readonly events: readonly RecoveryEvent[] } | { readonly waitMs: number } | 'verify' | undefined;

const asInLook = (result: StepResult | undefined): InLook =>
  result !== undefined && 'event' in result ? { events: [result.event] } : result;

/** Steps that send nothing anywhere and write nothing on an account, or verify the record themselves before they do. */
const READS: ReadonlySet<StepName> = new Set([
  ...(['verifyRemoval', 'watchEnrolment', 'keepPlaceholder', 'expire'] as const),
  ...(['watchBeforePass', 'checkEnrolment'] as const),
]);

/** The step that is owed; before an effect the whole record is verified, in the version that the effect goes by. */
async function take(deps: Deps, stored: Stored, due: Owed, look: Look): Promise<InLook> {
  const isEffect = due !== undefined && 'step' in due && !READS.has(due.step);
  return isEffect && !look.isVerified ? 'verify' : asInLook(await takeStep(deps, stored, due));
}

/** Who is still to be told: what is on its way already goes out once. */
const noticesLeft = (deps: Deps, { request }: Stored, { beside }: Look): readonly Notice[] =>
  noticesOwed(request, deps.policy, deps.clock.now()).filter((one) => !beside.isOnItsWay(one));

async function draw(deps: Deps, { request }: Stored, look: Look): Promise<Delivered | undefined> {
  if (look.teamsAwayMs !== undefined) return undefined;
  try {
    const delivered = await deps.cards.project(request, look.drawn);
    // Who was not reached is tried again, and said to be out of reach again.
    if (delivered.unreachable.length === 0) [look.drawn, look.drawnAt] = [request, deps.clock.now()];
    return delivered;
  } catch (error) {
    if (error instanceof RecoveryError) throw error;
    const away = error instanceof EffectError ? error.retryAfterMs : undefined;
    look.teamsAwayMs = away ?? FAILURE_WAIT_MS;
    deps.log.warn('cards.failed', { requestId: request.id, error });
    return undefined;
  }
}

/** What is owed to the account, and to people outside Teams, does not wait for Teams. Only reminders do. */
async function withoutTeams(deps: Deps, stored: Stored, look: Look): Promise<InLook> {
  const { teamsAwayMs: laterMs = FAILURE_WAIT_MS } = look;
  const due = owedNow(deps, stored);
  const outside = noticesLeft(deps, stored, look).filter(({ channel }) => channel !== 'teams');
  const waitedFor = outside.filter((notice) => !mayGoBeside(notice, due, stored));
  if (waitedFor.length > 0) return { events: await tellAll(deps, waitedFor, stored.request) };
  for (const notice of outside) look.beside.begin(deps, notice, stored.request);
  if (due !== undefined && 'step' in due && due.step === 'remind') return { waitMs: laterMs };
  const result = await take(deps, stored, due, look);
  if (result === 'verify' || (result !== undefined && 'events' in result)) return result;
  return { waitMs: Math.min(result?.waitMs ?? laterMs, laterMs) };
}

/** Whoever is in the account is put out first; the cards and the people who are told of it come after. */
async function contained(deps: Deps, stored: Stored, look: Look): Promise<InLook> {
  const { request } = stored;
  const isOpen = request.state === 'incident' && request.incident.containedAt === undefined;
  return isOpen ? take(deps, stored, owedNow(deps, stored), look) : undefined;
}

/** Steps that follow each other in moments: the account is safe sooner when nobody waits for a picture of each of them. */
const HURRIED: ReadonlySet<StepName> = new Set(['removeMethod', 'verifyRemoval']);
const DRAW_EVERY_MS = 1_000;

/** The next delete while the cards are hardly a second old. What they do not show yet is drawn before the look waits. */
async function hurried(deps: Deps, stored: Stored, look: Look): Promise<InLook> {
  const { drawn, drawnAt = 0 } = look;
  const due = owedNow(deps, stored);
  if (due === undefined || !('step' in due) || !HURRIED.has(due.step)) return undefined;
  const isFresh = drawn?.state === stored.request.state && deps.clock.now() - drawnAt < DRAW_EVERY_MS;
  return isFresh && noticesLeft(deps, stored, look).length === 0 ? take(deps, stored, due, look) : undefined;
}

/** One turn of the loop: draw, record who was asked, tell who must be told, else take the next step. */
async function nextResult(deps: Deps, stored: Stored, look: Look): Promise<InLook> {
  const first = (await contained(deps, stored, look)) ?? (await hurried(deps, stored, look));
  if (first === 'verify' || (first !== undefined && 'events' in first)) return first;
  const delivered = await draw(deps, stored, look);
  // Teams may have taken its time.
  if (deps.clock.now() > look.until) return { waitMs: 0 };
  if (delivered === undefined) return withoutTeams(deps, stored, look);
  const asked = deliveryEvent(deps, stored.request, delivered);
  if (asked !== undefined) return { events: [asked] };
  const due = owedNow(deps, stored);
  const notices = noticesLeft(deps, stored, look);
  const waitedFor = notices.filter((notice) => !mayGoBeside(notice, due, stored));
  if (waitedFor.length > 0) return { events: await tellAll(deps, waitedFor, stored.request) };
  if (notices.length === 0) return first ?? take(deps, stored, due, look);
  for (const notice of notices) look.beside.begin(deps, notice, stored.request);
  return take(deps, stored, due, look);
}

/** Looks that nobody waits for. */
function isUnhurried(request: RecoveryRequest, step: StepName): boolean {
  return step === 'watchBeforePass' || (step === 'checkEnrolment' && request.state === 'completed');
}

/** A mail is in the way of no step: people wait for those, or the account is made safe. What is told is true already. */
function mayGoBeside({ channel }: Notice, due: Owed, { request }: Stored): boolean {
  return channel !== 'teams' && due !== undefined && 'step' in due && !isUnhurried(request, due.step);
}

/** What the notices beside it came to goes with what is to be committed; nothing is waited for before they have gone out. */
export async function nextInLook(deps: Deps, stored: Stored, look: Look): Promise<InLook> {
  const result = await nextResult(deps, stored, look);
  if (result === 'verify') return result;
  const acted = result !== undefined && 'events' in result;
  const told = acted ? look.beside.take() : await look.beside.finish();
  if (told.length === 0) return result;
  return { events: acted ? [...told, ...result.events] : told };
}
