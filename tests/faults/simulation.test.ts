import { AT_REST, TAMPERED, WHEN_QUIET } from './simulation/invariants';
import { LOSSES } from './simulation/losses';
import { PLANTED_BUGS } from './simulation/planted-bugs';
import { runSeed, type RunOptions } from './simulation/run-seed';
import { WAYS } from './simulation/scene';

/** Plays seeds until one of them breaks the promise; the seed, or nothing. */
async function firstRed(promise: string, seeds: number, options: RunOptions): Promise<number | undefined> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violations } = await runSeed(seed, options);
    if (violations.some((violation) => violation.startsWith(`${promise}:`))) return seed;
  }
  return undefined;
}

async function violationsOf(from: number, seeds: number, options: RunOptions = {}): Promise<readonly string[]> {
  const found: string[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { violations } = await runSeed(seed, options);
    found.push(...violations.map((violation) => `seed ${String(seed)}: ${violation}`));
  }
  return found;
}

const SEEDS = 200;
const SEEDS_EACH = 50;
/** A planted bug that this many seeds do not show is not found. */
const SEEDS_FOR_A_BUG = 1_000;
const LONG = 300_000;

describe('when people, crashes, lost answers and stalls come in any order', () => {
  it(
    'nothing is lost, nothing happens twice, and nobody is worse off halfway',
    async () => {
      expect(await violationsOf(1, SEEDS)).toEqual([]);
    },
    LONG,
  );

  it.each(LOSSES)(
    'and %s is lost as well, it ends all the same',
    async (loss) => {
      expect(await violationsOf(1_001, SEEDS_EACH, { loss })).toEqual([]);
    },
    LONG,
  );

  it(
    'and somebody writes to storage, security is told and nothing is done on that word',
    async () => {
      expect(await violationsOf(2_001, SEEDS_EACH, { tampers: true, verifies: true })).toEqual([]);
    },
    LONG,
  );

  it.each(WAYS)(
    'and they go the way of %s, some get a pass',
    async (way) => {
      let shown = 0;
      for (let seed = 3_001; seed <= 3_020; seed += 1) shown += (await runSeed(seed, { way })).shown;
      expect(shown).toBeGreaterThan(0);
    },
    LONG,
  );

  it('the same seed tells the same story', async () => {
    const told = async (): Promise<readonly string[]> => {
      const lines: string[] = [];
      await runSeed(7, { trace: (line) => lines.push(line) });
      return lines;
    };
    const once = await told();
    expect(once.length).toBeGreaterThan(100);
    expect(await told()).toEqual(once);
  });
});

describe('when a mistake is made on purpose', () => {
  it('there is one for every promise', () => {
    const promises = new Set([AT_REST, WHEN_QUIET, TAMPERED].flatMap((some) => Object.keys(some)));
    const broken = new Set(Object.values(PLANTED_BUGS).map(({ breaks }) => breaks));
    expect([...broken].toSorted()).toEqual([...promises].toSorted());
  });

  it.each(Object.entries(PLANTED_BUGS))(
    'one that %s is found',
    async (_name, { breaks, options }) => {
      expect(await firstRed(breaks, SEEDS_FOR_A_BUG, options)).toBeGreaterThan(0);
    },
    LONG,
  );
});
