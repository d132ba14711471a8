import type { Secret } from '../../platform/secret';
import { racesNothing } from './did-nothing';
import type { Watch } from './line';
import type { Pair } from './pairs';
import type { RaceKind } from './race-acts';
import { RACE_KINDS } from './race-acts';
import { raceExpiries } from './race-expiry';
import { raceOnce } from './race-presses';
import type { Result, Stage } from './race-stage';
import { seeded } from './random';
import { sideBySide } from './side-by-side';
import { startSite } from './site';
import { TwoWays } from './two-ways';

export interface RaceOptions {
  readonly connectionString: Secret;
  /** Of each kind. */
  readonly races: number;
  /** All of them where left out. */
  readonly kinds?: readonly RaceKind[];
  readonly seed: number;
  /** Races side by side. */
  readonly atOnce: number;
  /** No race is begun after so many seconds. */
  readonly withinSeconds?: number;
  readonly tell: (line: string) => void;
}

export interface RaceReport {
  /** Per kind: how it ended ("approved", "denied", ...) and how often. */
  readonly outcomes: ReadonlyMap<RaceKind, ReadonlyMap<string, number>>;
  /** Races whose two sides were two processes. */
  readonly apart: number;
  /** How often both had to press again, because neither was served. */
  readonly again: number;
  /** Not run, for want of time. */
  readonly left: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** Shorter than usual, so that an expiry is near. */
const POLICY = { timers: { remindMinutes: 1, escalateMinutes: 2, expireMinutes: 5 } };
const PAIRS_PER_SITE = 250;
/** Nothing is lost here, so nobody has to ask twice; people wait for a machine that is busy. */
const PATIENCE = { patienceMs: 180_000, lookAfterMs: 30_000 };

function watchQueue({ onReceived, storeTime }: Pick<Stage, 'onReceived' | 'storeTime'>): Watch {
  return {
    onRequest: () => Promise.resolve('pass'),
    onAnswer: ({ line, method }, { body }) => {
      const texts = line === 'queue' && method === 'GET' ? body.toString() : '';
      for (const [id, tell] of onReceived) if (texts.includes(id)) tell();
      return Promise.resolve('pass');
    },
    aheadMs: () => storeTime.aheadMs,
  };
}

type Note = (kind: RaceKind, result: Result) => void;

interface Heats {
  readonly races: readonly RaceKind[];
  readonly isTime: () => boolean;
  readonly note: Note;
}

async function onSite(options: RaceOptions, prefix: string, { races, isTime, note }: Heats): Promise<void> {
  const { connectionString, seed, atOnce } = options;
  const told = { onReceived: new Map<string, () => void>(), storeTime: { aheadMs: 0 } };
  const ways = new TwoWays();
  const site = await startSite({
    ...{ connectionString, prefix, instances: 2, pairs: races.length, policy: POLICY },
    ...{ watch: watchQueue(told), first: ways.first },
  });
  const { teams, tenant } = site.cloud;
  const story = { teams, tenant, up: () => Promise.resolve(), ...PATIENCE };
  const stage = { site, story, random: seeded(seed), ways, ...told, approval: { ms: 300 } };
  const waiting = site.pairs.flatMap((pair, index) => {
    const kind = races[index];
    return kind === undefined ? [] : [{ kind, pair }];
  });
  const pressed = waiting.filter(({ kind }) => kind !== 'approve/expire');
  const ending: readonly Pair[] = waiting.filter((one) => !pressed.includes(one)).map(({ pair }) => pair);
  try {
    await sideBySide(pressed, atOnce, async ({ kind, pair }) => {
      if (isTime()) note(kind, await raceOnce(stage, kind, pair));
    });
    // An expiry moves the clocks of both bots, so these are alone.
    await raceExpiries(stage, ending, { atOnce, isTime, note: (result) => note('approve/expire', result) });
  } finally {
    await site.stop();
  }
}

/** The kinds in turn, so that a run that ends early has raced them all. */
function allRaces(ofEach: number, kinds: readonly RaceKind[]): readonly RaceKind[] {
  return Array.from({ length: ofEach }, () => kinds).flat();
}

/** Two people, or one person twice, press at the same moment in two processes: one decision, one run, told to both. */
export async function race(options: RaceOptions): Promise<RaceReport> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1_000;
  const isTime = (): boolean => seconds() < (options.withinSeconds ?? Infinity);
  const { kinds = RACE_KINDS } = options;
  const outcomes = new Map<RaceKind, Map<string, number>>(kinds.map((kind) => [kind, new Map()]));
  const failures: string[] = [];
  const all = allRaces(options.races, kinds);
  let [done, apart, pressedApart, pressedAgain] = [0, 0, 0, 0];
  const note: Note = (kind, { decisions, problems, apart: isApart, again = 0 }) => {
    const counted = outcomes.get(kind);
    counted?.set(decisions, (counted.get(decisions) ?? 0) + 1);
    for (const problem of problems) {
      failures.push(`${kind}: ${problem}`);
      options.tell(`NOT AS IT SHOULD BE: ${kind}: ${problem}`);
    }
    apart += isApart ? 1 : 0;
    pressedAgain += again;
    // The other side of an expiry is no press: it says nothing about where presses went.
    pressedApart += isApart && kind !== 'approve/expire' ? 1 : 0;
    done += 1;
    if (done % 50 === 0) options.tell(`${String(done)} of ${String(all.length)} races, ${seconds().toFixed(0)} s`);
  };
  for (let from = 0; from < all.length && isTime(); from += PAIRS_PER_SITE) {
    await onSite(options, `race${String(from)}`, { races: all.slice(from, from + PAIRS_PER_SITE), isTime, note });
  }
  const left = all.length - done;
  return {
    outcomes,
    apart,
    again: pressedAgain,
    left,
    failures: [...failures, ...racesNothing({ outcomes, apart: pressedApart, left })],
    seconds: seconds(),
  };
}
