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

/** Which of two cards is drawn first, or whether one is drawn for both, is a matter of moments. */
const TRIES_ALONE = 3;

/** What is still to be played. */
export class KillQueue {
  readonly #waiting: Kills[];
  readonly #alone = new Map<string, number>();
  /** Boundaries that no run came to, however often it was tried. */
  readonly missed: Boundary[] = [];

  constructor(
    kills: readonly Kills[],
    private readonly ends: number,
  ) {
    this.#waiting = [...kills];
  }

  next(): Kills | undefined {
    return performance.now() < this.ends ? this.#waiting.shift() : undefined;
  }

  /** What a run missed is played alone: other kills before it may have changed the way, and so may mere moments. */
  again(run: Run): void {
    for (const boundary of missedBy(run)) {
      const tries = (this.#alone.get(boundaryName(boundary)) ?? 0) + 1;
      this.#alone.set(boundaryName(boundary), tries);
      if (tries <= TRIES_ALONE) this.#waiting.push([boundary]);
      else this.missed.push(boundary);
    }
  }

  get recoveries(): number {
    return this.#waiting.length;
  }

  get left(): number {
    return this.#waiting.flat().length;
  }
}
