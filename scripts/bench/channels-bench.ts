import type { Bench, BenchOptions, Row } from './bench';
import { sized } from './bench';
import { startBenchCloud } from './bench-cloud';
import { arrange, CHANNEL_POLICY, pairsOf, seeContacts, type Pair } from './channel-pairs';
import { CHANNELS, SELF, type Channel, type Playing, type Stopwatch } from './channels';
import { percentile } from './statistics';

/** A recovery without a person who decides is done within a minute. */
const GOAL_SELF = { atMost: 60_000 };
const ALL = [...CHANNELS, SELF];
const WARM_UP = 2;

interface Played {
  readonly channel: Channel;
  /** From the press on approve, or from the opening where nobody approves, to the pass. Milliseconds. */
  readonly tookMs: number;
}

async function stopped(act: (watch: Stopwatch) => Promise<void>): Promise<number> {
  let asideMs = 0;
  const aside: Stopwatch['aside'] = (other) => {
    const since = performance.now();
    const result = other();
    asideMs += performance.now() - since;
    return result;
  };
  const started = performance.now();
  await act({ aside });
  return performance.now() - started - asideMs;
}

/** One recovery with nothing else going on. Graph takes its time only in what is timed. */
async function play(world: Playing, channel: Channel, pair: Pair, latencyMs = 0) {
  const { switches } = world.cloud.tenant;
  const act = await channel.prepare(world, pair);
  await world.idle();
  switches.latencyMs = latencyMs;
  const tookMs = await stopped(act);
  switches.latencyMs = 0;
  await world.idle();
  return { channel, tookMs };
}

/** The channels in turn, so that whatever else the machine does meets them all. */
async function rounds(world: Playing, pairs: readonly Pair[], latencyMs = 0) {
  const played: Played[] = [];
  for (const [number, pair] of pairs.entries()) {
    const channel = ALL[number % ALL.length];
    if (channel !== undefined) played.push(await play(world, channel, pair, latencyMs));
  }
  return played;
}

const labelOf = (channel: Channel): string =>
  `${channel.name}: ${channel === SELF ? 'opening' : 'approve pressed'} to pass`;

function timeRows(all: readonly Played[]): readonly Row[] {
  return ALL.flatMap((channel) => {
    const times = all.filter((one) => one.channel === channel).map(({ tookMs }) => tookMs);
    const row = (what: string, share: number): Row => ({
      ...{ what: `${labelOf(channel)}, ${what}`, measured: percentile(times, share), unit: 'ms' },
      ...(channel === SELF && { goal: GOAL_SELF }),
    });
    return [row('p50', 0.5), row('p99', 0.99)];
  });
}

const tripRows = (all: readonly Played[], latencyMs: number): readonly Row[] =>
  all.map(({ channel, tookMs }) => ({
    ...{ what: `${labelOf(channel)}, while Graph is slow`, measured: tookMs / latencyMs, unit: 'round trips' },
    ...(channel === SELF && { goal: { atMost: GOAL_SELF.atMost / latencyMs } }),
  }));

const notesOf = (each: number, latencyMs: number): readonly string[] => [
  `${String(each)} recoveries in each channel, in turn and one at a time; everybody has lost a security key and has an own manager`,
  'every act follows at once: a chat is acted in as soon as it shows the button, the page is loaded again when the code is known, the QR code is opened when it is shown',
  'at the counter from the press of the second approver; a code in place of an approver from the first words to the bot',
  `one more in each while every call to Graph takes ${String(latencyMs)} ms: work beside the presses is in it where a person has to wait for its card`,
];

async function run(options: BenchOptions) {
  const latencyMs = sized(options, { smoke: 50, usual: 2_000, long: 2_000 });
  const each = sized(options, { smoke: 1, usual: 30, long: 100 });
  const warmUp = ALL.length * sized(options, { smoke: 0, usual: WARM_UP, long: WARM_UP });
  const cloud = await startBenchCloud(2 * (warmUp + ALL.length * (each + 1)), {
    policy: CHANNEL_POLICY,
    change: arrange,
  });
  try {
    const bot = await cloud.startProduct();
    const world: Playing = { ...cloud, url: bot.url, idle: () => bot.ask('idle') };
    cloud.cloud.teams.pointAt(bot.url);
    try {
      options.say(`${String(each)} recoveries in each channel, one after the other`);
      await seeContacts(world);
      const pairs = pairsOf(world.crowd);
      const quiet = await rounds(world, pairs.slice(0, -ALL.length));
      options.say(`one more in each while every call to Graph takes ${String(latencyMs)} ms`);
      const slow = await rounds(world, pairs.slice(-ALL.length), latencyMs);
      return {
        rows: [...timeRows(quiet.slice(warmUp)), ...tripRows(slow, latencyMs)],
        notes: notesOf(each, latencyMs),
      };
    } finally {
      await bot.stop();
    }
  } finally {
    await cloud.stop();
  }
}

export const channelsBench: Bench = {
  name: 'channels',
  title: 'from the press on approve to the pass in the hand, where people take no time',
  run,
};
