import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '../../platform/secret';
import type { BotOrder } from '../../simulators/bot-order';
import { BotProcess } from '../../simulators/bot-process';
import type { Fleet, FleetNews } from '../../simulators/fleet';
import { startFleet } from '../../simulators/fleet';
import { createSignal } from '../../simulators/signal';
import { waitFor } from '../../simulators/wait-for';

const ENTRY = path.join(__dirname, 'pretend-bot.cjs');
const PASSWORD = 'a password that must be seen nowhere';

const fleets: Fleet[] = [];
afterEach(async () => {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.stop()));
});

function orderOf(instance: number, publicUrl = 'http://127.0.0.1'): BotOrder {
  const secret = Secret.of(PASSWORD);
  const settings = {
    ...{ tenantId: '', tenantName: '', mailSender: '', manifestId: '', connectionString: secret },
    ...{ bot: { id: '', password: secret }, executor: { clientId: '', secret } },
    stepUp: { clientId: '', secret, authenticationContext: '' },
    groups: { helpdesk: '', duty: '', security: '', breakGlass: '' },
    ...{ graphBaseUrl: '', entraAuthorityHost: '', botOpenIdMetadataUrl: '', botLoginUrl: '', botServiceUrl: '' },
    sms: { connectionString: secret, from: '' },
  };
  return { settings, instance, port: 0, publicUrl, storagePrefix: '' };
}

async function fleetOf(count: number, publicUrl?: string) {
  const news: FleetNews[] = [];
  const told = createSignal<FleetNews>();
  const fleet = await startFleet({
    count,
    spawn: () => new BotProcess({ entry: ENTRY }),
    orderFor: (instance) => orderOf(instance, publicUrl),
    tell: (one) => {
      news.push(one);
      told.emit(one);
    },
  });
  fleets.push(fleet);
  const until = (count_: number): Promise<true> =>
    waitFor(
      {
        subscribe: (listener) => told.subscribe(() => listener()),
        waitMs: 20_000,
        tooLate: () => new Error(JSON.stringify(news)),
      },
      () => (news.length >= count_ ? true : undefined),
    );
  return { fleet, news, until };
}

describe('when several bots are started', () => {
  it('each is a process of its own that listens', async () => {
    const { fleet, news } = await fleetOf(3);
    expect([...fleet.urls()].sort()).toEqual([1, 2, 3].map((one) => `http://127.0.0.1:4000${String(one)}`));
    expect(new Set(news.map((one) => (one.kind === 'listening' ? one.pid : 0))).size).toBe(3);
  });

  it('one that dies is reported, left out, and started anew', async () => {
    const { fleet, news, until } = await fleetOf(2);
    const before = fleet.members().get(1);
    await before?.kill();
    await until(4);
    expect(news.slice(2)).toEqual([
      { kind: 'died', instance: 1, ending: { code: null, signal: 'SIGKILL' } },
      { kind: 'listening', instance: 1, port: 40_001, pid: expect.any(Number) },
    ]);
    expect(fleet.members().get(1)).not.toBe(before);
    expect(fleet.urls()).toHaveLength(2);
  });

  it('all end in order, and none is started anew', async () => {
    const { fleet, news } = await fleetOf(3);
    expect(await fleet.stop()).toEqual(Array.from({ length: 3 }, () => ({ code: 0, signal: null })));
    expect(news).toHaveLength(3);
    expect(fleet.urls()).toEqual([]);
  });

  it('one that cannot start is an error that names it', async () => {
    await expect(fleetOf(1, 'http://127.0.0.1/broken')).rejects.toMatchObject({
      code: 'endedAtStart',
      message: expect.stringContaining('instance 1 ended before it listened (exit code 3)'),
    });
  });
});

describe('when a bot is told its secrets', () => {
  // Only there the system shows the command line and the environment of another process as files.
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('they stand neither on its command line nor in its environment', async () => {
    const { fleet } = await fleetOf(1);
    const pid = String(fleet.members().get(1)?.pid);
    const [command, environment] = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    expect(command).toContain('--instance');
    expect(`${String(command)}${String(environment)}`).not.toContain(PASSWORD);
  });
});

describe('when a bot does not end', () => {
  it('is killed after a while', async () => {
    const deaf = new BotProcess({ entry: ENTRY, env: { ...process.env, PRETEND_DEAF: '1' } });
    await deaf.start(orderOf(1));
    expect(await deaf.stop(50)).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
