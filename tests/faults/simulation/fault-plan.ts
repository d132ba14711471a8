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
  'effectLost',
] as const;
/** What can happen at a border of a process. */
export type FaultKind = (typeof FAULT_KINDS)[number];

export function countNothing(): Record<FaultKind, number> {
  // Built from the same list as the type.
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

/** Writes on the account are few and matter most: they are hit more often. */
const HARDER: Readonly<Partial<Record<Port, number>>> = { graph: 5, queue: 1.5 };

/** Calls that can be acknowledged without an effect, at once or at all: the product reads whether they had one. */
const LOSABLE: ReadonlySet<string> = new Set(['methods.remove', 'passes.remove']);
/** They are few, and this is looked for: as often as another call is hit at all, times this. */
const LOST_OFTENER = 10;

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
  readonly #everywhere: FaultMix['weights'];

  constructor(private readonly mix: FaultMix) {
    const { effectLost: _effectLost, ...everywhere } = mix.weights;
    this.#everywhere = everywhere;
  }

  choose(prng: Prng, port: Port, name: string): FaultKind | undefined {
    const { only, rate, weights } = this.mix;
    if (only !== undefined && only !== name) return undefined;
    const mayBeLost = weights.effectLost !== undefined && LOSABLE.has(name);
    if (mayBeLost && prng.chance(rate * LOST_OFTENER)) return 'effectLost';
    return prng.chance(rate * (HARDER[port] ?? 1)) ? prng.weighted(this.#everywhere) : undefined;
  }
}
