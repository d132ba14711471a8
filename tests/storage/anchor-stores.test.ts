import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { Secret } from '../../platform/secret';
import type { AnchorStore } from '../../recovery/anchor-reader';
import { connectAnchors } from '../../storage/connect-anchors';
import { useStore } from '../support/azurite';
import { OTHER_TENANT, TENANT } from '../support/request-builder';

const store = useStore();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-anchors-'));
  folders.push(folder);
  return folder;
}

async function inContainer() {
  const { connectionString, prefix: container } = store.place();
  const anchors = await connectAnchors({ connection: { connectionString }, container });
  const client = BlobServiceClient.fromConnectionString(connectionString.reveal()).getContainerClient(container);
  return { anchors, client };
}

describe.each<readonly [string, () => Promise<AnchorStore>]>([
  ['a container of blobs', async () => (await inContainer()).anchors],
  ['a folder', () => connectAnchors({ folder: path.join(newFolder(), 'anchors') })],
])('when anchors are kept in %s', (_name, connect) => {
  it('there is none at first', async () => {
    const anchors = await connect();
    expect([await anchors.newest(TENANT), await anchors.read(TENANT, 1)]).toEqual([0, undefined]);
  });

  it('each is found by its number, in its own tenant', async () => {
    const anchors = await connect();
    expect(await anchors.create(TENANT, 1, 'one ü')).toBe(true);
    expect(await anchors.create(OTHER_TENANT, 1, 'other')).toBe(true);
    expect([await anchors.read(TENANT, 1), await anchors.read(OTHER_TENANT, 1)]).toEqual(['one ü', 'other']);
    expect([await anchors.newest(TENANT), await anchors.read(TENANT, 2)]).toEqual([1, undefined]);
  });

  it('none is ever overwritten', async () => {
    const anchors = await connect();
    const created = await Promise.all([1, 2, 3, 4].map((n) => anchors.create(TENANT, 1, `try ${String(n)}`)));
    expect(created.filter(Boolean)).toHaveLength(1);
    const kept = await anchors.read(TENANT, 1);
    expect(kept).toBe(`try ${String(created.indexOf(true) + 1)}`);
    expect(await anchors.create(TENANT, 1, 'late')).toBe(false);
    expect(await anchors.read(TENANT, 1)).toBe(kept);
  });

  it('the newest is found among thousands', async () => {
    const anchors = await connect();
    for (const number of [1, 2, 999, 1_000, 1_001, 12_345]) await anchors.create(TENANT, number, 'x');
    expect(await anchors.newest(TENANT)).toBe(12_345);
  });
});

describe('when somebody else writes into the container', () => {
  it('what is far too large is not read', async () => {
    const { anchors, client } = await inContainer();
    await anchors.create(TENANT, 1, 'one');
    await client.getBlockBlobClient(`${TENANT}/0000000/0000000002`).upload('x'.repeat(16_000_001), 16_000_001);
    await client.getBlockBlobClient(`${TENANT}/0000000/0000000003`).upload('', 0);
    expect([await anchors.read(TENANT, 2), await anchors.read(TENANT, 3)]).toEqual(['', '']);
  });
});

describe('when the place cannot be used', () => {
  it('a container that does not answer is an effect that failed', async () => {
    const text = 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:9/a';
    const anchors = await connectAnchors({ connection: { connectionString: Secret.of(text) }, container: 'anchors' });
    await expect(anchors.read(TENANT, 1)).rejects.toMatchObject({ name: 'EffectError', code: 'unavailable' });
    await expect(anchors.newest(TENANT)).rejects.toMatchObject({ name: 'EffectError' });
    await expect(anchors.create(TENANT, 1, 'x')).rejects.toMatchObject({ name: 'EffectError' });
  });

  it('a wrong key is one that says no', async () => {
    const { connectionString } = store.place();
    const wrong = connectionString.reveal().replace(/AccountKey=[^;]+/, 'AccountKey=c2VjcmV0');
    const anchors = await connectAnchors({ connection: { connectionString: Secret.of(wrong) }, container: 'anchors' });
    await expect(anchors.read(TENANT, 1)).rejects.toMatchObject({ name: 'EffectError', code: 'forbidden' });
  });

  it('what is no connection string is named by its setting', async () => {
    const place = { connection: { connectionString: Secret.of('nonsense') }, container: 'anchors' };
    await expect(connectAnchors(place)).rejects.toThrow(/^ANCHOR_STORAGE_CONNECTION_STRING is no connection string/);
  });

  it('plain http is for this machine only', async () => {
    const text = 'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;BlobEndpoint=http://far.example/a';
    const place = { connection: { connectionString: Secret.of(text) }, container: 'anchors' };
    await expect(connectAnchors(place)).rejects.toThrow('https');
  });

  it('a folder that is a file is an effect that failed, and nothing is left behind', async () => {
    const folder = newFolder();
    writeFileSync(path.join(folder, TENANT), 'x');
    const anchors = await connectAnchors({ folder });
    await expect(anchors.create(TENANT, 1, 'x')).rejects.toMatchObject({ name: 'EffectError' });
    await expect(anchors.read(TENANT, 1)).rejects.toMatchObject({ name: 'EffectError' });
    expect(readdirSync(folder)).toEqual([TENANT]);
  });

  it('a create that is refused leaves no file behind', async () => {
    const folder = newFolder();
    const anchors = await connectAnchors({ folder });
    await anchors.create(TENANT, 1, 'x');
    await anchors.create(TENANT, 1, 'y');
    expect(readdirSync(folder)).toEqual([TENANT]);
    expect(readdirSync(path.join(folder, TENANT, '0000000'))).toEqual(['0000000001']);
  });
});
