import { setTimeout as pause } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { Client } from '@microsoft/microsoft-graph-client';
import { connectorFailure } from '../../bot/connector-failure';
import type { ConnectorFactory } from '../../bot/connector-factory';
import { singleTry } from '../../bot/connector-factory';
import { isThisMachine } from '../../platform/cloud-hosts';
import { createAccessPasses } from '../../graph/access-pass';
import { createAuthMethods } from '../../graph/auth-methods';
import { createGraphClient } from '../../graph/client';
import { EffectError } from '../../recovery/errors';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { createClients } from '../../storage/connection';
import { Table, WRITE_ID } from '../../storage/table';
import { stockConnectors } from '../bot/stock-connector';
import { fixedTokens, recordingLog } from '../graph/contoso-graph';
import { useLossyProxy } from '../storage/lossy-proxy';
import { useStore } from '../support/azurite';
import { TENANT } from '../support/request-builder';
import { startFaultServer, type Fault, type FaultServer } from './fault-server';

/** Of our clients here; eight seconds otherwise. */
const DEADLINE_MS = 1_500;
/** A client that has not given up by then, with every sleep of it shortened, does not give up. */
const NO_END_MS = 300;
const NEVER: readonly Fault[] = [{ hang: true }];
const always = (fault: Fault): readonly Fault[] => Array.from({ length: 9 }, () => fault);

const TAP = { id: 'p', temporaryAccessPass: '+drkzqAD', startDateTime: '2026-08-03T12:00:00Z', lifetimeInMinutes: 60 };
const NOT_FOUND = {
  status: 404,
  body: { error: { code: 'resourceNotFound', message: 'The resource was not found.' } },
};

let passes: FaultServer;
let deletes: FaultServer;
let messages: FaultServer;
beforeAll(async () => {
  passes = await startFaultServer({ status: 201, body: TAP });
  deletes = await startFaultServer({ status: 204 }, NOT_FOUND);
  messages = await startFaultServer({ status: 201, body: { id: '1' } });
});
afterAll(() => Promise.all([passes, deletes, messages].map((server) => server.close())));

interface Seen {
  readonly attempts: number;
  readonly done: number;
  readonly outcome: string;
}

/** What a call comes to: its result in a word, or the error as its caller sees it. */
async function seen(
  server: FaultServer,
  faults: readonly Fault[],
  call: () => Promise<unknown>,
  noEnd?: Promise<string>,
): Promise<Seen> {
  server.arm(faults);
  const arrival = server.arrival();
  const outcome = call().then(
    (result) => (typeof result === 'string' ? result : 'ok'),
    (error: unknown) => said(error),
  );
  await Promise.race([arrival, outcome]);
  const result = { outcome: await Promise.race([outcome, noEnd ?? outcome]), ...server.counts };
  server.release();
  await outcome;
  return result;
}

function said(error: unknown): string {
  if (error instanceof EffectError) return error.code;
  const status: unknown = Reflect.get(Object(error), 'statusCode');
  return typeof status === 'number' && status > 0 ? `error ${String(status)}` : 'error';
}

const noEnd = (): Promise<string> => pause(NO_END_MS).then(() => 'no end');

/** The SDKs sleep for seconds between their tries; here each sleep is a moment. */
async function impatiently<T>(act: () => Promise<T>): Promise<T> {
  const real = globalThis.setTimeout;
  const shortened = (work: () => void, ms = 0) => real(work, Math.min(ms, 2));
  const spy = jest.spyOn(globalThis, 'setTimeout').mockImplementation(shortened);
  try {
    return await act();
  } finally {
    spy.mockRestore();
  }
}

const GRAPH_PATH = `/users/${PEOPLE.ada}/authentication`;

/** The SDK as its documentation starts it; it sends no token over plain http, and none is asked for here. */
const stockGraph = (url: string, path: string) =>
  Client.init({ authProvider: (done) => done(null, 'a.b.c'), baseUrl: url }).api(path);

const ourGraph = (url: string) => {
  const clock = { now: () => 0 };
  const deps = { base: new URL(url), tokens: fixedTokens(), log: recordingLog(), clock, deadlineMs: DEADLINE_MS };
  const client = createGraphClient(deps);
  return () => client;
};

interface Subject {
  readonly name: string;
  readonly server: () => FaultServer;
  readonly stock: () => Promise<unknown>;
  readonly ours: () => Promise<unknown>;
}

const send = async (factory: ConnectorFactory): Promise<unknown> => {
  const connector = await factory.create(messages.url, 'scope');
  return connector.conversations.sendToConversation('a:1', { type: 'message' });
};

/** As the bot says it: a failure of the connector becomes one of the domain. */
const explained = async (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => {
    const failure = connectorFailure(error);
    throw failure.kind === 'failed' ? failure.error : error;
  });

const POST_PASS: Subject = {
  name: 'graph POST pass',
  server: () => passes,
  stock: () => stockGraph(passes.url, `${GRAPH_PATH}/temporaryAccessPassMethods`).post({}),
  ours: () => createAccessPasses(ourGraph(passes.url)).issue(TENANT, PEOPLE.ada, 60, DEADLINE_MS),
};
const DELETE_METHOD: Subject = {
  name: 'graph DELETE method',
  server: () => deletes,
  stock: () => stockGraph(deletes.url, `${GRAPH_PATH}/fido2Methods/x`).delete(),
  ours: async () => {
    const remove = () =>
      createAuthMethods(ourGraph(deletes.url)).remove(TENANT, PEOPLE.ada, { id: 'x', kind: 'fido2' });
    const first = await remove().catch((error: unknown) => error);
    // The worker comes again after a while.
    return first instanceof EffectError ? (await remove()).outcome : 'removed';
  },
};
const GET_METHODS: Subject = {
  name: 'graph GET methods',
  server: () => deletes,
  stock: () => stockGraph(deletes.url, `${GRAPH_PATH}/methods`).get(),
  ours: () => createAuthMethods(ourGraph(deletes.url)).list(TENANT, PEOPLE.ada),
};
const POST_MESSAGE: Subject = {
  name: 'connector POST message',
  server: () => messages,
  stock: () => send(stockConnectors()),
  ours: () => explained(send(singleTry(stockConnectors(), isThisMachine, DEADLINE_MS))),
};

interface Case {
  readonly subject: Subject;
  readonly fault: string;
  readonly faults: readonly Fault[];
  readonly ours: Seen;
  /** Where the stock client does what we must not. */
  readonly stock: Partial<Seen>;
}

const ours = (outcome: string, attempts: number, done: number): Seen => ({ attempts, done, outcome });

const CASES: readonly Case[] = [
  {
    ...{ subject: POST_PASS, fault: '504 after it was done', faults: [{ status: 504, done: true }] },
    ...{ stock: { attempts: 2, done: 2, outcome: 'ok' }, ours: ours('unavailable', 1, 1) },
  },
  {
    ...{ subject: POST_PASS, fault: '503 every time', faults: always({ status: 503 }) },
    ...{ stock: { attempts: 4, done: 0 }, ours: ours('unavailable', 1, 0) },
  },
  {
    ...{ subject: POST_PASS, fault: '500', faults: [{ status: 500 }] },
    ...{ stock: { attempts: 1 }, ours: ours('unavailable', 1, 0) },
  },
  {
    ...{ subject: POST_PASS, fault: 'connection breaks after it was done', faults: [{ done: true }] },
    ...{ stock: { attempts: 1 }, ours: ours('unavailable', 1, 1) },
  },
  {
    ...{ subject: POST_PASS, fault: '429 without Retry-After', faults: always({ status: 429 }) },
    ...{ stock: { attempts: 4 }, ours: ours('throttled', 1, 0) },
  },
  {
    ...{ subject: POST_PASS, fault: 'never answers', faults: NEVER },
    ...{ stock: { outcome: 'no end' }, ours: ours('timeout', 1, 0) },
  },
  {
    ...{ subject: DELETE_METHOD, fault: '504 after it was done, then 404', faults: [{ status: 504, done: true }] },
    ...{ stock: { attempts: 2, outcome: 'error 404' }, ours: ours('alreadyGone', 2, 1) },
  },
  {
    ...{ subject: GET_METHODS, fault: 'never answers', faults: NEVER },
    ...{ stock: { outcome: 'no end' }, ours: ours('timeout', 1, 0) },
  },
  ...[500, 502, 504].map((status) => ({
    ...{ subject: POST_MESSAGE, fault: `${String(status)} after it was done`, faults: [{ status, done: true }] },
    ...{ stock: { attempts: 2, done: 2, outcome: 'ok' }, ours: ours('unavailable', 1, 1) },
  })),
  {
    ...{ subject: POST_MESSAGE, fault: 'connection breaks after it was done', faults: [{ done: true }] },
    ...{ stock: { attempts: 2, done: 2, outcome: 'ok' }, ours: ours('unavailable', 1, 1) },
  },
  ...[429, 412].map((status) => ({
    ...{ subject: POST_MESSAGE, fault: `${String(status)} without Retry-After`, faults: [{ status }] },
    ...{ stock: { attempts: 1, outcome: `error ${String(status)}` }, ours: ours('throttled', 1, 0) },
  })),
  {
    ...{ subject: POST_MESSAGE, fault: 'never answers', faults: NEVER },
    ...{ stock: { outcome: 'no end' }, ours: ours('timeout', 1, 0) },
  },
];

const rows: (readonly [call: string, fault: string, stock: Seen, ours: Seen])[] = [];

const cell = ({ attempts, done, outcome }: Seen): string =>
  `${String(attempts)} / ${String(done)} / ${outcome}`.padEnd(26);

afterAll(() => {
  const head = `${'call'.padEnd(24)}${'fault'.padEnd(38)}${'stock: tries/done/outcome'.padEnd(28)}ours`;
  const lines = rows.map(([call, fault, stock, own]) =>
    [call.padEnd(24), fault.padEnd(38), `${cell(stock)}  `, cell(own).trim()].join(''),
  );
  process.stdout.write(`${[head, ...lines].join('\n')}\n`);
});

describe('when a call goes wrong', () => {
  it.each(CASES.map((one) => [one.subject.name, one.fault, one] as const))('%s: %s', async (name, fault, one) => {
    const server = one.subject.server();
    const stock = await impatiently(() =>
      seen(server, one.faults, one.subject.stock, one.faults === NEVER ? noEnd() : undefined),
    );
    const own = await seen(server, one.faults, one.subject.ours);
    rows.push([name, fault, stock, own]);
    expect(own).toEqual(one.ours);
    // In the same run: what the SDK would have done. When this fails the SDK has changed, not we.
    expect(stock).toMatchObject(one.stock);
  });
});

describe('when the answer to an insert is lost', () => {
  const store = useStore();
  const startLossyProxy = useLossyProxy();
  const POST = /\/t\w+things$/;

  it('tables INSERT: 500 after it was done, then its own 409', async () => {
    const fresh = await store.fresh();
    const proxy = await startLossyProxy(fresh.connectionString);
    const name = `${fresh.prefix}things`;
    await fresh.table('things').createTable();
    const stock = TableClient.fromConnectionString(proxy.connectionString.reveal(), name, {
      allowInsecureConnection: true,
    });
    proxy.spoilAnswers('POST', POST, 1, 500);
    const theirs = await impatiently(() =>
      stock.createEntity({ partitionKey: 'p', rowKey: 'stock' }).then(
        () => 'ok',
        (error: unknown) => `${said(error)} (its own row)`,
      ),
    );
    const attempts = proxy.count('POST', POST);
    const table = new Table(createClients({ connectionString: proxy.connectionString }).table(name));
    proxy.spoilAnswers('POST', POST, 1, 500);
    const etag = await table.insert({ pk: 'p', rk: 'ours', columns: { [WRITE_ID]: 'w1' } });
    const own = {
      attempts: proxy.count('POST', POST) - attempts,
      done: 1,
      outcome: etag === undefined ? 'taken' : 'ok',
    };
    rows.push(['tables INSERT', '500 after it was done, then own 409', { attempts, done: 1, outcome: theirs }, own]);
    expect(own).toEqual({ attempts: 2, done: 1, outcome: 'ok' });
    expect(theirs).toBe('error 409 (its own row)');
    expect(attempts).toBe(2);
  });
});
