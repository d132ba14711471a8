import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { Command, Option } from 'commander';
import type { Bench, BenchOptions, BenchResult } from './bench/bench';
import { isMet } from './bench/bench';
import { BenchError } from './bench/bench-error';
import { channelsBench } from './bench/channels-bench';
import { floodBench } from './bench/flood-bench';
import { growthBench } from './bench/growth-bench';
import { latencyBench } from './bench/latency-bench';
import { resultLines } from './bench/print-result';
import { recoveryBench } from './bench/recovery-bench';
import { startBench } from './bench/start-bench';
import { stormBench } from './bench/storm-bench';
import { turnBench } from './bench/turn-bench';

const BENCHES: readonly Bench[] = [
  turnBench,
  recoveryBench,
  latencyBench,
  channelsBench,
  growthBench,
  stormBench,
  floodBench,
  startBench,
];

interface Given {
  readonly json?: string;
  readonly size: BenchOptions['size'];
}

function choose(names: readonly string[]): readonly Bench[] {
  if (names.length === 0) return BENCHES;
  return names.map((name) => {
    const found = BENCHES.find((bench) => bench.name === name);
    if (found !== undefined) return found;
    throw new BenchError(
      'unknownBench',
      `There is no bench "${name}". There are: ${BENCHES.map((one) => one.name).join(', ')}.`,
    );
  });
}

const machine = () => ({
  cpus: os.cpus().length,
  model: os.cpus()[0]?.model ?? '',
  node: process.version,
  load: os.loadavg()[0] ?? 0,
});

function writeJson(file: string, results: readonly BenchResult[]): void {
  const withVerdict = results.map((result) => ({
    ...result,
    rows: result.rows.map((row) => ({ ...row, met: isMet(row) ?? null })),
  }));
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), results: withVerdict }, null, 2)}\n`,
  );
}

/** A missed goal is a result and no failure: the command ends with 0 when everything could be measured. */
async function main(names: readonly string[], { json, size }: Given): Promise<void> {
  const { cpus, model, node, load } = machine();
  console.log(`${String(cpus)} CPUs (${model}), Node ${node}, load ${load.toFixed(1)}`);
  const results: BenchResult[] = [];
  for (const bench of choose(names)) {
    const say = (line: string): void => void process.stderr.write(`${bench.name}: ${line}\n`);
    const result = { name: bench.name, title: bench.title, ...(await bench.run({ size, say })) };
    results.push(result);
    console.log(resultLines(result).join('\n'));
  }
  if (json !== undefined) writeJson(json, results);
}

const size = new Option('--size <size>', 'smoke: does it run? long: takes minutes').choices(['smoke', 'usual', 'long']);

new Command('bench')
  .description('Measures the product against goals. On this machine only; nothing leaves it.')
  .argument('[names...]', `which: ${BENCHES.map(({ name }) => name).join(', ')}; all of them unless said`)
  .addOption(size.default('usual'))
  .option('--json <file>', 'writes the results there as well')
  .action(main)
  .parseAsync()
  .then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error instanceof BenchError ? error.message : error);
      process.exit(1);
    },
  );
