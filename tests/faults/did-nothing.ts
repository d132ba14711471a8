import { UNJUDGED } from './race-checks';

interface Killed {
  readonly kills: number;
  readonly runs: readonly unknown[];
  /** Boundaries that were chosen, times the rounds. */
  readonly chosen: number;
  /** No run came to these, also not alone. */
  readonly missed: readonly string[];
}

/**
 * What speaks against a report whose checks all hold: too little was disturbed, so they had nothing to find. Where time
 * ran out the worst places came first, and half of all is the least.
 */
export function killsNothing({ kills, runs, chosen, missed }: Killed): readonly string[] {
  return [
    ...(runs.length === 0 ? ['no recovery was played'] : []),
    ...(kills === 0 ? ['no bot was killed in any recovery'] : []),
    ...(kills > 0 && kills < chosen / 2 ? [`only ${String(kills)} of ${String(chosen)} kills, for want of time`] : []),
    ...missed.map((boundary) => `no run came to ${boundary}`),
  ];
}

export function stormsNothing(
  { kills, chains, secondsInAll }: { readonly kills: number; readonly chains: number; readonly secondsInAll: number },
  { requests, killEveryMs }: { readonly requests: number; readonly killEveryMs: number },
): readonly string[] {
  const wasTime = secondsInAll * 1_000 > 2 * killEveryMs;
  return [
    ...(kills === 0 && wasTime ? ['no bot was killed'] : []),
    ...(chains < requests ? [`${String(chains)} chains were verified of ${String(requests)} recoveries`] : []),
  ];
}

interface Races {
  /** Per kind: how it ended and how often. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Presses of one race that went to two processes. */
  readonly apart: number;
  readonly left: number;
}

/** Of so many races of a kind this part may go unjudged, and each side has to win now and then. */
const MANY = 100;
const UNJUDGED_PART = 0.05;
/** Kinds in which either press may decide, and what the trail says then. */
const BOTH_WAYS: Readonly<Record<string, readonly string[]>> = {
  'approve/deny': ['approved', 'denied'],
  'approve/cancel': ['cancelled', 'approved, cancelled'],
};

function oneSided(kind: string, ends: ReadonlyMap<string, number>): readonly string[] {
  const all = [...ends.values()].reduce((sum, count) => sum + count, 0);
  const unjudged = [...ends].reduce((sum, [end, count]) => sum + (UNJUDGED.has(end) ? count : 0), 0);
  if (all < MANY) return [];
  const never = (BOTH_WAYS[kind] ?? []).filter((end) => (ends.get(end) ?? 0) === 0);
  return [
    ...(unjudged > all * UNJUDGED_PART ? [`${kind}: ${String(unjudged)} of ${String(all)} were not judged`] : []),
    ...never.map((end) => `${kind}: it never ended as ${end}`),
  ];
}

/** Races of presses whose two sides met in one process race nothing, nor do those that one side always wins. */
export function racesNothing({ outcomes, apart, left }: Races): readonly string[] {
  const counts = [...outcomes].map(
    ([kind, ends]) => [kind, [...ends.values()].reduce((sum, count) => sum + count, 0)] as const,
  );
  const unraced = counts.filter(([, count]) => count === 0).map(([kind]) => `${kind}: not raced`);
  return [
    ...(left === 0 ? unraced : []),
    ...(counts.every(([, count]) => count === 0) ? ['no race was run'] : []),
    ...[...outcomes].flatMap(([kind, ends]) => oneSided(kind, ends)),
    ...(apart === 0 ? ['no two presses of one race went to two processes'] : []),
  ];
}
