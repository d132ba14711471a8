import type { Secret } from '../../platform/secret';
import { judge } from './checks';
import { stormsNothing } from './did-nothing';
import type { Pair } from './pairs';
import { seeded } from './random';
import { playRecovery } from './recovery-story';
import { sideBySide } from './side-by-side';
import type { Site } from './site';
import { startSite } from './site';

export interface StormOptions {
  readonly connectionString: Secret;
  readonly instances: number;
  readonly requests: number;
  /** How many people are at it at the same time. */
  readonly atOnce: number;
  readonly killEveryMs: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface StormReport {
  readonly completed: number;
  readonly kills: number;
  /** Turns on which nobody was killed, because only one instance stood. */
  readonly spared: number;
  readonly zeroMoments: number;
  /** Chains that were verified, and entries in them. */
  readonly chains: number;
  readonly entries: number;
  readonly passes: number;
  /** Seconds from the first word to the closed case, sorted. */
  readonly seconds: readonly number[];
  /** Longest time that any request stood still, in seconds. */
  readonly longestStill: number;
  readonly failures: readonly string[];
  readonly secondsInAll: number;
}

/** Everybody loses their phone at once, and that is no flood. */
const POLICY = { caps: { perTenant: { count: 100_000, window: 'PT1H' } } };
/** A request may stand still while a dead instance's lease lasts, and a minute more. */
const STILL_MS = 30_000 + 60_000;
const PATIENCE_MS = 300_000;

interface Played {
  readonly seconds: number;
  readonly stuck?: string;
}

async function one(site: Site, pair: Pair): Promise<Played> {
  const { teams, tenant } = site.cloud;
  const started = performance.now();
  const story = { teams, tenant, up: () => Promise.resolve(), patienceMs: PATIENCE_MS, lookAfterMs: 8_000 };
  const stuck = await playRecovery(story, pair).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { seconds: (performance.now() - started) / 1_000, ...(stuck === undefined ? {} : { stuck }) };
}

/** Kills one of the instances that listen, again and again; never the only one. Returns what stops it. */
function killAgainAndAgain(site: Site, { killEveryMs, seed }: StormOptions) {
  const random = seeded(seed);
  const count = { kills: 0, spared: 0 };
  const timer = setInterval(() => {
    const bots = [...site.fleet.members().values()];
    const chosen = bots[Math.floor(random() * bots.length)];
    if (bots.length < 2 || chosen === undefined) {
      count.spared += 1;
      return;
    }
    count.kills += 1;
    void chosen.kill();
  }, killEveryMs);
  return { count, stop: () => clearInterval(timer) };
}

async function playAll(site: Site, { atOnce, tell }: StormOptions): Promise<readonly Played[]> {
  let over = 0;
  return sideBySide(site.pairs, atOnce, async (pair) => {
    const played = await one(site, pair);
    over += 1;
    if (over % 25 === 0) tell(`${String(over)} of ${String(site.pairs.length)} are over`);
    return played;
  });
}

interface Gap {
  readonly ms: number;
  /** What the trail says before and after it. */
  readonly between: string;
}

/** Longest time between two entries of a request's trail: people act at once, so that every gap is the product's. */
async function stoodStill({ storage, cloud }: Site, { employeeId }: Pair): Promise<Gap> {
  const { tenantId } = cloud.tenant;
  const [stored] = await storage.ledger.listByEmployee(tenantId, employeeId, 1);
  const trail = stored === undefined ? [] : await storage.ledger.trail(tenantId, stored.request.id);
  const gaps = trail.slice(1).map(({ event }, index): Gap => {
    const { at = event.at, type = '' } = trail[index]?.event ?? {};
    return { ms: event.at - at, between: `between ${type} and ${event.type}` };
  });
  return gaps.reduce((longest, gap) => (gap.ms > longest.ms ? gap : longest), { ms: 0, between: '' });
}

async function review(site: Site) {
  const failures: string[] = [];
  let [completed, passes, longest, chains, entries] = [0, 0, 0, 0, 0];
  for (const pair of site.pairs) {
    const verdict = await judge(site.storage, site.cloud.tenant, pair);
    const { ms: still, between } = await stoodStill(site, pair);
    const late = still > STILL_MS ? [`stood still for ${(still / 1_000).toFixed(0)} s ${between}`] : [];
    failures.push(...[...verdict.problems, ...late].map((problem) => `${pair.employee}: ${problem}`));
    completed += verdict.problems.length === 0 ? 1 : 0;
    passes += verdict.passes;
    longest = Math.max(longest, still);
  }
  for await (const { report, name } of site.storage.verifyAll({ tenantIds: [site.cloud.tenant.tenantId] })) {
    chains += 1;
    entries += report.entries;
    if (!report.ok) failures.push(`${name}: the chain does not hold: ${report.firstBad?.why ?? ''}`);
  }
  return { failures, completed, passes, longestStill: longest / 1_000, chains, entries };
}

/** Many recoveries at once on several instances, one of which is killed every other moment. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const { connectionString, instances, requests: pairs } = options;
  const site = await startSite({ connectionString, instances, pairs, prefix: 'storm', policy: POLICY });
  try {
    const started = performance.now();
    const killing = killAgainAndAgain(site, options);
    const played = await playAll(site, options).finally(killing.stop);
    const secondsInAll = (performance.now() - started) / 1_000;
    const reviewed = await review(site);
    const stuck = played.flatMap((run) => (run.stuck === undefined ? [] : [run.stuck]));
    const idle = stormsNothing({ ...reviewed, ...killing.count, secondsInAll }, options);
    return {
      ...{ ...reviewed, ...killing.count, secondsInAll },
      failures: [...stuck, ...reviewed.failures, ...idle],
      zeroMoments: site.cloud.tenant.zeroMoments.length,
      seconds: played.map(({ seconds }) => seconds).sort((a, b) => a - b),
    };
  } finally {
    await site.stop();
  }
}
