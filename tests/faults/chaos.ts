import { Command, InvalidArgumentError } from 'commander';
import { startAzurite } from '../../simulators/azurite';
import { killEverywhere } from './kill-rounds';
import { killLines, progressLine } from './kill-report';
import type { RaceKind } from './race-acts';
import { RACE_KINDS } from './race-acts';
import { race } from './races';
import { raceLines } from './race-report';
import { storm } from './storm';
import { stormLines } from './storm-report';

interface Options {
  readonly rounds: number;
  readonly where: 'changes' | 'all';
  readonly lanes: number;
  readonly perRecovery: number;
  readonly every: number;
  readonly within?: number;
  readonly storm: boolean;
  readonly races?: number;
  readonly kind?: RaceKind;
  readonly instances: number;
  readonly requests: number;
  readonly atOnce: number;
  readonly seed: number;
  readonly quiet: boolean;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${String(least)} or more.`);
  };

function where(text: string): Options['where'] {
  if (text === 'changes' || text === 'all') return text;
  throw new InvalidArgumentError('It must be changes or all.');
}

type Store = Parameters<typeof storm>[0]['connectionString'];

function kind(text: string): RaceKind {
  const found = RACE_KINDS.find((one) => one === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`It must be one of ${RACE_KINDS.join(', ')}.`);
}

async function kills(
  connectionString: Store,
  { rounds, where: at, lanes, perRecovery, every, within, quiet }: Options,
): Promise<boolean> {
  let index = 0;
  const report = await killEverywhere({
    ...{ connectionString, rounds, where: at, lanes, perRecovery },
    ...(within === undefined ? {} : { withinSeconds: within }),
    only: (boundary) =>
      at === 'changes' && !(boundary.changes && boundary.edge === 'answer') ? false : index++ % every === 0,
    tell: (done, of, run) => {
      if (!quiet || run.problems.length > 0) say(progressLine(done, of, run));
    },
  });
  for (const line of killLines(report)) say(line);
  return report.failures.length === 0;
}

async function stormOn(connectionString: Store, options: Options): Promise<boolean> {
  const { instances, requests, atOnce, seed } = options;
  say(
    `${String(requests)} recoveries on ${String(instances)} instances; one is killed every 2 s; seed ${String(seed)}`,
  );
  const report = await storm({ connectionString, instances, requests, atOnce, seed, killEveryMs: 2_000, tell: say });
  for (const line of stormLines(report)) say(line);
  return report.failures.length === 0;
}

async function racesOn(
  connectionString: Store,
  races: number,
  { seed, within, atOnce, kind: only }: Options,
): Promise<boolean> {
  const report = await race({
    ...{ connectionString, races, seed, atOnce, tell: say },
    ...(only === undefined ? {} : { kinds: [only] }),
    ...(within === undefined ? {} : { withinSeconds: within }),
  });
  for (const line of raceLines(report)) say(line);
  return report.failures.length === 0;
}

async function main(options: Options): Promise<void> {
  const { connectionString, stop } = await startAzurite();
  try {
    const { races } = options;
    const told = options.storm ? stormOn : kills;
    const holds = await (races === undefined
      ? told(connectionString, options)
      : racesOn(connectionString, races, options));
    process.exitCode = holds ? 0 : 1;
  } finally {
    await stop();
  }
}

const program = new Command('chaos')
  .description('Kills real bot processes during recoveries and checks that every recovery ends as it should.')
  .option('--rounds <n>', 'how often each boundary', whole(1), 1)
  .option(
    '--where <what>',
    'changes: after each call that changed something; all: at every request and answer',
    where,
    'changes',
  )
  .option('--every <n>', 'only every n-th boundary', whole(1), 1)
  .option(
    '--within <seconds>',
    'begin no recovery and no race after so many seconds; the worst places come first',
    whole(1),
  )
  .option('--lanes <n>', 'recoveries side by side', whole(1), 3)
  .option('--per-recovery <n>', 'kills in one recovery, far apart', whole(1), 1)
  .option('--storm', 'many recoveries on several instances, one of which is killed every 2 s', false)
  .option('--races <n>', 'so many races of each kind between two instances', whole(1))
  .option('--kind <kind>', `with --races: only ${RACE_KINDS.join(', ')}`, kind)
  .option('--instances <n>', 'with --storm', whole(2), 3)
  .option('--requests <n>', 'with --storm', whole(1), 300)
  .option('--at-once <n>', 'with --storm or --races: how many people or races at the same time', whole(1), 12)
  .option('--seed <n>', 'with --storm: which instance is killed when', whole(0), 1)
  .option('--quiet', 'say only what went wrong, and the report', false)
  .action(main);

program.parseAsync().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
