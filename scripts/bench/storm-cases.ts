import type { Permits } from '../../recovery/permits';
import { drawFrom, GRAPH_WRITES, type Draw } from '../../storage/permit-bank';
import { PermitLine } from '../../storage/permit-line';
import type { Behaviour } from './storm';
import type { VirtualTime } from './virtual-time';

export interface StormCase {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly permits: (time: VirtualTime) => Permits;
}

const INSTANCES = 3;
/** Half of the time that a reveal has. */
const PRESS_MS = 3_000;
/** People who are told "still working, press again" do. */
const AGAIN_MS = 10_000;
/** Nobody counts the seconds. */
const SPREAD_MS = 5_000;

/** Everybody writes at once, and backs off when Graph says 429. */
export const unlimited = (): Permits => ({ take: () => Promise.resolve(0) });

/** The product's own limiter, in several instances on one bucket. Each ask comes to whichever instance has the message. */
function shared(time: VirtualTime): Permits {
  let level = { tokens: GRAPH_WRITES.capacity, at: 0 };
  const bank = {
    quota: GRAPH_WRITES,
    draw: (_tenantId: string, draw: Draw) => {
      const [after, drawn] = drawFrom(GRAPH_WRITES, level, time.now(), draw);
      level = after;
      return Promise.resolve(drawn);
    },
  };
  const pause = (ms: number): Promise<void> => time.pause(ms);
  const instances = Array.from({ length: INSTANCES }, () => new PermitLine({ bank, clock: time, pause }));
  let turn = 0;
  return { take: (ask) => instances[(turn += 1) % INSTANCES]?.take(ask) ?? Promise.resolve(0) };
}

const queue: Behaviour = { patienceMs: 0 };
const people: Behaviour = { patienceMs: PRESS_MS, againMs: AGAIN_MS };

const lively: Behaviour = { ...people, spreadMs: SPREAD_MS };

/** How the storm is played: for comparison without a limiter, then as it is. */
export const STORMS: readonly StormCase[] = [
  { name: 'no limiter', behaviour: queue, permits: unlimited },
  { name: 'limiter, passes by the work queue', behaviour: queue, permits: shared },
  { name: 'limiter, people press again after 5 to 15 s', behaviour: lively, permits: shared },
  { name: 'limiter, people press again after 10 s to the moment', behaviour: people, permits: shared },
];
