import type { Boundary } from './boundaries';
import { titles } from './chats';
import { judge } from './checks';
import type { Lane } from './lane';
import type { Pair } from './pairs';
import { playRecovery } from './recovery-story';

/** One recovery, undisturbed or with the bot killed. */
export interface Run {
  /** Where it was to be killed. */
  readonly killAt: readonly Boundary[];
  /** Where it was: less where this run never came to one of them. */
  readonly cuts: readonly Boundary[];
  readonly boundaries: readonly Boundary[];
  readonly problems: readonly string[];
  readonly passes: number;
  readonly seconds: number;
  /** What stands at the top of the cards in both chats. */
  readonly cards: Readonly<Record<'employee' | 'manager', readonly string[]>>;
}

const PATIENCE_MS = 90_000;

/** Plays one recovery of this pair, kills the bot at each of the given boundaries, and judges the end. */
export async function play(lane: Lane, pair: Pair, killAt: readonly Boundary[]): Promise<Run> {
  const { cloud, storage } = lane;
  const { teams, tenant } = cloud;
  const started = performance.now();
  const stuck: string[] = [];
  lane.begin(killAt);
  const story = { teams, tenant, up: () => lane.up(), patienceMs: PATIENCE_MS, lookAfterMs: 3_000 };
  await playRecovery(story, pair).catch((error: unknown) => {
    stuck.push(error instanceof Error ? error.message : String(error));
  });
  await lane.quiet();
  const { problems, passes } = await judge(storage, tenant, pair);
  return {
    ...{ killAt, cuts: lane.cuts, boundaries: lane.boundaries, passes, problems: [...stuck, ...problems] },
    seconds: (performance.now() - started) / 1_000,
    cards: { employee: titles(teams, pair.employee), manager: titles(teams, pair.manager) },
  };
}

/** Cards that stand more often than in the undisturbed run: "employee: You are back in" -> how many more. */
export function duplicates(run: Run, undisturbed: Run): ReadonlyMap<string, number> {
  const more = new Map<string, number>();
  for (const who of ['employee', 'manager'] as const) {
    for (const title of new Set(run.cards[who])) {
      const count = (all: readonly string[]): number => all.filter((one) => one === title).length;
      const extra = count(run.cards[who]) - count(undisturbed.cards[who]);
      if (extra > 0) more.set(`${who}: ${title}`, extra);
    }
  }
  return more;
}
