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

/** Races of presses whose two sides met in one process race nothing. */
export function racesNothing({ outcomes, apart, left }: Races): readonly string[] {
  const counts = [...outcomes].map(
    ([kind, ends]) => [kind, [...ends.values()].reduce((sum, count) => sum + count, 0)] as const,
  );
  const unraced = counts.filter(([, count]) => count === 0).map(([kind]) => `${kind}: not raced`);
  return [
    ...(left === 0 ? unraced : []),
    ...(counts.every(([, count]) => count === 0) ? ['no race was run'] : []),
    ...(apart === 0 ? ['no two presses of one race went to two processes'] : []),
  ];
}
