import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Secret } from '../../platform/secret';
import { formsOf } from '../../scripts/spellings';
import type { Azurite } from '../../simulators/azurite';
import { startAzurite } from '../../simulators/azurite';
import { wanting } from './expected';
import type { Found } from './search';
import { searchFolder } from './search';

const TAP = path.join(__dirname, 'tap.cjs');
const START_MS = 90_000;

/** Of the alphabet of a pass; what begins with the sign that most spellings change. */
const CANARY = '+Kf3+wq9Z';
const SPELLINGS = formsOf(Secret.of(CANARY));

const planted = SPELLINGS.map((spelling) => `before ${spelling} after`);

async function withEnvironment<T>(env: NodeJS.ProcessEnv, act: () => Promise<T>): Promise<T> {
  const { env: own } = process;
  process.env = env;
  try {
    return await act();
  } finally {
    process.env = own;
  }
}

interface Heard {
  readonly found: Found;
  /** How often the canary was found, by channel and side. */
  readonly times: Readonly<Record<string, number>>;
}

function timesIn({ leaks }: Found): Readonly<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const { place, times: more } of leaks) {
    const name = `${place.channel} ${place.side}`;
    times[name] = (times[name] ?? 0) + more;
  }
  return times;
}

describe('when a secret is planted in every channel (T11)', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-canaries-'));
  const taps = path.join(folder, 'taps');
  let azurite: Azurite | undefined;
  let heard: Heard;

  beforeAll(async () => {
    mkdirSync(taps);
    const env = { ...process.env, LATCHKEY_TAPS: taps, LATCHKEY_TAP_SCOPE: '', NODE_OPTIONS: `--require "${TAP}"` };
    azurite = await withEnvironment(env, () => startAzurite());
    const script = path.join(__dirname, 'canary-process.cjs');
    const args = [script, azurite.connectionString.reveal(), folder, JSON.stringify(planted)];
    await promisify(execFile)(process.execPath, args, { env });
    appendFileSync(
      path.join(taps, 'canary.values'),
      `${JSON.stringify({ kind: 'storageKey', value: CANARY, scope: '' })}\n`,
    );
    const found = searchFolder(taps);
    heard = { found, times: timesIn(found) };
  }, START_MS);

  afterAll(async () => {
    await azurite?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a spelling of each sort', () => {
    expect(SPELLINGS).toEqual(
      expect.arrayContaining([
        ...[CANARY, '2b4b66332b7771395a', '2B4B66332B7771395A', '%2BKf3%2Bwq9Z', '%2bKf3%2bwq9Z'],
        ...['\\u002bKf3\\u002bwq9Z', Buffer.from(CANARY).toString('base64')],
      ]),
    );
  });

  const IN_HTTP = ['bot', 'connector', 'graph', 'mail', 'page', 'sms', 'panes'];
  it.each(IN_HTTP.flatMap((channel) => [`${channel} ask`, `${channel} answer`]))(
    'finds each spelling in %s',
    (place) => {
      expect(heard.times[place]).toBe(SPELLINGS.length);
    },
  );

  it.each(['stdout write', 'stderr write'])('finds each spelling in %s', (place) => {
    expect(heard.times[place]).toBeGreaterThanOrEqual(SPELLINGS.length);
  });

  it.each(['sync', 'promise', 'callback', 'appended', 'stream', 'handle', 'fd'])(
    'finds each spelling in files that are written by %s',
    (way) => {
      const leaks = heard.found.leaks.filter(({ place }) => place.channel === 'file' && place.what.includes(`/${way}`));
      expect(leaks.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThanOrEqual(SPELLINGS.length);
    },
  );

  it.each(['queue ask', 'blob ask'])('finds each spelling in %s', (place) => {
    expect(heard.times[place]).toBe(SPELLINGS.length);
  });

  it('finds each spelling in rows: those that a row can hold as they are', () => {
    const held = SPELLINGS.filter((spelling) => !spelling.includes('\\'));
    expect(heard.times['table ask']).toBe(held.length);
  });

  it('calls a run blind that heard less than it must have', () => {
    expect(wanting(heard.found, 'some')).toEqual([]);
    const lacks = wanting(heard.found, 'chaos');
    expect(lacks).toContain('no secret known of the kind pass');
    expect(lacks).toContain('nothing heard of entra');
  });
});
