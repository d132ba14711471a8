import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const ROOT = path.join(__dirname, '../..');
/** Eight benches, each with a simulated cloud of its own; much longer on a busy machine. */
const LONG_MS = 600_000;

const rowSchema = z.strictObject({
  what: z.string().min(3),
  measured: z.number(),
  unit: z.string(),
  goal: z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })]).optional(),
  met: z.boolean().nullable(),
});
const reportSchema = z.object({
  machine: z.object({ cpus: z.number().positive() }),
  results: z.array(z.object({ name: z.string(), rows: z.array(rowSchema).min(3), notes: z.array(z.string()).min(1) })),
});
type Report = z.infer<typeof reportSchema>;

/** Runs a script of the project; resolves with its exit code and what it said. */
function run(...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [...args], { cwd: ROOT });
  let said = '';
  for (const out of [child.stdout, child.stderr]) out.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

const rowOf = ({ results }: Report, bench: string, what: string): number => {
  const rows = results.find(({ name }) => name === bench)?.rows ?? [];
  return rows.find((row) => row.what.includes(what))?.measured ?? NaN;
};

describe('when the benches run with tiny numbers', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-bench-'));
  let said = '';
  let report: Report;

  beforeAll(async () => {
    await run('scripts/build.mjs', '--if-missing');
    const file = path.join(folder, 'bench.json');
    const outcome = await run('dist/scripts/bench.js', '--size', 'smoke', '--json', file);
    said = outcome.said;
    expect(outcome).toEqual({ code: 0, said: expect.any(String) });
    report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }, LONG_MS);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('each prints its table and writes it as JSON', () => {
    const names = ['turn', 'recovery', 'latency', 'channels', 'growth', 'storm', 'flood', 'start'];
    expect(report.results.map(({ name }) => name)).toEqual(names);
    for (const name of names) expect(said).toContain(`\n${name}: `);
  });

  it('every number is one, and none is below zero', () => {
    const bad = report.results.flatMap(({ rows }) => rows.filter(({ measured }) => !(measured >= 0)));
    expect(bad).toEqual([]);
  });

  it('what is counted is what a recovery takes, whatever the machine', () => {
    const times = rowOf(report, 'turn', 'message "help"');
    expect(times).toBeGreaterThan(0);
    // A press reads the state, counts a try, reads what is known of employee and manager, and commits: fewer would be a guard that is gone.
    expect(rowOf(report, 'recovery', 'in the press on approve')).toBeGreaterThanOrEqual(5);
    expect(rowOf(report, 'recovery', 'in the press on reveal')).toBeGreaterThanOrEqual(7);
    expect(rowOf(report, 'recovery', 'Graph calls in the press on reveal')).toBeGreaterThanOrEqual(8);
    expect(rowOf(report, 'latency', 'right code to pass')).toBeGreaterThan(1.9);
    expect(rowOf(report, 'channels', 'code by text message: opening to pass, p50')).toBeLessThan(60_000);
    expect(rowOf(report, 'growth', 'status by short code: table operations at 1,000,000')).toBe(2);
    expect(rowOf(report, 'storm', 'writes that are missing')).toBe(0);
    expect(rowOf(report, 'start', 'Latchkey: memory at the start')).toBeGreaterThan(50);
  });
});

describe('when a bench is asked for that there is not', () => {
  it(
    'says which there are',
    async () => {
      await run('scripts/build.mjs', '--if-missing');
      const { code, said } = await run('dist/scripts/bench.js', 'nonsense');
      expect(code).toBe(1);
      expect(said).toContain('There are: turn, recovery, latency, channels, growth, storm, flood, start.');
    },
    LONG_MS,
  );
});
