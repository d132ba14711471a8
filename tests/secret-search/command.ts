import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isExpected, wanting } from './expected';
import { searchLines } from './report';
import { searchFolder } from './search';

const KEPT = 'artifacts/taps';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** True when every secret was only where it may be, and as much was heard as must have been said. */
function holds(folder: string, expected: string): boolean {
  const name = path.basename(folder);
  if (!isExpected(expected) || !existsSync(folder)) {
    say(`Secrets in "${name}": nothing was recorded; run it first`);
    return false;
  }
  const found = searchFolder(folder);
  const lacks = wanting(found, expected);
  for (const line of searchLines(name, found)) say(line);
  for (const lack of lacks) say(`  BLIND: ${lack}`);
  return found.leaks.length === 0 && lacks.length === 0;
}

const options = { expect: { type: 'string', default: 'some' } } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const all =
  positionals.length > 0
    ? positionals.map((folder) => holds(folder, values.expect))
    : [holds(path.join(KEPT, 'suite'), 'suite'), holds(path.join(KEPT, 'chaos'), 'chaos')];
process.exitCode = all.every(Boolean) ? 0 : 1;
