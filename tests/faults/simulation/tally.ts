import type { FaultKind } from './fault-plan';
import { countNothing, FAULT_KINDS } from './fault-plan';
import type { RunResult } from './run-seed';

/** Sums over many runs. Plain data: it travels between threads. */
export interface Tally {
  seeds: number;
  boundaries: number;
  requests: number;
  shown: number;
  doubled: number;
  /** Runs in which every look checked the whole chain. */
  verified: number;
  /** Runs whose writing was searched for secrets, how much of it, and for how many passes. */
  searched: number;
  searchedChars: number;
  searchedPasses: number;
  readonly faults: Record<FaultKind, number>;
  readonly losses: Record<string, number>;
  readonly ends: Record<string, number>;
  /** Runs by who opens and where the pass appears, and those of them in which one was shown. */
  readonly ways: Record<string, number>;
  readonly shownWays: Record<string, number>;
  /** Violation by violation: what, how often, and the first seeds. */
  readonly violations: Record<string, { times: number; seeds: number[] }>;
}

const SEEDS_NAMED = 5;
const SUMS = [
  ...(['seeds', 'boundaries', 'requests', 'shown', 'doubled', 'verified'] as const),
  ...(['searched', 'searchedChars', 'searchedPasses'] as const),
] as const;

export function emptyTally(): Tally {
  const sums = { seeds: 0, boundaries: 0, requests: 0, shown: 0, doubled: 0, verified: 0 };
  const search = { searched: 0, searchedChars: 0, searchedPasses: 0 };
  return { ...sums, ...search, faults: countNothing(), losses: {}, ends: {}, ways: {}, shownWays: {}, violations: {} };
}

const raise = (counts: Record<string, number>, name: string, by = 1): void => {
  counts[name] = (counts[name] ?? 0) + by;
};

function note(tally: Tally, what: string, seeds: readonly number[], times: number): void {
  const known = tally.violations[what] ?? { times: 0, seeds: [] };
  known.times += times;
  known.seeds = [...known.seeds, ...seeds].slice(0, SEEDS_NAMED);
  tally.violations[what] = known;
}

export function addRun(tally: Tally, run: RunResult): void {
  tally.seeds += 1;
  tally.boundaries += run.boundaries;
  tally.requests += run.requests;
  tally.shown += run.shown;
  tally.doubled += run.doubled;
  tally.verified += run.verified ? 1 : 0;
  tally.searched += run.searched === undefined ? 0 : 1;
  tally.searchedChars += run.searched?.chars ?? 0;
  tally.searchedPasses += run.searched?.passes ?? 0;
  for (const kind of FAULT_KINDS) tally.faults[kind] += run.faults[kind];
  raise(tally.losses, run.loss);
  raise(tally.ends, run.end);
  raise(tally.ways, run.way);
  raise(tally.shownWays, run.way, run.shown > 0 ? 1 : 0);
  for (const violation of run.violations) note(tally, violation.split(':')[0] ?? violation, [run.seed], 1);
}

export function addTally(tally: Tally, other: Tally): void {
  for (const sum of SUMS) tally[sum] += other[sum];
  for (const kind of FAULT_KINDS) tally.faults[kind] += other.faults[kind];
  for (const [name, count] of Object.entries(other.losses)) raise(tally.losses, name, count);
  for (const [name, count] of Object.entries(other.ends)) raise(tally.ends, name, count);
  for (const [name, count] of Object.entries(other.ways)) raise(tally.ways, name, count);
  for (const [name, count] of Object.entries(other.shownWays)) raise(tally.shownWays, name, count);
  for (const [what, { times, seeds }] of Object.entries(other.violations)) note(tally, what, seeds, times);
}
