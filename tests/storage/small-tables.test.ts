import type { Draft } from '../../recovery/drafts';
import type { SignedTable } from '../../storage/signed-table';
import { TableSightings } from '../../storage/sightings';
import { useStore, type FreshStore } from '../support/azurite';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, person, requestId, TENANT } from '../support/request-builder';

const store = useStore();

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh();
});

/** Changes one column of the only row of a table, as somebody with the storage account's key could. */
async function tamper(table: string, change: (bytes: string) => string): Promise<void> {
  for await (const row of fresh.table(table).listEntities<{ bytes: string }>()) {
    const { partitionKey = '', rowKey = '', bytes } = row;
    await fresh.table(table).updateEntity({ partitionKey, rowKey, bytes: change(bytes) }, 'Merge');
  }
}

async function count(table: string): Promise<number> {
  let rows = 0;
  for await (const _row of fresh.table(table).listEntities()) rows += 1;
  return rows;
}

describe('when a draft is kept', () => {
  const draft: Draft = {
    id: 'draft/../1',
    tenantId: TENANT,
    requester: EMPLOYEE,
    employee: EMPLOYEE,
    scenario: 'lostPhone',
    details: 'ferja',
    createdAt: NOON,
    expiresAt: NOON + 1_800_000,
  };

  it('is there until it is replaced or removed', async () => {
    const { drafts } = fresh.storage;
    await drafts.put(draft);
    expect(await drafts.get(TENANT, draft.id)).toEqual(draft);
    await drafts.put({ ...draft, scenario: 'newPhone' });
    expect(await drafts.get(TENANT, draft.id)).toMatchObject({ scenario: 'newPhone' });
    await drafts.remove(TENANT, draft.id);
    await drafts.remove(TENANT, draft.id);
    expect(await drafts.get(TENANT, draft.id)).toBeUndefined();
  });

  it('is gone past its end, in storage too', async () => {
    await fresh.storage.drafts.put(draft);
    fresh.clock.advance(1_799_999);
    expect(await fresh.storage.drafts.get(TENANT, draft.id)).toEqual(draft);
    fresh.clock.advance(1);
    expect(await fresh.storage.drafts.get(TENANT, draft.id)).toBeUndefined();
    expect(await count('drafts')).toBe(0);
  });

  it('is not there for another tenant, nor under another id', async () => {
    await fresh.storage.drafts.put(draft);
    expect(await fresh.storage.drafts.get(OTHER_TENANT, draft.id)).toBeUndefined();
    expect(await fresh.storage.drafts.get(TENANT, 'draft')).toBeUndefined();
  });

  it('is refused when somebody changed it', async () => {
    await fresh.storage.drafts.put(draft);
    await tamper('drafts', (bytes) => bytes.replaceAll(EMPLOYEE, person(66)));
    await expect(fresh.storage.drafts.get(TENANT, draft.id)).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when a link is kept', () => {
  const link = { tenantId: TENANT, requestId: requestId(), expiresAt: NOON + 600_000 };

  it('is found by its hash until its end', async () => {
    const { links } = fresh.storage;
    await links.put('hash+/1=', link);
    expect(await links.get('hash+/1=')).toEqual({ tenantId: TENANT, requestId: link.requestId });
    expect(await links.get('another')).toBeUndefined();
    fresh.clock.advance(600_000);
    expect(await links.get('hash+/1=')).toBeUndefined();
    expect(await count('links')).toBe(0);
  });

  it('is refused when somebody pointed it to another request, or let it live longer', async () => {
    await fresh.storage.links.put('hash', link);
    await tamper('links', (bytes) => bytes.replace(link.requestId, requestId()));
    await expect(fresh.storage.links.get('hash')).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when a fact about somebody is seen', () => {
  it('keeps when it was first seen and whether it was there from the start', async () => {
    const { sightings } = fresh.storage;
    await sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON, true);
    await sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON + 5, false);
    await sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON + 3, false);
    expect((await sightings.about(TENANT, EMPLOYEE)).manager).toEqual([
      { value: MANAGER, firstSeen: NOON, lastSeen: NOON + 5, baseline: true },
    ]);
  });

  it('all that one look found bears one date, also beside another look', async () => {
    const { sightings } = fresh.storage;
    await sightings.recordLook(TENANT, EMPLOYEE, 'contact', ['one', 'other'], NOON);
    await Promise.all(
      [3, 2].map((at) => sightings.recordLook(TENANT, EMPLOYEE, 'contact', ['other', 'one', 'new'], NOON + at)),
    );
    const { contact } = await sightings.about(TENANT, EMPLOYEE);
    const dates = contact.map(({ value, firstSeen, lastSeen }) => [value, firstSeen - NOON, lastSeen - NOON]);
    expect(dates.sort()).toEqual([
      ['new', 2, 3],
      ['one', 0, 3],
      ['other', 0, 3],
    ]);
  });

  it('one look is written whole or not at all', async () => {
    const transact = jest.fn().mockResolvedValue(undefined);
    // Recording reads rows and writes one transaction.
    const table = { read: () => Promise.resolve(undefined), transact } as unknown as SignedTable;
    const look = new TableSightings(table).recordLook(TENANT, EMPLOYEE, 'contact', ['one', 'other'], NOON);
    await expect(look).rejects.toMatchObject({ code: 'conflict' });
    expect(transact.mock.calls.map(([changes]: readonly unknown[][]) => changes?.length)).toEqual(Array(8).fill(2));
  });

  it('two looks side by side leave the moment of the earlier one', async () => {
    const { sightings } = fresh.storage;
    await sightings.record(TENANT, EMPLOYEE, 'contact', 'hash', NOON + 5, false);
    await sightings.record(TENANT, EMPLOYEE, 'contact', 'hash', NOON, false);
    expect((await sightings.about(TENANT, EMPLOYEE)).contact).toMatchObject([{ firstSeen: NOON, lastSeen: NOON + 5 }]);
  });

  it('keeps kinds, values, people and tenants apart', async () => {
    const { sightings } = fresh.storage;
    await sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON, false);
    await sightings.record(TENANT, EMPLOYEE, 'manager', person(9), NOON, false);
    await sightings.record(TENANT, EMPLOYEE, 'contact', 'hash/of/a/number', NOON, false);
    expect((await sightings.about(TENANT, EMPLOYEE)).manager).toHaveLength(2);
    expect((await sightings.about(TENANT, EMPLOYEE)).contact).toHaveLength(1);
    expect((await sightings.about(TENANT, MANAGER)).manager).toEqual([]);
    expect((await sightings.about(OTHER_TENANT, EMPLOYEE)).manager).toEqual([]);
  });

  it('forgets what was last seen of contacts by then, of this person, and no manager', async () => {
    const { sightings } = fresh.storage;
    await sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON, false);
    await sightings.recordLook(TENANT, EMPLOYEE, 'contact', ['old', 'seen again'], NOON);
    await sightings.recordLook(TENANT, EMPLOYEE, 'directory', ['number'], NOON);
    await sightings.recordLook(TENANT, EMPLOYEE, 'contact', ['seen again'], NOON + 1);
    await sightings.recordLook(TENANT, MANAGER, 'contact', ['old'], NOON);
    await sightings.forgetContacts(TENANT, EMPLOYEE, NOON);
    const { manager, contact, directory } = await sightings.about(TENANT, EMPLOYEE);
    expect([manager.length, contact.map(({ value }) => value), directory]).toEqual([1, ['seen again'], []]);
    expect((await sightings.about(TENANT, MANAGER)).contact).toHaveLength(1);
  });

  it('survives many at once', async () => {
    const { sightings } = fresh.storage;
    const record = (at: number) => sightings.record(TENANT, EMPLOYEE, 'manager', MANAGER, NOON + at, false);
    await Promise.all([1, 2, 3, 4].map(record));
    expect((await sightings.about(TENANT, EMPLOYEE)).manager).toMatchObject([{ lastSeen: NOON + 4 }]);
  });

  it('is refused when somebody made it older', async () => {
    await fresh.storage.sightings.record(TENANT, EMPLOYEE, 'manager', person(66), NOON, false);
    await tamper('indexes', (bytes) => bytes.replace('"baseline":false', '"baseline":true'));
    const list = fresh.storage.sightings.about(TENANT, EMPLOYEE);
    await expect(list).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when conversations are kept', () => {
  const reference = {
    conversationId: 'a:1/x',
    serviceUrl: 'https://smba.example/emea/',
    channelUserId: '29:1abc',
    locale: 'nb-NO',
  };
  const placement = { conversationId: 'a:1/x', activityId: '1700000000000', face: 'f1' };

  it('knows where to write to a person', async () => {
    const { conversations } = fresh.storage;
    expect(await conversations.reference(TENANT, EMPLOYEE)).toBeUndefined();
    await conversations.saveReference(TENANT, EMPLOYEE, { ...reference, locale: 'en-GB' });
    await conversations.saveReference(TENANT, EMPLOYEE, reference);
    expect(await conversations.reference(TENANT, EMPLOYEE)).toEqual(reference);
    expect(await conversations.reference(OTHER_TENANT, EMPLOYEE)).toBeUndefined();
  });

  it('refuses a swapped service address', async () => {
    await fresh.storage.conversations.saveReference(TENANT, EMPLOYEE, reference);
    await tamper('conversations', (bytes) => bytes.replace('smba.example', 'evil.example'));
    const read = fresh.storage.conversations.reference(TENANT, EMPLOYEE);
    await expect(read).rejects.toMatchObject({ code: 'integrity' });
  });

  it('refuses another person’s address put in its place', async () => {
    const { conversations } = fresh.storage;
    await conversations.saveReference(TENANT, EMPLOYEE, reference);
    const table = fresh.table('conversations');
    const row = await table.getEntity(`${TENANT}|person|${EMPLOYEE}`, 'reference');
    const columns = Object.fromEntries(Object.entries(row).filter(([name]) => !/odata|etag|timestamp/.test(name)));
    await table.createEntity({ ...columns, partitionKey: `${TENANT}|person|${MANAGER}`, rowKey: 'reference' });
    await expect(conversations.reference(TENANT, MANAGER)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('knows every card of a request and what was drawn on it last', async () => {
    const { conversations } = fresh.storage;
    const id = requestId();
    await conversations.savePlacement(TENANT, id, EMPLOYEE, placement);
    await conversations.learnPlacement(TENANT, id, EMPLOYEE, { ...placement, activityId: 'another' });
    expect(await conversations.placement(TENANT, id, EMPLOYEE)).toEqual(placement);
    await conversations.savePlacement(TENANT, id, 'channel:19:helpdesk@thread.tacv2/1', { ...placement, face: 'h1' });
    await conversations.savePlacement(TENANT, id, EMPLOYEE, { ...placement, face: 'f2' });
    expect(await conversations.placement(TENANT, id, EMPLOYEE)).toEqual({ ...placement, face: 'f2' });
    expect(await conversations.placement(TENANT, id, MANAGER)).toBeUndefined();
    expect(await conversations.placement(TENANT, requestId(), EMPLOYEE)).toBeUndefined();
    const all = await conversations.placements(TENANT, id);
    expect(all.map(({ viewer, face }) => `${viewer} ${face}`).sort()).toEqual(
      [`${EMPLOYEE} f2`, 'channel:19:helpdesk@thread.tacv2/1 h1'].sort(),
    );
  });

  it('takes several cards of a request at once, new ones and known ones', async () => {
    const { conversations } = fresh.storage;
    const id = requestId();
    await conversations.savePlacement(TENANT, id, EMPLOYEE, placement);
    const both = [
      { ...placement, viewer: EMPLOYEE, face: 'f2' },
      { ...placement, viewer: MANAGER, activityId: 'm2' },
    ];
    await conversations.savePlacements(TENANT, id, both);
    await conversations.savePlacements(TENANT, id, [{ ...placement, viewer: MANAGER, activityId: 'm2', face: 'f3' }]);
    expect(await conversations.placement(TENANT, id, EMPLOYEE)).toEqual({ ...placement, face: 'f2' });
    expect(await conversations.placement(TENANT, id, MANAGER)).toEqual({ ...placement, activityId: 'm2', face: 'f3' });
  });

  it('takes more cards than fit into one transaction', async () => {
    const { conversations } = fresh.storage;
    const id = requestId();
    const many = Array.from({ length: 130 }, (_, at) => ({ ...placement, viewer: `helpdesk:${String(at)}` }));
    await conversations.savePlacements(TENANT, id, many);
    expect(await conversations.placements(TENANT, id)).toHaveLength(130);
  });
});

describe('when the members of a group are kept', () => {
  const read = { people: [EMPLOYEE], readAt: NOON };

  it('knows them as they were saved last, each group and tenant for itself', async () => {
    const { lastMembers } = fresh.storage;
    await lastMembers.save(TENANT, 'group', { people: [MANAGER], readAt: NOON - 1 });
    await lastMembers.save(TENANT, 'group', read);
    expect(await lastMembers.last(TENANT, 'group')).toEqual(read);
    expect(await lastMembers.last(TENANT, 'another')).toBeUndefined();
    expect(await lastMembers.last(OTHER_TENANT, 'group')).toBeUndefined();
  });

  it('is refused when somebody put himself among them', async () => {
    await fresh.storage.lastMembers.save(TENANT, 'group', read);
    await tamper('conversations', (bytes) => bytes.replace(EMPLOYEE, person(66)));
    await expect(fresh.storage.lastMembers.last(TENANT, 'group')).rejects.toMatchObject({ code: 'integrity' });
  });
});

describe('when a spell of trouble begins', () => {
  it('is told once, and again where nobody could be told', async () => {
    const { ledger } = fresh.storage;
    expect(await ledger.beginsSpell(TENANT, 'trouble')).toBe(true);
    expect(await ledger.beginsSpell(TENANT, 'trouble')).toBe(false);
    await ledger.forgetSpell(TENANT, 'trouble');
    expect(await ledger.beginsSpell(TENANT, 'trouble')).toBe(true);
    expect(await ledger.beginsSpell(TENANT, 'trouble')).toBe(false);
  });
});

describe('when an activity arrives', () => {
  it('is new exactly once, whoever asks', async () => {
    const instances = [fresh.storage, await fresh.another(), await fresh.another()];
    const answers = await Promise.all(instances.map(({ seen }) => seen.firstTime(TENANT, 'a:1/x', '1700000000000')));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['tenant', OTHER_TENANT, 'a:1', '1'],
    ['conversation', TENANT, 'a:2', '1'],
    ['id', TENANT, 'a:1', '2'],
  ])('is another one in another %s', async (_name, tenantId, conversationId, activityId) => {
    await fresh.storage.seen.firstTime(TENANT, 'a:1', '1');
    expect(await fresh.storage.seen.firstTime(tenantId, conversationId, activityId)).toBe(true);
  });
});
