import { rmSync } from 'node:fs';
import path from 'node:path';
import { searchSecrets } from '../../scripts/search-secrets.mjs';

/** After the last test. Throws where a secret was found in a wrong place: the run has failed then, however its tests went. */
export default async function end() {
  const folder = process.env.LATCHKEY_TAPS;
  const name = path.basename(folder);
  const whole = name === 'suite';
  const status = await searchSecrets([whole ? `--expect=suite` : '--expect=some', folder]);
  if (status !== 0) throw new Error(`The search for secrets failed (above); what was searched is in ${folder}`);
  if (!whole) rmSync(folder, { recursive: true, force: true });
}
