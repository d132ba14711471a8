import type { Boundary } from './boundaries';
import { boundaryName } from './boundaries';
import type { Run } from './kills';

/** Where a kill could do most harm comes first: Graph, then what is committed, then what people see. */
const ORDER = [/^graph/, /\$batch/, /^teams POST/, /^queue/];

/** Where the bot is killed in one recovery. */
export type Kills = readonly Boundary[];

function rank({ what }: Boundary): number {
  const place = ORDER.findIndex((pattern) => pattern.test(what));
  return place < 0 ? ORDER.length : place;
}

/** Each boundary once, those of one recovery as far apart as they can be. The worst places come first. */
export function share(chosen: readonly Boundary[], perRecovery: number): readonly Kills[] {
  const recoveries = Math.ceil(chosen.length / perRecovery);
  const shared = Array.from({ length: recoveries }, (_none, nth) =>
    chosen.filter((_boundary, index) => index % recoveries === nth),
  );
  const worst = (kills: Kills): number => Math.min(...kills.map(rank));
  return shared.sort((one, other) => worst(one) - worst(other));
}

/** Where a run was to be killed and was not. */
export function missedBy({ killAt, cuts }: Run): Kills {
  const cut = new Set(cuts.map(boundaryName));
  return killAt.filter((boundary) => !cut.has(boundaryName(boundary)));
}

/** What is still to be played. */
export class KillQueue {
  readonly #waiting: Kills[];

  constructor(
    kills: readonly Kills[],
    private readonly ends: number,
  ) {
    this.#waiting = [...kills];
  }

  next(): Kills | undefined {
    return performance.now() < this.ends ? this.#waiting.shift() : undefined;
  }

  /** What a run missed that had other kills before it is played alone: they may have changed the way. */
  again(run: Run): void {
    if (run.killAt.length > 1) this.#waiting.push(...missedBy(run).map((boundary) => [boundary]));
  }

  get recoveries(): number {
    return this.#waiting.length;
  }

  get left(): number {
    return this.#waiting.flat().length;
  }
}
