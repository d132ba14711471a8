import type { Prng } from './prng';

/** Borders of a process. */
export type Port = 'table' | 'queue' | 'graph' | 'directory' | 'cards' | 'outOfBand';

export const FAULT_KINDS = [
  'crashBefore',
  'crashAfter',
  'freezeBefore',
  'freezeAfter',
  'refused',
  'throttled',
  'answerLost',
  'effectLate',
  'tokenRefused',
  'clockJump',
] as const;
/** What can happen at a border of a process. */
export type FaultKind = (typeof FAULT_KINDS)[number];

export function countNothing(): Record<FaultKind, number> {
  // Built from the same list as the type.
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

/** Writes on the account are few and matter most: they are hit more often. */
const HARDER: Readonly<Partial<Record<Port, number>>> = { graph: 5, queue: 1.5 };

/** How often a call is hit, and by what. */
export interface FaultMix {
  readonly rate: number;
  readonly weights: Readonly<Partial<Record<FaultKind, number>>>;
  /** Hits this call alone, e.g. `passes.issue`. */
  readonly only?: string;
}

/** Every run leaves some kinds out, so that rare mixtures come up and one kind does not hide another. */
export function someMix(prng: Prng): FaultMix {
  const weights: Partial<Record<FaultKind, number>> = {};
  const rate = prng.pick([0, 0.003, 0.006, 0.012, 0.025]);
  for (const kind of FAULT_KINDS) if (prng.chance(0.55)) weights[kind] = prng.between(0.2, 1);
  return { rate, weights };
}

/** Which fault hits a call, if any. */
export class FaultPlan {
  constructor(private readonly mix: FaultMix) {}

  choose(prng: Prng, port: Port, name: string): FaultKind | undefined {
    if (this.mix.only !== undefined && this.mix.only !== name) return undefined;
    return prng.chance(this.mix.rate * (HARDER[port] ?? 1)) ? prng.weighted(this.mix.weights) : undefined;
  }
}
