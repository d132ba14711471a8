import type { PermitAsk, Permits } from '../../recovery/permits';
import { GraphQuota } from './graph-quota';
import type { VirtualTime } from './virtual-time';

/** How people get at their pass. */
export interface Behaviour {
  /** How long one press waits for its turn. */
  readonly patienceMs: number;
  /** When they press again after "still working"; nothing = the work queue comes again when it was told to. */
  readonly againMs?: number;
  /** How far apart people are in that: so much sooner or later at the most. */
  readonly spreadMs?: number;
}

/** When one recovery had its pass, and when its last write was done. Milliseconds from the start of the storm. */
export interface Weathered {
  readonly passAt: number;
  readonly doneAt: number;
}

export interface StormResult {
  readonly recoveries: readonly Weathered[];
  readonly accepted: number;
  readonly refused: number;
}

const TENANT = 'c0a7050c-0000-4a7e-9c0d-5a1e7e4a0001';
/** Three methods and the sessions. */
const WRITES_AFTER_PASS = 4;
/** One call to Graph. */
const CALL_MS = 400;
/** After a 429 without Retry-After, doubled each time: the worker's own. */
const FIRST_BACK_OFF_MS = 2_000;
const LAST_BACK_OFF_MS = 300_000;

interface Weather {
  readonly time: VirtualTime;
  /** How often somebody had to press again. */
  readonly presses: { again: number };
  readonly permits: Permits;
  readonly graph: GraphQuota;
  readonly behaviour: Behaviour;
}

/** The work queue hides a message for whole seconds. */
const inSeconds = (ms: number): number => Math.ceil(ms / 1_000) * 1_000;

/** Spreads whole numbers evenly between 0 and 1, neighbours far apart: chance that is the same in every run. */
const shareOf = (number: number): number => (number * 0.618_033_988_749_895) % 1;

/** When somebody asks again who was told to. */
function pauseOf({ behaviour, presses }: Weather, { patienceMs }: PermitAsk, waitMs: number): number {
  const { againMs, spreadMs = 0 } = behaviour;
  if (patienceMs === 0 || againMs === undefined) return inSeconds(waitMs);
  presses.again += 1;
  return Math.round(againMs + (2 * shareOf(presses.again) - 1) * spreadMs);
}

/** Waits for leave, writes, and tries again after a 429. */
async function writeOnce(weather: Weather, ask: PermitAsk): Promise<void> {
  const { time, permits, graph } = weather;
  for (let backOff = FIRST_BACK_OFF_MS; ;) {
    const waitMs = await permits.take(ask);
    if (waitMs > 0) {
      await time.pause(pauseOf(weather, ask, waitMs));
      continue;
    }
    const taken = graph.take(time.now());
    await time.pause(CALL_MS);
    if (taken) return;
    await time.pause(backOff);
    backOff = Math.min(LAST_BACK_OFF_MS, backOff * 2);
  }
}

async function recover(weather: Weather, number: number): Promise<Weathered> {
  // Approved a millisecond apart, so that there is a line to stand in.
  await weather.time.pause(number);
  const since = weather.time.now();
  const common = { tenantId: TENANT, requestId: `request-${String(number)}`, since, count: 1, patienceMs: 0 };
  await writeOnce(weather, { ...common, lane: 'first', patienceMs: weather.behaviour.patienceMs });
  const passAt = weather.time.now() - since;
  for (let write = 0; write < WRITES_AFTER_PASS; write += 1) await writeOnce(weather, { ...common, lane: 'then' });
  return { passAt, doneAt: weather.time.now() - since };
}

/** So many people are approved at once and type their codes at once; everything that follows is played on a virtual clock. */
export async function playStorm(
  people: number,
  time: VirtualTime,
  permits: Permits,
  behaviour: Behaviour,
): Promise<StormResult> {
  const graph = new GraphQuota();
  const weather = { time, permits, graph, behaviour, presses: { again: 0 } };
  const all = Promise.all(Array.from({ length: people }, (_, number) => recover(weather, number)));
  await time.run();
  return { recoveries: await all, accepted: graph.accepted, refused: graph.refused };
}
