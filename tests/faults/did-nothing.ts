/** What speaks against a report whose checks all hold: nothing was disturbed, so they had nothing to find. */
export function killsNothing({
  kills,
  runs,
}: {
  readonly kills: number;
  readonly runs: readonly unknown[];
}): readonly string[] {
  return [
    ...(runs.length === 0 ? ['no recovery was played'] : []),
    ...(kills === 0 ? ['no bot was killed in any recovery'] : []),
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
