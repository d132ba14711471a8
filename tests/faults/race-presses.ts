import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import { isLost, isToComeAgain } from './come-again';
import type { Pair } from './pairs';
import { pause } from './pause';
import type { Press, RaceKind } from './race-acts';
import { PREPARE } from './race-acts';
import { judgeRace } from './race-checks';
import type { Result, Stage } from './race-stage';

/** Two of the same come up to this much apart; mostly by little. */
const APART_MS = 300;
/** An approval reads from Graph before it decides: the other press comes at any time while it does, or a little later. */
const LEAD = 1.2;
/** How much a new measurement of an approval counts. */
const SHARE = 0.2;

/** How long after the first press the second one comes; less than nothing where it comes before. */
function delayOf({ random, approval }: Stage, first: Press, second: Press): number {
  return first === second ? (random() * 2 - 1) ** 3 * APART_MS : random() * approval.ms * LEAD;
}

async function after(ms: number, press: Press): Promise<PressOutcome> {
  if (ms > 0) await pause(ms);
  return press();
}

/** Both at once, or nearly. */
async function pressBoth(stage: Stage, first: Press, second: Press): Promise<readonly PressOutcome[]> {
  const { approval } = stage;
  const delay = delayOf(stage, first, second);
  const started = performance.now();
  const measured = async (): Promise<PressOutcome> => {
    const outcome = await after(-delay, first);
    if (first !== second) approval.ms += SHARE * (performance.now() - started - approval.ms);
    return outcome;
  };
  return Promise.all([measured(), after(delay, second)]);
}

const MOST_AGAIN = 5;
const AGAIN_MS = 4_000;

/** A pass whose answer was lost is made anew, so that more than one is no mistake: seen in the report, and not judged. */
const NO_ANSWER = 'an answer with the pass was lost';

/** One race between two presses, each taken by another process. Where neither was served, both press again, as people do. */
export async function raceOnce(stage: Stage, kind: RaceKind, pair: Pair): Promise<Result> {
  const { teams } = stage.story;
  const [first, second] = await PREPARE[kind](stage.story, pair);
  const people = [pair.employee, pair.manager].map((who) => teams.conversationIdOf(who));
  for (let again = 0; ; again += 1) {
    const way = stage.ways.open(people);
    const outcomes = await pressBoth(stage, first, second);
    const took = way.close();
    if (kind === 'reveal/reveal' && outcomes.some(isLost)) {
      return { decisions: NO_ANSWER, problems: [], apart: new Set(took).size === 2, again };
    }
    if (again === MOST_AGAIN || !outcomes.every(isToComeAgain))
      return judgeRace(stage, kind, pair, { outcomes, took, again });
    await pause(AGAIN_MS);
  }
}
