import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const PANES = path.join(ROOT, 'simulators/panes');

/** Runs outside Jest, whose own globals esbuild does not accept. */
const BUILD = `require('esbuild').buildSync({ entryPoints: [process.argv[1]], outfile: process.argv[2],
  bundle: true, minify: true, format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error' })`;

/** The panes as "npm run build" makes them, in a folder of their own. */
export function buildPanes(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'panes-'));
  cpSync(path.join(PANES, 'public'), folder, { recursive: true });
  const args = ['-e', BUILD, path.join(PANES, 'client/main.ts'), path.join(folder, 'panes.js')];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}
