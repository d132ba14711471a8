import type { AuditEntry } from '../../recovery/audit-entry';
import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { APPS } from '../../simulators/entra/contoso-ids';
import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import { STATE_TITLES } from '../../words/states';
import { shown, titles } from './chats';
import { isToComeAgain, wasToldLate } from './come-again';
import { insist } from './insist';
import type { Pair } from './pairs';
import { pause } from './pause';
import type { RaceKind } from './race-acts';
import type { Result, Stage } from './race-stage';
import { decisionsIn, newest, trailOf } from './race-stage';
import { waitsForRemoval } from './recovery-story';

/** What may stand in the trail after each race. Whoever cancels after the approval undoes it; never the other way round. */
const ALLOWED: Readonly<Record<RaceKind, readonly string[]>> = {
  'approve/approve': ['approved'],
  'approve/deny': ['approved', 'denied'],
  // Where the clocks stay past the end, what was approved a moment before it ends as well: nobody reveals here.
  'approve/expire': ['approved', 'expired', 'approved, expired'],
  'approve/cancel': ['cancelled', 'approved, cancelled'],
  'reveal/reveal': ['approved'],
};
/** What a press comes to where nobody else decides. */
const ALONE: readonly string[] = ['approved', 'denied', 'cancelled'];
/** The machine was too busy for either press, and whoever pressed was told to come again: nothing to judge. */
const NOT_SERVED = 'nobody served, and told so';
/** One press was decided, and whoever made the other was told to come again. */
const ONE_SERVED = 'one served, the other told to come again';
/** The machine was so busy that the second press was worked on when the pass of the first had long arrived. */
const LATE = 'one served, the other long after: a further pass';
/** Ends of a race in which the two presses did not meet. */
export const UNJUDGED: ReadonlySet<string> = new Set([NOT_SERVED, ONE_SERVED, LATE]);
/** Of the lost phone. */
const PLANNED = 3;
const LOOK_MS = 500;

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
    await insist(story, who, expected, shows).catch(() => {
      missing.push(`${who} does not see "${expected}" but ${titles(story.teams, who).join(' | ')}`);
    });
  }
  return missing;
}

/** Reveals that began when the pass before had its time to arrive: each is another pass, which the rules allow. */
function furtherReveals(trail: readonly AuditEntry[]): number {
  let arrivedAt = Infinity;
  let further = 0;
  for (const { event } of trail) {
    if (event.type === 'passIssued') arrivedAt = event.at + ARRIVING_MS;
    if (event.type === 'revealStarted' && event.at >= arrivedAt) further += 1;
  }
  return further;
}

function answersOf(kind: RaceKind, outcomes: readonly PressOutcome[], further: number): readonly string[] {
  // An answer that was lost says nothing; what both people see in the end is looked at below.
  const odd = outcomes.filter(({ kind: shape }) => !['card', 'message', 'unreachable'].includes(shape));
  const problems = odd.map((outcome) => `an answer was ${JSON.stringify(outcome)}`);
  const passes = outcomes.filter(
    ({ kind: shape, ...rest }) => shape === 'card' && /"id":"pass"/.test(JSON.stringify(rest)),
  );
  const isOnePerPass = passes.length >= 1 && passes.length <= 1 + further;
  if (kind === 'reveal/reveal' && !isOnePerPass) problems.push(`${String(passes.length)} answers showed a pass`);
  return problems;
}

/** Whoever pressed twice still has the pass on the screen. */
function passStands({ story }: Stage, kind: RaceKind, { employee }: Pair): readonly string[] {
  if (kind !== 'reveal/reveal' || shown(story.teams, employee, 'pass') !== undefined) return [];
  return [`the pass is gone from the screen: ${titles(story.teams, employee).join(' | ')}`];
}

/** When what was written down, for whoever has to find out why. */
const timesOf = (trail: readonly AuditEntry[]): string =>
  trail.map(({ event: { type, at } }) => `${type} ${new Date(at).toISOString().slice(14, 23)}`).join(', ');

/**
 * What was done to the account: one pass and one removal of each method where one was revealed, nothing elsewhere. A pass
 * that nobody was shown is made anew when people press again.
 */
async function runOf(
  stage: Stage,
  kind: RaceKind,
  pair: Pair,
  { trail, more }: { readonly trail: readonly AuditEntry[]; readonly more: number },
) {
  const { tenant } = stage.site.cloud;
  const times = kind === 'reveal/reveal' ? 1 : 0;
  const removed =
    times === 0
      ? []
      : await waitsForRemoval(stage.story, pair).then(
          () => [],
          (error: unknown) => [String(error)],
        );
  const writes = tenant.writes.filter(({ userId, by }) => userId === pair.employeeId && by === APPS.executor.appId);
  const minted = writes.filter(({ method, path }) => method === 'POST' && path.includes('temporaryAccessPass')).length;
  const deleted = writes.filter(({ method }) => method === 'DELETE').length;
  const begun = trail.filter(({ event }) => event.type === 'revealStarted').length;
  const most = times * (1 + more);
  const isOneRun = minted >= times && minted <= most && begun >= times && begun <= most;
  if (isOneRun && deleted === times * PLANNED) return removed;
  return [...removed, `${String(begun)} reveals, ${String(minted)} passes, ${String(deleted)} deletes`];
}

/** An answer may say that the press is still worked on: what it decides stands in the trail a little later. */
async function decidedTrail(stage: Stage, pair: Pair, isOver: (decisions: string) => boolean) {
  const patient = performance.now() + stage.story.patienceMs;
  for (;;) {
    const trail = await trailOf(stage, pair);
    if (isOver(decisionsIn(trail)) || performance.now() > patient) return trail;
    await pause(LOOK_MS);
  }
}

interface Pressed {
  readonly outcomes: readonly PressOutcome[];
  /** Which instances took the presses. */
  readonly took: readonly number[];
  /** How often neither of them was served before. */
  readonly again?: number;
}

/** Exactly one decision, at most one run, one outcome in both chats. */
export async function judgeRace(
  stage: Stage,
  kind: RaceKind,
  pair: Pair,
  { outcomes, took, again = 0 }: Pressed,
): Promise<Result> {
  const { teams } = stage.story;
  const wereToldLate = (): boolean => [pair.manager, pair.employee].some((who) => wasToldLate(teams, who));
  const isSentAway = outcomes.some(isToComeAgain);
  // One of the two may be decided while the other press is worked on still: nobody told them to come again.
  const isOver = (made: string): boolean =>
    ALLOWED[kind].includes(made) || (made !== '' && (isSentAway || wereToldLate()));
  const trail = await decidedTrail(stage, pair, isOver);
  const decisions = decisionsIn(trail);
  const toldLate = wereToldLate();
  const isUnserved = decisions === '' && toldLate;
  if (isUnserved) return { decisions: NOT_SERVED, problems: [], apart: new Set(took).size === 2, again };
  const request = (await newest(stage, pair))?.request;
  const state = request?.state ?? 'missing';
  const further = furtherReveals(trail);
  const problems = [...answersOf(kind, outcomes, further), ...passStands(stage, kind, pair)];
  const isAllowed = ALLOWED[kind].includes(decisions);
  const isOneServed = !isAllowed && ALONE.includes(decisions) && (toldLate || isSentAway);
  const answers = outcomes.map(({ kind: shape }) => shape).join(' and ');
  if (!isAllowed && !isOneServed) problems.push(`decisions: ${decisions || 'none'}; answers: ${answers}`);
  problems.push(
    ...(await runOf(stage, kind, pair, { trail, more: again + further })),
    ...(await showsOutcome(stage, pair, state)),
  );
  return {
    ...{ decisions: isOneServed ? ONE_SERVED : further > 0 ? LATE : decisions, apart: new Set(took).size === 2, again },
    problems: problems.map((problem) => `${problem} (${request?.id ?? 'no request'}: ${timesOf(trail)})`),
  };
}
