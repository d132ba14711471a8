import { EffectError } from '../../../recovery/errors';
import { Disturbances } from './disturbances';
import type { FaultKind, FaultPlan, Port } from './fault-plan';
import { countNothing } from './fault-plan';
import type { Prng } from './prng';
import type { Scheduler } from './scheduler';

/** One process of the product, as the network knows it. */
export interface Endpoint {
  readonly name: string;
  /** Killed: nothing of it ever goes on. */
  dead: boolean;
  /** Frozen, e.g. by its machine: answers reach it then. */
  frozenUntil: number;
  /** Its token was revoked: its next call on Graph is refused, and with that it takes a new one. */
  tokenRefused: boolean;
}

interface Call {
  readonly sentAt: number;
  readonly from: Endpoint;
  readonly port: Port;
  readonly name: string;
  readonly effect: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How long a call takes without a fault: least, usual most, and slow ones of Graph. Milliseconds. */
const LATENCY: Readonly<Record<Port, readonly [number, number]>> = {
  table: [2, 12],
  queue: [2, 12],
  graph: [60, 500],
  directory: [40, 200],
  cards: [40, 300],
  outOfBand: [40, 300],
};
/** A call that the caller gave up takes effect within this time after, or not at all. */
const LATE_MS = 3_000;
/** One that was acknowledged too early takes effect within this time, or never. */
const LOST_MS = 40_000;

const OF_GRAPH: ReadonlySet<Port> = new Set(['graph', 'directory']);

const name = (call: Call): string => `${call.from.name} ${call.port}.${call.name}`;

/**
 * Everything that crosses the border of a process goes through here and may be hit: by the death or the freezing of the
 * process, by a refusal, by an answer that gets lost after the effect, by an effect that comes after the caller gave up,
 * by one that was acknowledged and comes late or never.
 */
export class Network {
  readonly counts: Record<FaultKind, number> = countNothing();
  readonly disturbances = new Disturbances();
  boundaries = 0;
  #waiting = 0;
  /** The call that takes effect right now; nothing when somebody acts by themselves. */
  serving: { readonly from: Endpoint; readonly sentAt: number } | undefined;
  /** The call that is served right now is acknowledged, and changes nothing. */
  losesEffect = false;
  /** No faults any more. */
  calm = false;
  /** Before anything happens: what is called takes effect at once, and is no boundary. */
  instant = false;
  /** Told what happens, for a replay. */
  trace: (line: string) => void = () => undefined;
  onCrash: (who: Endpoint) => void = () => undefined;
  /** Somebody revoked the tokens of all processes. */
  onRevoked: () => void = () => undefined;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly prng: Prng,
    private readonly plan: FaultPlan,
  ) {}

  call<T>(from: Endpoint, port: Port, what: string, effect: () => T | Promise<T>): Promise<T> {
    if (this.instant) return Promise.resolve().then(effect);
    return new Promise<T>((resolve, reject) => {
      const [least, most] = LATENCY[port];
      const call: Call = {
        sentAt: this.scheduler.now(),
        from,
        port,
        name: what,
        effect,
        // What resolves the promise is what `effect` gave.
        resolve: resolve as Call['resolve'],
        reject,
      };
      this.#waiting += 1;
      this.scheduler.in(this.prng.between(least, most), () => {
        this.#waiting -= 1;
        this.#arrive(call);
      });
    });
  }

  /** Nobody waits for a call, nor inside a process. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** A wait inside a process. */
  pause(from: Endpoint, ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting += 1;
      this.scheduler.in(ms, () => {
        this.#waiting -= 1;
        this.#answer(from, resolve);
      });
    });
  }

  #arrive(call: Call): void {
    this.boundaries += 1;
    // A process that died meanwhile may have sent the call, or not.
    if (call.from.dead) {
      if (this.prng.chance(0.5)) this.#silently(call);
      return;
    }
    const fault = this.calm ? undefined : this.plan.choose(this.prng, call.port, call.name);
    if (call.from.tokenRefused && OF_GRAPH.has(call.port)) this.#refuseToken(call);
    else if (fault === undefined) this.#serve(call);
    else this.#disturb(call, fault);
  }

  #disturb(call: Call, fault: FaultKind): void {
    this.counts[fault] += 1;
    this.disturbances.add(fault, this.scheduler.now(), call.from.name);
    this.trace(`${fault} at ${name(call)}`);
    this.#faults[fault](call);
  }

  readonly #faults: Readonly<Record<FaultKind, (call: Call) => void>> = {
    crashBefore: (call) => {
      this.kill(call.from);
    },
    crashAfter: (call) => {
      this.#silently(call);
      this.kill(call.from);
    },
    freezeBefore: (call) => {
      this.#freeze(call.from);
      this.scheduler.at(call.from.frozenUntil, () => {
        this.#serve(call);
      });
    },
    freezeAfter: (call) => {
      this.#freeze(call.from);
      this.#serve(call);
    },
    refused: (call) => {
      this.#fail(call, new EffectError('unavailable', 'simulated: 503, or the connection broke'));
    },
    throttled: (call) => {
      const wait = this.prng.chance(0.5) ? { retryAfterMs: Math.round(this.prng.between(1, 20)) * 1_000 } : {};
      this.#fail(call, new EffectError('throttled', 'simulated: 429', wait));
    },
    answerLost: (call) => {
      this.#silently(call);
      const code = this.prng.chance(0.5) ? 'timeout' : 'unavailable';
      this.#fail(call, new EffectError(code, 'simulated: 504 or reset after the effect'));
    },
    effectLate: (call) => {
      this.#fail(call, new EffectError('timeout', 'simulated: no answer in time'));
      this.#later(call, LATE_MS);
    },
    effectLost: (call) => {
      this.losesEffect = true;
      const acknowledged = this.#serve(call);
      this.losesEffect = false;
      // What was refused is never done later.
      const comes = this.prng.chance(0.5);
      if (acknowledged && comes) this.#later(call, LOST_MS);
    },
    tokenRefused: (call) => {
      this.onRevoked();
      if (OF_GRAPH.has(call.port)) this.#refuseToken(call);
      else this.#serve(call);
    },
    clockJump: (call) => {
      this.scheduler.jump(this.prng.between(1_000, this.prng.chance(0.2) ? 90_000 : 15_000));
      this.#serve(call);
    },
  };

  #refuseToken(call: Call): void {
    call.from.tokenRefused = false;
    this.disturbances.add('tokenRefused', this.scheduler.now(), call.from.name);
    this.#fail(call, new EffectError('unavailable', 'simulated: 401'));
  }

  #freeze(from: Endpoint): void {
    from.frozenUntil = this.scheduler.now() + this.prng.between(2_000, 45_000);
  }

  kill(from: Endpoint): void {
    from.dead = true;
    this.onCrash(from);
  }

  #later(call: Call, withinMs: number): void {
    this.scheduler.in(this.prng.between(0, withinMs), () => {
      this.trace(`late: ${name(call)}`);
      this.#silently(call);
    });
  }

  #silently(call: Call): void {
    try {
      void Promise.resolve(this.#effect(call)).catch(() => undefined);
    } catch {
      // Whoever would have heard of it is gone.
    }
  }

  #effect(call: Call): unknown {
    this.serving = call;
    try {
      return call.effect();
    } finally {
      this.serving = undefined;
    }
  }

  /** True where nothing was refused. */
  #serve(call: Call): boolean {
    this.trace(name(call));
    try {
      const result = this.#effect(call);
      this.#answer(call.from, () => {
        call.resolve(result);
      });
      return true;
    } catch (error) {
      this.#fail(call, error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  }

  #fail(call: Call, error: Error): void {
    this.#answer(call.from, () => {
      call.reject(error);
    });
  }

  #answer(from: Endpoint, deliver: () => void): void {
    if (from.dead) return;
    if (from.frozenUntil <= this.scheduler.now()) deliver();
    else
      this.scheduler.at(from.frozenUntil, () => {
        this.#answer(from, deliver);
      });
  }
}
