import type { Secret } from '../../platform/secret';
import type { AuditEntry } from '../../recovery/audit-entry';
import type { Stored } from '../../recovery/ports';
import { APPS } from '../../simulators/entra/contoso-ids';
import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import { STATE_TITLES } from '../../words/states';
import { shown, titles } from './chats';
import { insist } from './insist';
import type { Pair } from './pairs';
import type { Press, RaceKind } from './race-acts';
import { PREPARE } from './race-acts';
import { seeded } from './random';
import type { Story } from './recovery-story';
import type { Site } from './site';
import { startSite } from './site';

export interface RaceOptions {
  readonly connectionString: Secret;
  /** Of each kind. */
  readonly races: number;
  readonly seed: number;
  readonly atOnce: number;
  readonly tell: (line: string) => void;
}

export interface RaceReport {
  /** Per kind: how it ended ("approved", "denied", ...) and how often. */
  readonly outcomes: ReadonlyMap<RaceKind, ReadonlyMap<string, number>>;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** What may stand in the trail after each race. Whoever cancels after the approval undoes it; never the other way round. */
const ALLOWED: Readonly<Record<RaceKind, readonly string[]>> = {
  'approve/approve': ['approved'],
  'approve/deny': ['approved', 'denied'],
  'approve/expire': ['approved', 'expired'],
  'approve/cancel': ['cancelled', 'approved, cancelled'],
  'reveal/reveal': ['approved'],
};
const DECISIONS = new Set(['approved', 'denied', 'expired', 'cancelled', 'refused', 'held', 'failed', 'fraudReported']);
const KINDS: readonly RaceKind[] = [
  ...(['approve/approve', 'approve/deny', 'approve/cancel', 'reveal/reveal'] as const),
  'approve/expire',
];
/** Shorter than usual, so that an expiry is near; one instance is a little behind the other, as clocks are. */
const POLICY = { timers: { remindMinutes: 1, escalateMinutes: 2, expireMinutes: 5 } };
const PAST_MS = 1_000;
const BEHIND_MS = 15_000;
/** The second press comes up to this much later than the first, or earlier; mostly by little. */
const APART_MS = 300;
const PAIRS_PER_SITE = 200;

interface Stage {
  readonly site: Site;
  readonly story: Story;
  readonly random: () => number;
  /** Called when a bot receives a message from its queue. */
  readonly onReceived: { now?: () => void };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function newest({ site }: Stage, { employeeId }: Pair): Promise<Stored | undefined> {
  const { tenantId } = site.cloud.tenant;
  return (await site.storage.ledger.listByEmployee(tenantId, employeeId, 1))[0];
}

async function trailOf(stage: Stage, pair: Pair): Promise<readonly AuditEntry[]> {
  const stored = await newest(stage, pair);
  const { tenantId } = stage.site.cloud.tenant;
  return stored === undefined ? [] : stage.site.storage.ledger.trail(tenantId, stored.request.id);
}

async function decisionsOf(stage: Stage, pair: Pair): Promise<string> {
  const types: readonly string[] = (await trailOf(stage, pair)).map(({ event }) => event.type);
  return types.filter((type) => DECISIONS.has(type)).join(', ');
}

function tellTime({ site }: Stage, aheadMs: readonly number[]): void {
  for (const [index, bot] of [...site.fleet.members().values()].entries()) {
    bot.tell({ kind: 'time', aheadMs: aheadMs[index] ?? 0 });
  }
}

/** Both at once, or nearly. */
async function pressBoth({ random }: Stage, first: Press, second: Press): Promise<readonly PressOutcome[]> {
  const apart = (random() * 2 - 1) ** 3 * APART_MS;
  const later = async (ms: number, press: Press): Promise<PressOutcome> => {
    if (ms > 0) await pause(ms);
    return press();
  };
  return Promise.all([later(-apart, first), later(apart, second)]);
}

/** The clocks pass the end of the request, a bot is woken to look at it, and at that very moment the manager presses. */
async function pressAtExpiry(stage: Stage, pair: Pair, approve: Press): Promise<readonly PressOutcome[]> {
  const { site, onReceived, random } = stage;
  const stored = await newest(stage, pair);
  if (stored?.request.state !== 'awaitingApproval') return [];
  const { expiresAt, tenantId, id } = stored.request;
  const ahead = expiresAt + PAST_MS - Date.now();
  const received = new Promise<void>((resolve) => (onReceived.now = resolve));
  tellTime(stage, [ahead, ahead - BEHIND_MS]);
  try {
    for (let message = 0; message < 4; message += 1) await site.storage.queue.wake(tenantId, id, 0);
    await received;
    await pause((random() * APART_MS) / 4);
    const outcome = await approve();
    while ((await decisionsOf(stage, pair)) === '') {
      await site.storage.queue.wake(tenantId, id, 0);
      await pause(500);
    }
    return [outcome];
  } finally {
    delete onReceived.now;
    tellTime(stage, [0, 0]);
  }
}

/** Both chats show what the request has become, the loser's too. */
async function showsOutcome({ story }: Stage, pair: Pair, state: string): Promise<readonly string[]> {
  const title = Object.entries(STATE_TITLES).find(([name]) => name === state)?.[1];
  if (title === undefined) return [`no title for ${state}`];
  const missing: string[] = [];
  for (const [who, expected] of [
    [pair.manager, title.approver],
    [pair.employee, title.employee],
  ] as const) {
    // A message that shows a pass is left alone; it says what has become of the request well enough.
    const passHere = (): boolean => shown(story.teams, who, 'pass') !== undefined;
    const shows = (): true | undefined =>
      passHere() || titles(story.teams, who).includes(expected) ? true : undefined;
    await insist({ ...story, patienceMs: 20_000 }, who, expected, shows).catch(() => {
      missing.push(`${who} does not see "${expected}" but ${titles(story.teams, who).join(' | ')}`);
    });
  }
  return missing;
}

function answersOf(kind: RaceKind, outcomes: readonly PressOutcome[]): readonly string[] {
  const odd = outcomes.filter(({ kind: shape }) => shape !== 'card' && shape !== 'message');
  const problems = odd.map((outcome) => `an answer was ${JSON.stringify(outcome)}`);
  const passes = outcomes.filter(
    ({ kind: shape, ...rest }) => shape === 'card' && /"id":"pass"/.test(JSON.stringify(rest)),
  );
  if (kind === 'reveal/reveal' && passes.length !== 1) problems.push(`${String(passes.length)} answers showed a pass`);
  return problems;
}

/** Whoever pressed twice still has the pass on the screen. */
function passStands({ story }: Stage, kind: RaceKind, { employee }: Pair): readonly string[] {
  if (kind !== 'reveal/reveal' || shown(story.teams, employee, 'pass') !== undefined) return [];
  return [`the pass is gone from the screen: ${titles(story.teams, employee).join(' | ')}`];
}

/** What was done to the account: one pass where one was revealed, nothing where nobody revealed anything. */
function runOf({ site }: Stage, kind: RaceKind, { employeeId }: Pair, trail: readonly AuditEntry[]): readonly string[] {
  const writes = site.cloud.tenant.writes.filter(
    ({ userId, by }) => userId === employeeId && by === APPS.executor.appId,
  );
  const minted = writes.filter(({ method, path }) => method === 'POST' && path.includes('temporaryAccessPass')).length;
  const begun = trail.filter(({ event }) => event.type === 'revealStarted').length;
  const expected = kind === 'reveal/reveal' ? 1 : 0;
  return minted === expected && begun === expected ? [] : [`${String(begun)} reveals, ${String(minted)} passes`];
}

async function raceOnce(stage: Stage, kind: RaceKind, pair: Pair) {
  const [first, second] = await PREPARE[kind](stage.story, pair);
  const pressed = kind === 'approve/expire' ? pressAtExpiry(stage, pair, first) : pressBoth(stage, first, second);
  const outcomes = await pressed;
  const trail = await trailOf(stage, pair);
  const problems = [...answersOf(kind, outcomes), ...runOf(stage, kind, pair, trail), ...passStands(stage, kind, pair)];
  const decisions = await decisionsOf(stage, pair);
  if (!ALLOWED[kind].includes(decisions)) problems.push(`decisions: ${decisions || 'none'}`);
  const state = (await newest(stage, pair))?.request.state ?? 'missing';
  problems.push(...(await showsOutcome(stage, pair, state)));
  return { decisions, problems };
}

async function onSite(options: RaceOptions, prefix: string, races: readonly RaceKind[], note: Note): Promise<void> {
  const onReceived: Stage['onReceived'] = {};
  const site = await startSite({
    ...{ connectionString: options.connectionString, prefix, instances: 2, pairs: races.length, policy: POLICY },
    watch: {
      onRequest: () => Promise.resolve('pass'),
      onAnswer: ({ line, method }, { body }) => {
        if (line === 'queue' && method === 'GET' && body.includes('<QueueMessage>')) onReceived.now?.();
        return Promise.resolve('pass');
      },
      aheadMs: () => 0,
    },
  });
  const { teams, tenant } = site.cloud;
  const story = { teams, tenant, up: () => Promise.resolve(), patienceMs: 60_000, lookAfterMs: 4_000 };
  const stage = { site, story, random: seeded(options.seed), onReceived };
  const waiting = races.map((kind, index) => ({ kind, pair: site.pairs[index] }));
  const run = async (kinds: (kind: RaceKind) => boolean): Promise<void> => {
    for (;;) {
      const index = waiting.findIndex(({ kind }) => kinds(kind));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next?.pair === undefined) return;
      note(next.kind, await raceOnce(stage, next.kind, next.pair));
    }
  };
  try {
    // An expiry moves the clocks of both bots, so it is alone.
    await Promise.all(Array.from({ length: options.atOnce }, () => run((kind) => kind !== 'approve/expire')));
    await run(() => true);
  } finally {
    await site.stop();
  }
}

type Note = (kind: RaceKind, result: { readonly decisions: string; readonly problems: readonly string[] }) => void;

/** Two people, or one person twice, press at the same moment in two processes: one decision, one run, told to both. */
export async function race(options: RaceOptions): Promise<RaceReport> {
  const started = performance.now();
  const outcomes = new Map<RaceKind, Map<string, number>>(KINDS.map((kind) => [kind, new Map()]));
  const failures: string[] = [];
  const all = KINDS.flatMap((kind) => Array.from({ length: options.races }, () => kind));
  let done = 0;
  const note: Note = (kind, { decisions, problems }) => {
    const counted = outcomes.get(kind);
    counted?.set(decisions, (counted.get(decisions) ?? 0) + 1);
    failures.push(...problems.map((problem) => `${kind}: ${problem}`));
    done += 1;
    if (done % 50 === 0) options.tell(`${String(done)} of ${String(all.length)} races`);
  };
  for (let from = 0; from < all.length; from += PAIRS_PER_SITE) {
    await onSite(options, `race${String(from)}`, all.slice(from, from + PAIRS_PER_SITE), note);
  }
  return { outcomes, failures, seconds: (performance.now() - started) / 1_000 };
}
