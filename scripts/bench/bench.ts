/** What a number has to be. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One measured number; without a goal it is there to be read beside the others. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** `ms`, `µs`, `times`, `ops`, `/s`, `MB`, ... */
  readonly unit: string;
  readonly goal?: Goal;
}

export interface BenchResult {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row[];
  /** What has to be known to read the rows: where they come from, what was left out. */
  readonly notes: readonly string[];
}

export interface BenchOptions {
  /** `smoke` proves that the bench runs, its numbers mean nothing; `long` takes minutes. */
  readonly size: 'smoke' | 'usual' | 'long';
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  run(options: BenchOptions): Promise<Pick<BenchResult, 'rows' | 'notes'>>;
}

/** Picks the number for the size that was asked for. */
export function sized({ size }: BenchOptions, numbers: Readonly<Record<BenchOptions['size'], number>>): number {
  return numbers[size];
}

export function isMet({ measured, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast;
}
