import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import type { RecoveryEvent } from './events';
import type { ListAhead } from './list-ahead';
import type { Notice } from './notices';
import { noticesOwed } from './notices';
import type { Owed, StepName } from './due';
import { owed } from './owed';
import type { Delivered } from './cards';
import type { Stored } from './ports';
import type { RecoveryRequest } from './request';
import type { StepResult } from './step';
import { SYSTEM } from './step';
import { FAILURE_WAIT_MS, takeStep } from './take-step';
import type { Beside } from './tell-beside';
import { tellPeople } from './tell-people';
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

const owedNow = (deps: Deps, { request }: Stored): Owed => owed(request, deps.policy, deps.clock.now());

/** What one look has learned. */
export interface Look {
  /** Nothing is begun later: the lease might end before it is done. */
  readonly until: Millis;
  /** Teams did not take the cards, and wants to be left alone for so long: not asked again in this look. */
  teamsAwayMs?: number;
  /** The notice that goes out while lost methods are removed. */
  readonly beside: Beside;
  /** What the next delete has to know, asked for during the one before. */
  readonly ahead: ListAhead;
  /** What the cards show since this look drew them. While the lease lasts others only put newer states on them. */
  drawn?: RecoveryRequest;
  drawnAt?: Millis;
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
async function withoutTeams(deps: Deps, stored: Stored, look: Look): Promise<StepResult> {
  const { teamsAwayMs: laterMs = FAILURE_WAIT_MS } = look;
  const notice = noticesLeft(deps, stored, look).find(({ channel }) => channel === 'outside');
  if (notice !== undefined) return { event: await tellPeople(deps, notice, stored.request) };
  const due = owedNow(deps, stored);
  if (due !== undefined && 'step' in due && due.step === 'remind') return { waitMs: laterMs };
  const result = await takeStep(deps, stored, due, look.ahead);
  if (result !== undefined && 'event' in result) return result;
  return { waitMs: Math.min(result?.waitMs ?? laterMs, laterMs) };
}

/** Whoever is in the account is put out first; the cards and the people who are told of it come after. */
async function contained(deps: Deps, stored: Stored, { ahead }: Look): Promise<StepResult | undefined> {
  const { request } = stored;
  const isOpen = request.state === 'incident' && request.incident.containedAt === undefined;
  return isOpen ? takeStep(deps, stored, owedNow(deps, stored), ahead) : undefined;
}

/** Steps that follow each other in moments: the account is safe sooner when nobody waits for a picture of each of them. */
const HURRIED: ReadonlySet<StepName> = new Set(['removeMethod', 'verifyRemoval']);
const DRAW_EVERY_MS = 1_000;

/** The next delete while the cards are hardly a second old. What they do not show yet is drawn before the look waits. */
async function hurried(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const { drawn, drawnAt = 0 } = look;
  const due = owedNow(deps, stored);
  if (due === undefined || !('step' in due) || !HURRIED.has(due.step)) return undefined;
  const isFresh = drawn?.state === stored.request.state && deps.clock.now() - drawnAt < DRAW_EVERY_MS;
  return isFresh && noticesLeft(deps, stored, look).length === 0 ? takeStep(deps, stored, due, look.ahead) : undefined;
}

/** One turn of the loop: draw, record who was asked, tell who must be told, else take the next step. */
async function nextResult(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const first = (await contained(deps, stored, look)) ?? (await hurried(deps, stored, look));
  if (first !== undefined && 'event' in first) return first;
  const delivered = await draw(deps, stored, look);
  // Teams may have taken its time.
  if (deps.clock.now() > look.until) return { waitMs: 0 };
  if (delivered === undefined) return withoutTeams(deps, stored, look);
  const asked = deliveryEvent(deps, stored.request, delivered);
  if (asked !== undefined) return { event: asked };
  const due = owedNow(deps, stored);
  const [notice] = noticesLeft(deps, stored, look);
  if (notice === undefined) return first ?? takeStep(deps, stored, due, look.ahead);
  if (!mayGoBeside(notice, due)) return { event: await tellPeople(deps, notice, stored.request) };
  look.beside.begin(deps, notice, stored.request);
  return takeStep(deps, stored, due, look.ahead);
}

/** Only while methods are removed: there people wait for the end, and what is told is true already. */
function mayGoBeside({ channel }: Notice, due: Owed): boolean {
  return channel === 'outside' && due !== undefined && 'step' in due && due.step === 'removeMethod';
}

/** What the notice beside it came to goes first; nothing is waited for before it has gone out. */
export async function nextInLook(deps: Deps, stored: Stored, look: Look): Promise<StepResult | undefined> {
  const told = look.beside.take();
  if (told !== undefined) return { event: told };
  const result = await nextResult(deps, stored, look);
  if (result !== undefined && 'event' in result) return result;
  const late = await look.beside.finish();
  return late === undefined ? result : { event: late };
}
