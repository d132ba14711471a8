import { Secret } from '../../platform/secret';
import { createClients } from '../../storage/connection';
import { useStore } from '../support/azurite';

const store = useStore();
const KEY = Buffer.alloc(32, 7).toString('base64');

const clients = (connectionString: string) => createClients({ connectionString: Secret.of(connectionString) });

describe('when a connection string is read', () => {
  it.each([
    ['no connection string', 'hello'],
    ['nothing', ''],
    ['plain http to another machine', `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY}`],
    [
      'plain http to another machine by name',
      `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY};TableEndpoint=http://127.0.0.1.example/a;QueueEndpoint=http://127.0.0.1/a`,
    ],
  ])('refuses %s without quoting it', (_name, text) => {
    const make = () => clients(text);
    expect(make).toThrow(expect.objectContaining({ name: 'StorageError', code: 'badConnection' }));
    expect(make).not.toThrow(/BwcH/);
  });

  it.each([
    ['https', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${KEY};EndpointSuffix=core.windows.net`],
    [
      'plain http to this machine',
      `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${KEY};TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://localhost:9/a`,
    ],
    ['the development store', 'UseDevelopmentStorage=true'],
  ])('accepts %s', (_name, text) => {
    expect(clients(text).table('things').tableName).toBe('things');
  });
});

describe('when an account and an identity are given', () => {
  const credential = { getToken: async () => null };

  it('reaches the account by https', () => {
    const { tables, queues, table } = createClients({ account: 'latchkeyprod', credential });
    expect([tables.url, queues.url, table('x').url]).toEqual([
      'https://latchkeyprod.table.core.windows.net',
      'https://latchkeyprod.queue.core.windows.net',
      'https://latchkeyprod.table.core.windows.net',
    ]);
  });

  it('reaches a national cloud by its suffix', () => {
    const { tables } = createClients({ account: 'a', credential, endpointSuffix: 'core.usgovcloudapi.net' });
    expect(tables.url).toBe('https://a.table.core.usgovcloudapi.net');
  });
});

describe('when storage is connected', () => {
  it('finds what is there already', async () => {
    const { storage, another } = await store.fresh();
    await storage.seen.firstTime('t', 'c', 'a');
    expect(await (await another()).seen.firstTime('t', 'c', 'a')).toBe(false);
  });

  it('says that a wrong key is refused, without the key', async () => {
    const { connectionString, another } = await store.fresh();
    const wrong = connectionString.reveal().replace(/AccountKey=[^;]+/, `AccountKey=${KEY}`);
    await expect(another({ connection: { connectionString: Secret.of(wrong) } })).rejects.toMatchObject({
      name: 'EffectError',
      code: 'forbidden',
      message: expect.not.stringContaining(KEY),
    });
  });
});
