import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../platform/clock';
import { systemIds } from '../../platform/ids';
import { localKeys } from '../../platform/local-keys';
import type { Secret } from '../../platform/secret';
import type { Ending } from '../../simulators/bot-process';
import { BotProcess } from '../../simulators/bot-process';
import type { LocalCloud, LocalSettings } from '../../simulators/local-cloud';
import { startLocalCloud } from '../../simulators/local-cloud';
import type { Storage } from '../../storage/connect';
import { connectStorage } from '../../storage/connect';
import { createKeyRing } from '../../storage/key-ring';
import { botEnvironment, built } from './bot-environment';
import type { Boundary } from './boundaries';
import { boundaryName, BoundaryList, counts } from './boundaries';
import type { Call, Passed } from './line';
import type { Lines } from './lines';
import { startLines } from './lines';
import type { Pair } from './pairs';
import { addPairs } from './pairs';

/** How long the bot stays away: longer than the lease that the dead one may hold. */
const AWAY_MS = 31_000;
const QUIET_MS = 400;
const LOOK_MS = 50;
const LONGEST_LOOK_MS = 30_000;
const STOP_MS = 60_000;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface LaneOptions {
  readonly connectionString: Secret;
  /** Before the names of tables and queues: each lane has its own. */
  readonly prefix: string;
  readonly pairs: number;
}

/** What a lane stands on. */
interface Ground {
  readonly cloud: LocalCloud;
  readonly storage: Storage;
  readonly pairs: readonly Pair[];
  readonly prefix: string;
  readonly folder: string;
  /** How far cloud and bot are ahead of this machine's clock. */
  readonly time: { aheadMs: number };
}

async function ground({ connectionString, prefix, pairs: count }: LaneOptions): Promise<Ground> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-lane-'));
  const time = { aheadMs: 0 };
  const clock: Clock = { now: () => Date.now() + time.aheadMs };
  let pairs: readonly Pair[] = [];
  const cloud = await startLocalCloud({
    ...{ port: 0, clock, connectionString },
    morePeople: (tenant) => {
      const added = addPairs(tenant, count);
      ({ pairs } = added);
      return added.personas;
    },
  });
  const keys = createKeyRing(localKeys(folder));
  const connection = { connectionString };
  const storage = await connectStorage({ connection, keys, clock, ids: systemIds, prefix, log: silent });
  return { cloud, storage, pairs, prefix, folder, time };
}

/**
 * A simulated cloud, one bot process in it, and proxies between the two. The bot can be killed at any request or answer;
 * a spare process that has its code loaded then takes its place. The store is killed never.
 */
export class Lane {
  kills = 0;
  /** Where a bot was killed since `begin`. */
  cuts: readonly Boundary[] = [];
  #passed: BoundaryList;
  #killAt = new Set<string>();
  #up: Promise<void> = Promise.resolve();
  #bot: BotProcess;
  #spare: BotProcess;
  #down = false;
  #busy = 0;
  #lastPassed = 0;
  #lines: Lines | undefined;

  private constructor(private readonly ground: Ground) {
    this.#passed = new BoundaryList(ground.prefix);
    this.#bot = this.#spawn();
    this.#spare = this.#spawn();
  }

  static async start(options: LaneOptions): Promise<Lane> {
    const lane = new Lane(await ground(options));
    lane.#lines = await startLines(lane.ground.cloud, {
      onRequest: (call) => lane.#see('request', call),
      onAnswer: (call, answer) => lane.#see('answer', call, answer),
      onLost: () => {
        lane.#busy -= 1;
      },
      aheadMs: () => lane.ground.time.aheadMs,
    });
    await lane.#listen(lane.#lines.settings);
    return lane;
  }

  get cloud(): LocalCloud {
    return this.ground.cloud;
  }

  get storage(): Storage {
    return this.ground.storage;
  }

  get pairs(): readonly Pair[] {
    return this.ground.pairs;
  }

  /** What has passed since `begin`. */
  get boundaries(): readonly Boundary[] {
    return this.#passed.all;
  }

  /** A new story: nothing has passed yet. Whichever bot comes to one of these boundaries is killed there, once each. */
  begin(killAt: readonly Boundary[]): void {
    this.#passed = new BoundaryList(this.ground.prefix);
    this.cuts = [];
    this.#killAt = new Set(killAt.map(boundaryName));
  }

  /** Resolves when a bot is there. */
  up(): Promise<void> {
    return this.#up;
  }

  /** Resolves when a bot is there and nothing has passed for a while; in the end, whatever passes. */
  async quiet(): Promise<void> {
    await this.up();
    const patient = performance.now() + LONGEST_LOOK_MS;
    while (performance.now() < patient && (this.#busy > 0 || performance.now() - this.#lastPassed < QUIET_MS)) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await this.up();
    }
  }

  /** The bot drains; resolves with how it ended. What it has compiled is kept for the next ones. */
  async stop(): Promise<Ending> {
    this.#killAt.clear();
    await this.up().catch(() => undefined);
    const [ending] = await Promise.all([this.#bot.stop(STOP_MS), this.#spare.kill()]);
    await this.#lines?.close();
    await this.cloud.stop();
    rmSync(this.ground.folder, { recursive: true, force: true });
    return ending;
  }

  #spawn(): BotProcess {
    const nodeArgs = ['--require', built('tests/faults/shifted-time.cjs')];
    return new BotProcess({ entry: built('dist/index.js'), nodeArgs, env: botEnvironment(this.ground.folder) });
  }

  async #listen(settings: LocalSettings): Promise<void> {
    const { time, prefix: storagePrefix } = this.ground;
    this.#bot.tell({ kind: 'time', aheadMs: time.aheadMs });
    const order = { settings, instance: 1, port: 0, publicUrl: 'http://127.0.0.1', storagePrefix };
    this.cloud.teams.pointAt(`http://127.0.0.1:${String(await this.#bot.start(order))}`);
  }

  async #see(edge: Boundary['edge'], call: Call, answer?: Passed): Promise<'pass' | 'cut'> {
    this.#busy += edge === 'request' ? 1 : -1;
    if (!counts(edge, call, answer)) return 'pass';
    this.#lastPassed = performance.now();
    const boundaries = this.#passed.add(edge, call, answer);
    // While no bot listens, this is what a dead one had sent, or the first words of the next.
    const met = this.#down ? [] : boundaries.filter((boundary) => this.#killAt.delete(boundaryName(boundary)));
    if (met.length === 0) return 'pass';
    this.cuts = [...this.cuts, ...met];
    if (edge === 'request') this.#busy -= 1;
    await this.#die();
    return 'cut';
  }

  /** The bot is dead when this resolves; another one is on its way. */
  async #die(): Promise<void> {
    this.kills += 1;
    this.#down = true;
    const dead = this.#bot.kill();
    this.#up = dead.then(() => this.#replace());
    await dead;
  }

  async #replace(): Promise<void> {
    if (this.#lines === undefined) return;
    this.ground.time.aheadMs += AWAY_MS;
    this.#bot = this.#spare;
    await this.#listen(this.#lines.settings);
    this.#down = false;
    this.#spare = this.#spawn();
  }
}
