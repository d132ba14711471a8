import type { TableClient } from '@azure/data-tables';
import { Anchors } from '../../recovery/anchors';
import type { Deps } from '../../recovery/deps';
import { EffectError } from '../../recovery/errors';
import { makeAnchors } from '../../recovery/make-anchors';
import type { Ledger, Stored } from '../../recovery/ports';
import { connectStorage, type Storage } from '../../storage/connect';
import type { VerifiedTrail } from '../../storage/verify-all';
import { handClock, someKeys, useStore, type FreshStore } from '../support/azurite';
import { createWorld, type World } from '../support/domain-world';
import { FakeAnchorStore } from '../support/fake-anchor-store';
import { DAY, MINUTE } from '../support/fake-clock';
import { awaiting, NOON, openedEvent, person, remindedEvent, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const store = useStore();

/** One instance of the product: its own memory, the same tables, the same second place. */
interface Instance {
  readonly anchors: Anchors;
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly world: World;
  tend(): Promise<void>;
}

interface Site {
  readonly second: FakeAnchorStore;
  readonly fresh: FreshStore;
  readonly requests: TableClient;
  instance(): Promise<Instance>;
  verify(): Promise<readonly string[]>;
}

async function site(): Promise<Site> {
  const [second, keys, clock] = [new FakeAnchorStore(), someKeys(), handClock()];
  const fresh = await store.fresh({ keys, clock, anchors: second });
  const instance = async (): Promise<Instance> => {
    const anchors = new Anchors({ store: second, keys, clock }, [TENANT]);
    const storage = await fresh.another({ chains: anchors });
    const world = await createWorld();
    const deps: Deps = { ...world.deps, ledger: storage.ledger, anchors, clock };
    return { anchors, storage, ledger: storage.ledger, world, tend: () => makeAnchors(deps, TENANT) };
  };
  const verify = async () => {
    const bad: string[] = [];
    for await (const { name, report } of fresh.storage.verifyAll({ tenantIds: [TENANT] })) {
      if (report.firstBad !== undefined) bad.push(`${name} ${report.firstBad.row}: ${report.firstBad.why}`);
    }
    return bad;
  };
  return { second, fresh, requests: fresh.table('requests'), instance, verify };
}

async function open(ledger: Ledger, employee = 1): Promise<Stored> {
  const request = awaiting({ employee: person(employee) });
  const result = await ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  return result.stored;
}

async function remind(ledger: Ledger, stored: Stored, at: number = NOON): Promise<Stored> {
  const next = await ledger.commit(stored, remindedEvent(at), stored.request);
  if (next === 'conflict') throw new Error('conflict');
  return next;
}

type Row = Readonly<Record<string, unknown>> & { readonly partitionKey: string; readonly rowKey: string };

async function rowsOf(table: TableClient): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { etag: _etag, timestamp: _timestamp, ...row } of table.listEntities()) {
    const kept = Object.entries(row).filter(([name]) => !name.startsWith('odata'));
    // Every entity has its two keys.
    rows.push(Object.fromEntries(kept) as Row);
  }
  return rows;
}

/** Puts the whole table back as it was. */
async function putBack(table: TableClient, before: readonly Row[]): Promise<void> {
  for (const { partitionKey, rowKey } of await rowsOf(table)) await table.deleteEntity(partitionKey, rowKey);
  for (const row of before) await table.upsertEntity(row, 'Replace');
}

const integrity = { name: 'RecoveryError', code: 'integrity' };
const readBoth = async ({ ledger }: Instance, { request: { id } }: Stored): Promise<void> => {
  await expect(ledger.readVerified(TENANT, id)).rejects.toMatchObject(integrity);
  await expect(ledger.read(TENANT, id)).rejects.toMatchObject(integrity);
};

describe('when a request is put back as it was at an earlier moment (T21)', () => {
  it('who has committed since notices it without any anchor', async () => {
    const { instance, requests } = await site();
    const one = await instance();
    const opened = await open(one.ledger);
    const before = await rowsOf(requests);
    await remind(one.ledger, opened);
    await putBack(requests, before);
    await readBoth(one, opened);
  });

  it('who starts later notices it by the anchors, and verify names the first row that is gone', async () => {
    const { instance, requests, verify } = await site();
    const one = await instance();
    const opened = await open(one.ledger);
    const before = await rowsOf(requests);
    const second = await remind(one.ledger, opened);
    await one.tend();
    await remind(one.ledger, second);
    await one.tend();
    expect(await verify()).toEqual([]);
    await putBack(requests, before);
    const other = await instance();
    await other.tend();
    await readBoth(other, opened);
    expect(await verify()).toEqual([
      `${opened.request.shortCode} a000002: an entry that was anchored is gone: the request was put back as it was before`,
    ]);
  });

  it('and taken on from there on another way, verify names the first entry that is another', async () => {
    const { instance, requests, verify } = await site();
    const one = await instance();
    const opened = await open(one.ledger);
    const before = await rowsOf(requests);
    await remind(one.ledger, opened);
    await one.tend();
    await putBack(requests, before);
    const blind = await instance();
    const found = await blind.ledger.read(TENANT, opened.request.id);
    if (found === undefined) throw new Error('it is there');
    await remind(blind.ledger, await remind(blind.ledger, found, NOON + MINUTE));
    await blind.tend();
    // It is not anchored as if it were what was anchored before, continued.
    expect(blind.anchors.points(TENANT, opened.request.id).map(({ seq }) => seq)).toEqual([2, 3]);
    await expect(blind.ledger.readVerified(TENANT, opened.request.id)).rejects.toMatchObject(integrity);
    expect(blind.world.log.events()).toContain('integrity.alarm');
    expect(await verify()).toEqual([
      `${opened.request.shortCode} a000002: another entry stood here when it was last anchored`,
    ]);
  });

  it('everything at once: each request is named', async () => {
    const { instance, requests, fresh, verify } = await site();
    const one = await instance();
    const both = [await open(one.ledger, 1), await open(one.ledger, 2)];
    const tables = ['requests', 'codes', 'indexes', 'active'].map((name) => fresh.table(name));
    const before = await Promise.all(tables.map((table) => rowsOf(table)));
    for (const stored of both) await remind(one.ledger, stored);
    await one.tend();
    for (const [at, table] of tables.entries()) await putBack(table, before[at] ?? []);
    expect((await rowsOf(requests)).length).toBeGreaterThan(0);
    expect((await verify()).map((line) => line.slice(0, 17))).toEqual(
      both.map(({ request }) => `${request.shortCode} a000002`),
    );
  });
});

describe('when a whole request is taken away (T21)', () => {
  it('with its line in the register and every pointer: looks, presses and verify notice it', async () => {
    const { instance, fresh, requests, verify } = await site();
    const one = await instance();
    const stored = await open(one.ledger);
    await one.tend();
    for (const name of ['requests', 'codes', 'indexes', 'active']) await putBack(fresh.table(name), []);
    expect(await rowsOf(requests)).toEqual([]);
    const other = await instance();
    await other.tend();
    await readBoth(other, stored);
    expect(await verify()).toEqual([`${stored.request.id} s: the request was anchored, and is gone`]);
  });

  it('it is noticed at the end of the day, whoever asks for it or not', async () => {
    const { instance, fresh } = await site();
    const one = await instance();
    await open(one.ledger);
    await one.tend();
    for (const name of ['requests', 'indexes']) await putBack(fresh.table(name), []);
    fresh.clock.advance(DAY);
    await one.tend();
    expect(one.world.log.events()).toContain('integrity.alarm');
    expect(one.anchors.of(TENANT)?.overdue).toBeUndefined();
  });
});

describe('when nobody touches the store', () => {
  it('two instances on the same requests find nothing, over days', async () => {
    const { instance, fresh, second, verify } = await site();
    const [one, other] = [await instance(), await instance()];
    let stored = await open(one.ledger);
    for (let round = 0; round < 8; round += 1) {
      const by = round % 2 === 0 ? other : one;
      const found = await by.ledger.read(TENANT, stored.request.id);
      stored = await remind(by.ledger, found ?? stored);
      await Promise.all([one.tend(), other.tend()]);
      fresh.clock.advance(round === 4 ? DAY : 5 * MINUTE);
    }
    for (const { ledger } of [one, other, await instance()]) {
      expect((await ledger.readVerified(TENANT, stored.request.id))?.seq).toBe(9);
    }
    expect(await verify()).toEqual([]);
    expect(second.texts.size).toBeGreaterThan(3);
    expect([...one.world.log.events(), ...other.world.log.events()]).toEqual([]);
  });

  it('what a dead instance has committed and not anchored is anchored by the next', async () => {
    const { instance, verify } = await site();
    const dead = await instance();
    const stored = await open(dead.ledger);
    const next = await instance();
    await next.tend();
    expect(next.anchors.points(TENANT, stored.request.id).at(-1)?.seq).toBe(1);
    expect(await verify()).toEqual([]);
  });

  it('also what it had committed on the days before', async () => {
    const { instance, fresh, second } = await site();
    const dead = await instance();
    await open(dead.ledger, 1);
    await dead.tend();
    const stored = await open(dead.ledger, 2);
    fresh.clock.advance(DAY);
    const next = await instance();
    await next.tend();
    const points = next.anchors.points(TENANT, stored.request.id);
    expect(points.map(({ seq }) => seq)).toEqual([1]);
    expect(next.anchors.of(TENANT)?.overdue).toBeUndefined();
    expect(second.texts.size).toBe(2);
  });
});

describe('when the second place does not answer', () => {
  it('requests go on, what is known stays known, and what was missed is anchored later', async () => {
    const { instance, second, requests, verify } = await site();
    const one = await instance();
    const opened = await open(one.ledger);
    const before = await rowsOf(requests);
    const reminded = await remind(one.ledger, opened);
    await one.tend();
    second.isDown = true;
    const last = await remind(one.ledger, reminded);
    await one.tend();
    expect((await one.ledger.readVerified(TENANT, last.request.id))?.seq).toBe(3);
    second.isDown = false;
    await one.tend();
    expect(await verify()).toEqual([]);
    second.isDown = true;
    await putBack(requests, before);
    await readBoth(one, opened);
  });
});

describe('when somebody damages the anchors (T21)', () => {
  it('no chain is believed, security is told, and verify names the first bad one', async () => {
    const { instance, second, verify } = await site();
    const one = await instance();
    let stored = await open(one.ledger);
    for (let round = 0; round < 3; round += 1) {
      await one.tend();
      stored = await remind(one.ledger, stored);
    }
    second.texts.delete(2);
    const other = await instance();
    await other.tend();
    await readBoth(other, stored);
    expect(other.world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    expect(await verify()).toEqual(['anchors anchor 2: it is missing']);
  });
});

describe('when an audit cannot read the anchors', () => {
  it('it does not say that everything holds', async () => {
    const { fresh, instance } = await site();
    const one = await instance();
    await open(one.ledger);
    const down = new FakeAnchorStore();
    down.isDown = true;
    const { keys, connectionString, clock, log, prefix } = fresh;
    const storage = await connectStorage({
      ...{ connection: { connectionString }, keys, clock, log, prefix, anchors: down },
      ids: { token: () => 'w' },
    });
    const read = async (): Promise<readonly VerifiedTrail[]> => {
      const found: VerifiedTrail[] = [];
      for await (const trail of storage.verifyAll({ tenantIds: [TENANT] })) found.push(trail);
      return found;
    };
    await expect(read()).rejects.toBeInstanceOf(EffectError);
  });
});
