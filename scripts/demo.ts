import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LocalInstallation } from '../local';
import { startLocal } from '../local';
import { systemClock } from '../platform/clock';
import type { LocalConfig } from '../platform/config';
import { createLog } from '../platform/log';
import { policySchema } from '../platform/policy-file';
import { DemoError } from './demo-error';
import { playRecovery } from './demo-recovery';

function demoConfig(dataFolder: string): LocalConfig {
  return { profile: 'local', port: 0, dataFolder, policy: policySchema.parse({}), endpoints: {} };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function play(installation: LocalInstallation, log: readonly string[]): Promise<void> {
  try {
    await playRecovery(installation, { say, log });
  } finally {
    await installation.stop();
  }
}

/** `npm run demo`: one whole recovery, headless, on the same parts as `npm start`. Ends with 0 only if every step holds. */
async function main(): Promise<void> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-demo-'));
  const lines: string[] = [];
  const log = createLog({ clock: systemClock, write: (line) => lines.push(line) });
  const started = systemClock.now();
  try {
    say('Starting a simulated cloud on this machine: Entra, Graph, Teams, Azure Storage. Nothing leaves it.');
    await play(await startLocal(demoConfig(dataFolder), log, { panesPort: 0, inMemory: true }), lines);
    say(`\nDone in ${((systemClock.now() - started) / 1000).toFixed(1)} s. To play it yourself: npm start`);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const why =
      error instanceof DemoError ? error.message : error instanceof Error ? (error.stack ?? error.message) : '';
    process.stderr.write(`\nThe demo failed: ${why}\n`);
    process.exit(1);
  },
);
