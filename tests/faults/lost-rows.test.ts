import { advanceRequest } from '../../recovery/advance-request';
import { approveRequest } from '../../recovery/approve-request';
import { matchNumber } from '../../recovery/codes';
import type { Deps } from '../../recovery/deps';
import { SWEEP_MS } from '../../recovery/report-parked';
import type { Stored } from '../../recovery/ports';
import { sweep } from '../../recovery/sweep';
import type { ObjectId, RequestId } from '../../recovery/terms';
import { guardPlace } from '../../storage/partitions';
import type { FreshStore } from '../support/azurite';
import { useStore } from '../support/azurite';
import { open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY } from '../support/domain-world';
import { HOUR, MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

const store = useStore();
jest.setTimeout(120_000);

/** No timer of a request falls into these stories, so that every row in the beginning is one that should be there. */
const timers = { ...DEFAULT_POLICY.timers, remindMinutes: 50_000, escalateMinutes: 50_000, expireMinutes: 50_000 };

/** The real store under the domain. No message of the queue ever arrives: only the sweep makes anybody look. */
interface Site {
  readonly world: World;
  readonly fresh: FreshStore;
  readonly deps: Deps;
  /** Time until the next sweep passes, it runs, and every look that it starts. */
  sweepOnce(): Promise<void>;
  liveOf(person: ObjectId): Promise<Stored>;
}

async function site(): Promise<Site> {
  const world = await createWorld({ policy: { timers } });
  world.accountOf(WHO.colin).methods.push(method('mobilePhone'), method('email'));
  const fresh = await store.fresh({ keys: world.deps.keys, clock: world.clock });
  const started: RequestId[] = [];
  const { ledger } = fresh.storage;
  const deps = { ...world.deps, ledger, startWork: (_tenantId: ObjectId, id: RequestId) => void started.push(id) };
  const work = async (): Promise<void> => {
    for (let id = started.shift(); id !== undefined; id = started.shift()) {
      let result = await advanceRequest(deps, { tenantId: TENANT, id });
      while (result.againMs === 0) result = await advanceRequest(deps, { tenantId: TENANT, id });
    }
  };
  const sweepOnce = async (): Promise<void> => {
    world.clock.advance(SWEEP_MS);
    await sweep(deps, TENANT);
    await work();
  };
  const liveOf = async (person: ObjectId): Promise<Stored> => {
    const [stored] = await ledger.listByEmployee(TENANT, person, 1);
    if (stored === undefined) throw new Error('there is no request');
    return stored;
  };
  await open({ ...world, deps });
  await open({ ...world, deps }, { presser: WHO.colin });
  await work();
  return { world, fresh, deps, sweepOnce, liveOf };
}

const TABLES = ['indexes', 'active', 'codes'] as const;
type Place = readonly [table: (typeof TABLES)[number], pk: string, rk: string];

async function rows({ fresh }: Site): Promise<readonly Place[]> {
  const found: Place[] = [];
  for (const table of TABLES) {
    for await (const { partitionKey = '', rowKey = '' } of fresh.table(table).listEntities()) {
      found.push([table, partitionKey, rowKey]);
    }
  }
  return found;
}

const lose = ({ fresh }: Site, [table, pk, rk]: Place): Promise<unknown> => fresh.table(table).deleteEntity(pk, rk);

async function approveAda(it: Site): Promise<void> {
  const { request } = await it.liveOf(WHO.ada);
  const input = { tenantId: TENANT, presser: WHO.max, requestId: request.id, verifiedBy: 'inPerson' } as const;
  const outcome = await approveRequest(it.deps, {
    ...input,
    matchNumber: matchNumber(it.deps.keys, request, 1).reveal(),
  });
  expect(outcome.kind).toBe('done');
}

describe('when a derived row gets lost', () => {
  it('any one of them is back after two sweeps at most, whichever it is', async () => {
    const it = await site();
    await approveAda(it);
    await it.sweepOnce();
    const before = await rows(it);
    expect(before.map(([table, pk]) => `${table} ${pk.split('|')[1] ?? ''}`).toSorted()).toEqual([
      ...['active live', 'active live', 'codes ', 'codes '],
      ...[
        'indexes approver',
        'indexes approver',
        'indexes day',
        'indexes day',
        'indexes employee',
        'indexes employee',
        'indexes open',
        'indexes open',
      ],
    ]);
    for (const place of before) {
      await lose(it, place);
      for (let sweeps = 0; sweeps < 2; sweeps += 1) await it.sweepOnce();
      expect(await rows(it)).toEqual(before);
    }
    expect(it.fresh.log.lines.filter((line) => line === 'warn ledger.rowRestored')).toHaveLength(before.length);
  });

  it('whatever a request owes is done, though its row in the open list is lost and no message comes', async () => {
    const it = await site();
    const { request } = await it.liveOf(WHO.ada);
    const open = (await rows(it)).filter(([table, pk]) => table === 'indexes' && pk.includes('|open|'));
    for (const place of open) await lose(it, place);
    it.world.clock.advance(timers.expireMinutes * MINUTE);
    await it.sweepOnce();
    expect((await it.deps.ledger.read(TENANT, request.id))?.request.state).toBe('expired');
  });

  it('nobody can open a second request beside a live one whose guard is lost', async () => {
    const it = await site();
    const { request } = await it.liveOf(WHO.ada);
    const { pk, rk } = guardPlace(TENANT, WHO.ada);
    await lose(it, ['active', pk, rk]);
    const again = await open({ ...it.world, deps: it.deps });
    expect(again).toMatchObject({ kind: 'done', stored: { request: { id: request.id } } });
    await it.sweepOnce();
    expect((await it.deps.ledger.findActive(TENANT, WHO.ada))?.request.id).toBe(request.id);
  });
});

describe('when requests have ended', () => {
  it('the sweep takes their guards away, so that it reads what is live and no more', async () => {
    const it = await site();
    it.world.clock.advance(timers.expireMinutes * MINUTE);
    await it.sweepOnce();
    await it.sweepOnce();
    expect((await rows(it)).filter(([table]) => table === 'active')).toEqual([]);
    expect((await open({ ...it.world, deps: it.deps })).kind).toBe('done');
  });
});

describe('when a row of a live request is damaged', () => {
  const damage = async ({ fresh, liveOf }: Site, person: ObjectId): Promise<() => Promise<unknown>> => {
    const { request } = await liveOf(person);
    const requests = fresh.table('requests');
    const [partitionKey, rowKey] = [`${TENANT}|${request.id}`, 's'];
    const { bytes } = await requests.getEntity<{ bytes: string }>(partitionKey, rowKey);
    await requests.updateEntity({ partitionKey, rowKey, bytes: '{}' }, 'Merge');
    return () => requests.updateEntity({ partitionKey, rowKey, bytes }, 'Merge');
  };
  const told = ({ world }: Site): number => world.cards.alarms.filter((who) => who === WHO.sam).length;

  it('security hears of it once for the spell and once a day, and the others go on', async () => {
    const it = await site();
    await damage(it, WHO.colin);
    for (let sweeps = 0; sweeps < 12; sweeps += 1) await it.sweepOnce();
    expect(told(it)).toBe(1);
    const { request } = await it.liveOf(WHO.ada);
    it.world.clock.advance(timers.expireMinutes * MINUTE);
    await it.sweepOnce();
    expect((await it.deps.ledger.read(TENANT, request.id))?.request.state).toBe('expired');
    expect(told(it)).toBe(2);
  });

  it('a spell is over when the row was mended, and the next one is told of again', async () => {
    const it = await site();
    const mend = await damage(it, WHO.colin);
    await it.sweepOnce();
    await it.sweepOnce();
    await mend();
    it.world.clock.advance(HOUR);
    await it.sweepOnce();
    expect(told(it)).toBe(1);
    await damage(it, WHO.colin);
    await it.sweepOnce();
    expect(told(it)).toBe(2);
  });

  it('a state row that is gone is no ended request: security hears of it', async () => {
    const it = await site();
    const { request } = await it.liveOf(WHO.colin);
    await it.fresh.table('requests').deleteEntity(`${TENANT}|${request.id}`, 's');
    for (let sweeps = 0; sweeps < 3; sweeps += 1) await it.sweepOnce();
    expect(told(it)).toBe(1);
  });

  it('a forged guard is told of, once', async () => {
    const it = await site();
    const { pk, rk } = guardPlace(TENANT, WHO.colin);
    await it.fresh.table('active').updateEntity({ partitionKey: pk, rowKey: rk, bytes: '{}' }, 'Merge');
    await it.sweepOnce();
    const first = told(it);
    for (let sweeps = 0; sweeps < 6; sweeps += 1) await it.sweepOnce();
    expect([first > 0, told(it)]).toEqual([true, first]);
  });

  it('a forged spell keeps no alarm from sounding', async () => {
    const it = await site();
    await damage(it, WHO.colin);
    await it.sweepOnce();
    const spells = (await rows(it)).filter(([, pk]) => pk === `${TENANT}|alarms`);
    expect(spells).toHaveLength(1);
    for (const [table, partitionKey, rowKey] of spells) {
      await it.fresh
        .table(table)
        .updateEntity({ partitionKey, rowKey, bytes: '{"seenAt":9e15,"toldAt":9e15}' }, 'Merge');
    }
    await it.sweepOnce();
    expect(told(it)).toBe(2);
  });
});
