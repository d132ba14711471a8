import type { BenchOptions, Row } from './bench';
import { startBenchCloud } from './bench-cloud';
import type { BenchError } from './bench-error';
import { QUOTA } from './graph-quota';
import { openCases } from './open-cases';
import { write } from './press';
import { crowdedRecoveries } from './recovery-run';
import { percentile } from './statistics';
import { taken } from './turn-kinds';

const AT_ONCE = 32;

/** The same with the real product over HTTP, on a real clock: nothing is lost and nobody stands with nothing. */
export async function realStorm(people: number, { say }: BenchOptions): Promise<readonly Row[]> {
  const world = await startBenchCloud(people);
  try {
    say(`opening ${String(people)} requests for a storm over HTTP`);
    const cases = await openCases(world, world.crowd);
    const bot = await world.startProduct();
    world.cloud.tenant.switches.writesPer150s = QUOTA.writes;
    const [first] = world.crowd;
    // As a bot that has been up for a while: it has the keys of the channel.
    if (first !== undefined) taken(await write(world, bot.url, first, 'help'));
    say('the storm over HTTP');
    const crowd = {
      atOnce: AT_ONCE,
      onLost: ({ message }: BenchError) => {
        say(`lost: ${message}`);
      },
    };
    const { timed, perSecond } = await crowdedRecoveries(world, bot, cases, crowd).finally(() => bot.stop());
    const name = `${String(people)} people over HTTP`;
    const passMs = timed.map(({ revealMs }) => revealMs);
    return [
      { what: `${name}: recoveries lost`, measured: people - timed.length, unit: '', goal: { atMost: 0 } },
      {
        what: `${name}: moments in which an account stood with neither method nor pass`,
        ...{ measured: world.cloud.tenant.zeroMoments.length, unit: '', goal: { atMost: 0 } },
      },
      { what: `${name}: recoveries`, measured: perSecond, unit: '/s' },
      { what: `${name}: right code to pass, p99`, measured: percentile(passMs, 0.99), unit: 'ms' },
    ];
  } finally {
    await world.stop();
  }
}
