/** How many turns one instance works on, and how many may wait. */
export interface TurnLimits {
  /** Of one presser at a time. */
  readonly perPresser: number;
  /** Of one presser that wait behind those. */
  readonly waitingPerPresser: number;
  /** Of everybody at a time. */
  readonly inHand: number;
  /** Of everybody that wait. */
  readonly waiting: number;
  /** Longest wait; whoever waits longer is turned away while Teams still listens. Milliseconds. */
  readonly longestWaitMs: number;
}

/**
 * Two, so that a second press is answered beside a slow first one; eight behind them, because a chat that is opened asks
 * for all its cards at once. Teams gives up after 10 to 15 s, and the reveal may take six.
 */
export const TURN_LIMITS: TurnLimits = {
  ...{ perPresser: 2, waitingPerPresser: 8, inHand: 64, waiting: 500 },
  longestWaitMs: 5_000,
};

/** Why a turn was not begun: its presser has too many, the instance has, or it waited too long. */
export type TurnedAway = 'presser' | 'instance' | 'waited';

/** A turn that was not begun. `first` of a spell: until this presser has nothing in hand, further ones are not. */
export interface NotBegun {
  readonly turnedAway: TurnedAway;
  readonly first: boolean;
}

type Admission = 'begin' | TurnedAway;
type Waiting = (admission: 'begin') => void;

interface Lane {
  inHand: number;
  readonly waiting: Set<Waiting>;
  told: boolean;
}

/**
 * Whose turn it is. Each presser has a lane; those who wait are served one lane after the other, so that whoever sends much
 * waits behind themselves. A lane lives while it has something in hand, so there are never more than the limits allow.
 */
export class FairTurns {
  readonly #limits: TurnLimits;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes that may begin one of those that wait in them; the next one first. */
  readonly #ready = new Set<Lane>();
  #inHand = 0;
  #waiting = 0;

  constructor(limits: TurnLimits = TURN_LIMITS) {
    this.#limits = limits;
  }

  /** Pressers with a turn that is worked on or waits. */
  get lanes(): number {
    return this.#lanes.size;
  }

  /** Runs `work` when it is this presser's turn. Rejects with what `work` does. */
  async run<T>(presser: string, work: () => Promise<T>): Promise<{ readonly done: T } | NotBegun> {
    const lane = this.#laneOf(presser);
    const admission = await this.#admit(lane);
    try {
      if (admission === 'begin') return { done: await work() };
      const first = !lane.told;
      lane.told = true;
      return { turnedAway: admission, first };
    } finally {
      if (admission === 'begin') this.#leave(lane);
      if (lane.inHand + lane.waiting.size === 0) this.#lanes.delete(presser);
    }
  }

  #laneOf(presser: string): Lane {
    const lane = this.#lanes.get(presser) ?? { inHand: 0, waiting: new Set(), told: false };
    this.#lanes.set(presser, lane);
    return lane;
  }

  #admit(lane: Lane): Admission | Promise<Admission> {
    const { perPresser, waitingPerPresser, inHand, waiting } = this.#limits;
    if (lane.inHand < perPresser && this.#inHand < inHand && lane.waiting.size === 0) {
      this.#begin(lane);
      return 'begin';
    }
    if (lane.waiting.size >= waitingPerPresser) return 'presser';
    return this.#waiting >= waiting ? 'instance' : this.#wait(lane);
  }

  #wait(lane: Lane): Promise<Admission> {
    return new Promise((resolve) => {
      const begin: Waiting = (admission) => {
        clearTimeout(timer);
        resolve(admission);
      };
      const timer = setTimeout(() => {
        lane.waiting.delete(begin);
        this.#waiting -= 1;
        this.#offer(lane);
        resolve('waited');
      }, this.#limits.longestWaitMs);
      lane.waiting.add(begin);
      this.#waiting += 1;
      this.#offer(lane);
    });
  }

  #begin(lane: Lane): void {
    lane.inHand += 1;
    this.#inHand += 1;
  }

  #leave(lane: Lane): void {
    lane.inHand -= 1;
    this.#inHand -= 1;
    this.#offer(lane);
    while (this.#inHand < this.#limits.inHand && this.#serve());
  }

  /** In line while it may begin something; out of it otherwise. */
  #offer(lane: Lane): void {
    if (lane.waiting.size === 0 || lane.inHand >= this.#limits.perPresser) this.#ready.delete(lane);
    else this.#ready.add(lane);
  }

  /** Begins one turn of the lane that is next, which goes to the end of the line. False when nobody is ready. */
  #serve(): boolean {
    for (const lane of this.#ready) {
      this.#ready.delete(lane);
      for (const begin of lane.waiting) {
        lane.waiting.delete(begin);
        this.#waiting -= 1;
        this.#begin(lane);
        this.#offer(lane);
        begin('begin');
        return true;
      }
    }
    return false;
  }
}
