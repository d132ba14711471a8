import type { Ledger, Stored } from '../../recovery/ports';
import type { AwaitingApproval, RecoveryRequest } from '../../recovery/request';
import { useStore, type FreshStore } from '../support/azurite';
import {
  approved,
  awaiting,
  cancelledEvent,
  ended,
  EMPLOYEE,
  MANAGER,
  NOON,
  openedEvent,
  OTHER_TENANT,
  person,
  remindedEvent,
  requestId,
  SECOND_APPROVER,
  slot,
  TENANT,
} from '../support/request-builder';
import { useLossyProxy } from './lossy-proxy';

const store = useStore();
const startLossyProxy = useLossyProxy();

let fresh: FreshStore;
let ledger: Ledger;
beforeEach(async () => {
  fresh = await store.fresh();
  ledger = fresh.storage.ledger;
});

async function open(request: AwaitingApproval): Promise<Stored> {
  const result = await ledger.open(request, openedEvent(request));
  if (result.kind !== 'opened') throw new Error('not opened');
  return result.stored;
}

async function commit(stored: Stored, next: RecoveryRequest): Promise<Stored> {
  const result = await ledger.commit(stored, next.state === 'cancelled' ? cancelledEvent() : remindedEvent(), next);
  if (result === 'conflict') throw new Error('conflict');
  return result;
}

const ids = (list: readonly Stored[]): readonly string[] => list.map(({ request }) => request.id);

async function pointers(partition: string): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const row of fresh.table('indexes').listEntities()) {
    if (row.partitionKey?.includes(partition)) rows.push(`${row.partitionKey} ${row.rowKey ?? ''}`);
  }
  return rows;
}

describe('when the requests of an employee are listed', () => {
  it('names the newest first, up to the limit, ended ones included', async () => {
    const opened: string[] = [];
    for (let day = 0; day < 5; day += 1) {
      const request = awaiting({ openedAt: NOON + day * 86_400_000 });
      opened.unshift(request.id);
      await commit(await open(request), ended(request));
    }
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 10))).toEqual(opened);
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 3))).toEqual(opened.slice(0, 3));
    expect(await ledger.listByEmployee(TENANT, person(9), 10)).toEqual([]);
    expect(await ledger.listByEmployee(OTHER_TENANT, EMPLOYEE, 10)).toEqual([]);
  });

  it('passes over the one that the caller has already', async () => {
    const first = awaiting();
    await commit(await open(first), ended(first));
    const second = await open(awaiting({ openedAt: NOON + 1 }));
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 10, second.request.id))).toEqual([first.id]);
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 1, second.request.id))).toEqual([first.id]);
  });

  it('reads on over pointers that lead nowhere', async () => {
    const request = await open(awaiting());
    for (let at = 0; at < 5; at += 1) await plantPointer(requestId(NOON - 3_600_000 + at));
    await plantPointer(requestId(NOON + 1));
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 2))).toEqual([request.request.id]);
  });
});

describe('when what is known about an employee is read at once', () => {
  it('names their requests, newest first, beside what was seen of them', async () => {
    const first = awaiting();
    await commit(await open(first), ended(first));
    await fresh.storage.sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON, false);
    await fresh.storage.sightings.record(TENANT, EMPLOYEE, 'contact', 'hash', NOON, false);
    const second = await open(awaiting({ openedAt: NOON + 1 }));
    const { requests, manager, contact } = await fresh.storage.sightings.about(TENANT, EMPLOYEE);
    expect([requests, manager.length, contact.length]).toEqual([[second.request.id, first.id], 1, 1]);
    expect(ids(await ledger.listByEmployee(TENANT, EMPLOYEE, 10))).toEqual(requests);
    expect(await pointers(`|employee|${EMPLOYEE}`)).toHaveLength(4);
  });

  it('follows them to what is true, up to the limit, over what leads nowhere or to somebody else', async () => {
    const first = awaiting();
    await commit(await open(first), ended(first));
    const second = await open(awaiting({ openedAt: NOON + 1 }));
    const others = await open(awaiting({ employee: person(9) }));
    const wanted = [requestId(NOON + 2), others.request.id, second.request.id, 'no-ulid', first.id];
    expect(ids(await ledger.follow(TENANT, EMPLOYEE, wanted, 2))).toEqual([second.request.id, first.id]);
    expect(ids(await ledger.follow(TENANT, EMPLOYEE, wanted, 1))).toEqual([second.request.id]);
    expect(await ledger.follow(OTHER_TENANT, EMPLOYEE, wanted, 9)).toEqual([]);
  });

  it('leaves out a request whose rows do not hold, and says so', async () => {
    const first = awaiting();
    await commit(await open(first), ended(first));
    const second = await open(awaiting({ openedAt: NOON + 1 }));
    const place = { partitionKey: `${TENANT}|${second.request.id}`, rowKey: 's' };
    await fresh.table('requests').updateEntity({ ...place, bytes: '{}' }, 'Merge');
    const { requests } = await fresh.storage.sightings.about(TENANT, EMPLOYEE);
    expect(ids(await ledger.follow(TENANT, EMPLOYEE, requests, 9))).toEqual([first.id]);
    expect(fresh.log.lines.join()).toContain('ledger.integrity');
  });
});

/** A pointer of the employee to a request that does not exist. */
async function plantPointer(id: string): Promise<void> {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const rowKey = [...id].map((character) => alphabet[31 - alphabet.indexOf(character)]).join('');
  await fresh.table('indexes').createEntity({ partitionKey: `${TENANT}|employee|${EMPLOYEE}`, rowKey });
}

describe('when the requests of an approver are listed', () => {
  it('names those that wait for their decision', async () => {
    const first = await open(awaiting());
    const second = await open(
      awaiting({ employee: person(7), slots: [slot({ candidates: [MANAGER, SECOND_APPROVER] })] }),
    );
    await open(awaiting({ employee: person(8), slots: [slot({ candidates: [person(30)] })] }));
    expect(ids(await ledger.listByApprover(TENANT, MANAGER, 10))).toEqual(ids([second, first]));
    expect(ids(await ledger.listByApprover(TENANT, SECOND_APPROVER, 10))).toEqual(ids([second]));
    expect(await ledger.listByApprover(OTHER_TENANT, MANAGER, 10)).toEqual([]);
  });

  it('keeps an approved one for who approved it, and for nobody else', async () => {
    const request = awaiting({ slots: [slot({ candidates: [MANAGER, SECOND_APPROVER] })] });
    await commit(await open(request), approved(request));
    expect(ids(await ledger.listByApprover(TENANT, MANAGER, 10))).toEqual([request.id]);
    expect(await ledger.listByApprover(TENANT, SECOND_APPROVER, 10)).toEqual([]);
    expect(await pointers(`approver|${SECOND_APPROVER}`)).toEqual([]);
  });

  it('names none whose pass was shown, and takes the pointer away at its end', async () => {
    const request = awaiting();
    const decided = approved(request);
    const stored = await commit(await commit(await open(request), decided), { ...decided, state: 'revealed' });
    expect(await ledger.listByApprover(TENANT, MANAGER, 10)).toEqual([]);
    expect(await pointers('approver')).toHaveLength(1);
    await commit(stored, ended(request));
    expect(await pointers('approver')).toEqual([]);
  });

  it('follows a change of approvers', async () => {
    const request = awaiting();
    const replaced = { ...request, slots: [slot({ candidates: [SECOND_APPROVER], passedOver: [MANAGER] })] };
    const back = await commit(await commit(await open(request), replaced), request);
    expect(ids(await ledger.listByApprover(TENANT, MANAGER, 10))).toEqual([request.id]);
    await commit(back, replaced);
    expect(await ledger.listByApprover(TENANT, MANAGER, 10)).toEqual([]);
    expect(ids(await ledger.listByApprover(TENANT, SECOND_APPROVER, 10))).toEqual([request.id]);
  });

  it('names nothing that has ended', async () => {
    const request = awaiting();
    await commit(await open(request), ended(request));
    expect(await ledger.listByApprover(TENANT, MANAGER, 10)).toEqual([]);
    expect(await pointers('approver')).toEqual([]);
  });
});

describe('when the open requests of a tenant are listed', () => {
  it('names every one of them, oldest first, across all shards', async () => {
    const opened: Stored[] = [];
    for (let at = 0; at < 12; at += 1)
      opened.push(await open(awaiting({ employee: person(100 + at), openedAt: NOON + at })));
    const partitions = (await pointers('|open|')).map((pointer) => pointer.split(' ')[0]);
    expect(new Set(partitions).size).toBeGreaterThanOrEqual(4);
    expect(ids(await ledger.listOpen(TENANT))).toEqual(ids(opened));
    expect(await ledger.listOpen(OTHER_TENANT)).toEqual([]);
  });

  it('keeps an incident whose shield was lifted until it is closed', async () => {
    const request = awaiting();
    const lifted = {
      ...{ reportedAt: NOON, reportedBy: request.employee, why: 'notMe', from: 'awaitingApproval' },
      ...{ removedMethods: [], containedAt: NOON, shieldLiftedAt: NOON },
    };
    const stored = await commit(await open(request), { ...request, state: 'incident', incident: lifted });
    expect(ids(await ledger.listOpen(TENANT))).toEqual([request.id]);
    expect(await ledger.findActive(TENANT, request.employee)).toBeUndefined();
    await commit(stored, { ...request, state: 'incident', incident: { ...lifted, closedAt: NOON } });
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toEqual([]);
  });

  it('leaves out what has ended, and its pointer goes', async () => {
    const request = awaiting();
    await commit(await open(request), ended(request));
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toEqual([]);
  });

  it('removes a pointer to an ended request that a crash left behind', async () => {
    const request = awaiting();
    const stored = await open(request);
    const [left] = await pointers('|open|');
    await commit(stored, ended(request));
    const [partitionKey = '', rowKey = ''] = left?.split(' ') ?? [];
    await fresh.table('indexes').createEntity({ partitionKey, rowKey });
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toEqual([]);
  });

  it('leaves the pointer of a request that is just being opened, and removes it when that never came', async () => {
    const id = requestId(NOON);
    await fresh.table('indexes').createEntity({ partitionKey: `${TENANT}|open|3`, rowKey: id });
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toHaveLength(1);
    fresh.clock.advance(61_000);
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toEqual([]);
  });

  it('does not believe a pointer in the wrong place', async () => {
    const stored = await open(awaiting());
    await fresh.table('indexes').createEntity({ partitionKey: `${TENANT}|approver|${person(66)}`, rowKey: 'no-ulid' });
    const inverse = (await pointers('|employee|'))[0]?.split(' ')[1] ?? '';
    await fresh.table('indexes').createEntity({ partitionKey: `${TENANT}|approver|${person(66)}`, rowKey: inverse });
    expect(await ledger.listByApprover(TENANT, person(66), 10)).toEqual([]);
    expect(ids(await ledger.listOpen(TENANT))).toEqual([stored.request.id]);
  });
});

describe('when pointers cannot be written', () => {
  it('does not commit, so that no request is ever without them', async () => {
    const request = awaiting();
    const stored = await open(request);
    await fresh.table('indexes').deleteTable();
    const replaced = { ...request, slots: [slot({ candidates: [SECOND_APPROVER] })] };
    await expect(ledger.commit(stored, remindedEvent(), replaced)).rejects.toMatchObject({ name: 'EffectError' });
    expect(await ledger.read(TENANT, request.id)).toEqual(stored);
  });

  it('lets a commit stand whose stale pointer could not be taken away; the next reader takes it away', async () => {
    const proxy = await startLossyProxy(fresh.connectionString);
    const storage = await fresh.another({ connection: { connectionString: proxy.connectionString } });
    const request = awaiting();
    const stored = await open(request);
    proxy.refuse('DELETE', /indexes/);
    expect(await storage.ledger.commit(stored, cancelledEvent(), ended(request))).toMatchObject({ seq: 2 });
    expect(fresh.log.lines).toContain('warn ledger.tidyFailed');
    expect(await pointers('|open|')).toHaveLength(1);
    expect(await ledger.listOpen(TENANT)).toEqual([]);
    expect(await pointers('|open|')).toEqual([]);
  });
});
