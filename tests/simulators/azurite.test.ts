import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { buildSync } from 'esbuild';
import { startAzurite, type Azurite, type AzuriteOptions } from '../../simulators/azurite';

// Azurite takes seconds to start beside other work.
jest.setTimeout(60_000);

const started: Azurite[] = [];

async function start(options?: AzuriteOptions): Promise<Azurite> {
  const azurite = await startAzurite(options);
  started.push(azurite);
  return azurite;
}

const table = (azurite: Azurite): TableClient =>
  TableClient.fromConnectionString(azurite.connectionString.reveal(), 'things', { allowInsecureConnection: true });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((azurite) => azurite.stop()));
});

describe('when Azurite is started in memory', () => {
  it('answers for tables and queues', async () => {
    const azurite = await start();
    await table(azurite).createTable();
    await table(azurite).createEntity({ partitionKey: 'p', rowKey: 'r', word: 'hei' });
    expect((await table(azurite).getEntity('p', 'r'))['word']).toBe('hei');
    const queues = QueueServiceClient.fromConnectionString(azurite.connectionString.reveal());
    await queues.getQueueClient('work').create();
    expect((await queues.getQueueClient('work').sendMessage('hei')).messageId).toEqual(expect.any(String));
  });

  it('ends its process with stop, also when stopped twice', async () => {
    const azurite = await start();
    expect(isAlive(azurite.pid)).toBe(true);
    await azurite.stop();
    await azurite.stop();
    expect(isAlive(azurite.pid)).toBe(false);
  });

  it('keeps its key out of what is printed', async () => {
    const { connectionString } = await start();
    expect(String(connectionString)).toBe('[secret]');
  });
});

describe('when Azurite is started with a data folder', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-azurite-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('finds what was there before a stop', async () => {
    const first = await start({ dataFolder: folder });
    await table(first).createTable();
    await table(first).createEntity({ partitionKey: 'p', rowKey: 'r', word: 'kept' });
    await first.stop();
    const second = await start({ dataFolder: folder });
    expect((await table(second).getEntity('p', 'r'))['word']).toBe('kept');
  });
});

describe('when the process that started Azurite is killed', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-azurite-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('saves what was written and ends', async () => {
    const parent = spawnParent(folder);
    const { pid, text } = JSON.parse(await firstLine(parent)) as { readonly pid: number; readonly text: string };
    const client = TableClient.fromConnectionString(text, 'things', { allowInsecureConnection: true });
    await client.createTable();
    await client.createEntity({ partitionKey: 'p', rowKey: 'r', word: 'kept' });
    parent.kill('SIGKILL');
    await hasEnded(pid);
    const second = await start({ dataFolder: path.join(folder, 'store') });
    expect((await table(second).getEntity('p', 'r'))['word']).toBe('kept');
  });
});

/** Another process that starts Azurite and then does nothing. */
function spawnParent(folder: string): ChildProcess {
  const root = path.join(__dirname, '../..');
  const bundle = path.join(folder, 'azurite.cjs');
  const entryPoints = [path.join(root, 'simulators/azurite.ts')];
  buildSync({ entryPoints, outfile: bundle, bundle: true, platform: 'node', format: 'cjs', packages: 'external' });
  const script = `require(process.argv[1]).startAzurite({ dataFolder: process.argv[2] }).then((azurite) =>
    console.log(JSON.stringify({ pid: azurite.pid, text: azurite.connectionString.reveal() })));`;
  return spawn(process.execPath, ['-e', script, bundle, path.join(folder, 'store')], {
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text);
    });
  });
}

/** There is no event for the end of somebody else's child, so this asks the system again and again. */
async function hasEnded(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('when a given port is in use', () => {
  it('names the port', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startAzurite({ ports: { table: port } })).rejects.toMatchObject({
      code: 'portInUse',
      message: expect.stringContaining(`Port ${String(port)} is in use`),
    });
    await new Promise((resolve) => other.close(resolve));
  });
});
