import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import { QUOTA } from './graph-quota';
import { realStorm } from './real-storm';
import { playStorm, type StormResult } from './storm';
import { STORMS, unlimited } from './storm-cases';
import { percentile } from './statistics';
import { VirtualTime } from './virtual-time';

const WRITES_EACH = 5;
const GOAL_LIMIT = { atMost: 1.1 };
const GOAL_REFUSED = { atMost: 1 };
const GOAL_PLACE = { atMost: 1.2 };
/** Who is among the first has no line to speak of: a place counts from here. */
const SHORTEST_LINE_MS = 5_000;
const MINUTE = 60_000;

const perWriteMs = QUOTA.windowMs / QUOTA.writes;

/** How much longer somebody waited for the pass than their place in line. */
export function worstPlace({ recoveries }: StormResult, from = 0): number {
  const places = recoveries.map(({ passAt }, place) => ({ passAt, lineMs: (place + 1) * perWriteMs }));
  const behind = places.filter(({ lineMs }) => lineMs >= from);
  return Math.max(0, ...behind.map(({ passAt, lineMs }) => passAt / Math.max(SHORTEST_LINE_MS, lineMs)));
}

function rowsOf(name: string, people: number, storm: StormResult, goals: boolean): readonly Row[] {
  const { recoveries, accepted, refused } = storm;
  const lastPass = Math.max(...recoveries.map(({ passAt }) => passAt));
  const lastDone = Math.max(...recoveries.map(({ doneAt }) => doneAt));
  const passes = people * perWriteMs;
  const row = (what: string, measured: number, unit: string, goal?: Row['goal']): Row => ({
    ...{ what: `${name}: ${what}`, measured, unit },
    ...(goals && goal !== undefined && { goal }),
  });
  const half = percentile(
    recoveries.map(({ passAt }) => passAt),
    0.5,
  );
  return [
    row('half of the people have a pass after', half / 1_000, 's'),
    row('everybody has a pass after', lastPass / 1_000, 's'),
    row('that is, of the physical limit', lastPass / passes, 'times', GOAL_LIMIT),
    row('everything is done after', lastDone / 1_000, 's'),
    row('that is, of the physical limit', lastDone / (passes * WRITES_EACH), 'times', GOAL_LIMIT),
    row('writes that Graph refused with 429', (100 * refused) / (accepted + refused), '%', GOAL_REFUSED),
    row('writes that are missing', people * WRITES_EACH - accepted, 'writes', { atMost: 0 }),
    row('longest wait for a pass against the place in line', worstPlace(storm), 'times', GOAL_PLACE),
    row('the same for those with a minute or more in front of them', worstPlace(storm, MINUTE), 'times'),
  ];
}

async function run(options: BenchOptions) {
  const people = sized(options, { smoke: 200, usual: 10_000, long: 10_000 });
  const rows: Row[] = [];
  for (const { name, behaviour, permits } of STORMS) {
    options.say(`${String(people)} people, ${name}`);
    const time = new VirtualTime();
    rows.push(...rowsOf(name, people, await playStorm(people, time, permits(time), behaviour), permits !== unlimited));
  }
  const overHttp = sized(options, { smoke: 0, usual: 0, long: 500 });
  if (overHttp > 0) rows.push(...(await realStorm(overHttp, options)));
  const notes = [
    `${people.toLocaleString('en-US')} approved at once on a virtual clock; quota ${QUOTA.writes.toLocaleString('en-US')} writes in any 150 s; ${String(WRITES_EACH)} writes each`,
    'the physical limit is the quota as a steady rate: 20 writes a second',
  ];
  return { rows, notes };
}

export const stormBench: Bench = {
  name: 'storm',
  title: 'everybody is locked out at once, under the published quota of Graph',
  run,
};
