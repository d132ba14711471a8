import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const tap = path.join(import.meta.dirname, 'tap.cjs');

/** Whether every test runs, or only some that were named. */
function isWhole({ testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard }) {
  const some = [testNamePattern, onlyChanged, onlyFailures, findRelatedTests, shard].some(Boolean);
  return testPathPatterns.patterns.length === 0 && !some;
}

function folderFor(whole) {
  if (!whole) return mkdtempSync(path.join(os.tmpdir(), 'latchkey-taps-'));
  const folder = path.join(import.meta.dirname, '../../artifacts/taps/suite');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Before the first test: every process from here on has the taps. */
export default function begin(config) {
  process.env.LATCHKEY_TAPS = folderFor(isWhole(config));
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require "${tap}"`.trim();
  // This process has begun already; with one test file the tests run in it.
  createRequire(import.meta.url)(tap);
}
