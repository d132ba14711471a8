import { randomBytes } from 'node:crypto';
import { Secret } from '../../platform/secret';
import type { Kept, KeptContact } from '../../recovery/kept-contacts';
import { SHARDS } from '../../storage/kept-contacts';
import { createKeyRing } from '../../storage/key-ring';
import { useStore, type FreshStore } from '../support/azurite';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, TENANT } from '../support/request-builder';

const store = useStore();

const key = (id: string) => ({ id, key: Secret.of(randomBytes(32).toString('base64')) });
const [ONE, TWO] = [key('k1'), key('k2')];

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await store.fresh({ keys: createKeyRing([ONE]) });
});

const CONTACT: KeptContact = {
  ...{ channel: 'sms', kind: 'mobilePhone', masked: '+47 ••• •• 312', since: NOON, lastSeen: NOON + 1 },
  ...{ address: Secret.of('+4740055312'), identity: Secret.of('["phone","+4740055312"]') },
};
const KEPT: Kept = { lookedAt: NOON, contacts: [CONTACT] };
const keep = (who = EMPLOYEE, kept = KEPT) => fresh.storage.keptContacts.change(TENANT, who, () => kept);

/** Everybody who is due, over all turns. */
async function due(before: number, most = 100): Promise<readonly string[]> {
  const turns = Array.from({ length: SHARDS }, (_, turn) => turn);
  const found = await Promise.all(turns.map((turn) => fresh.storage.keptContacts.due(TENANT, { turn, before, most })));
  return found.flat();
}

interface Raw {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly bytes: string;
}

async function rows(): Promise<Raw[]> {
  const found: Raw[] = [];
  for await (const row of fresh.table('conversations').listEntities<Raw>()) found.push(row);
  return found;
}

describe('when contacts of somebody are kept', () => {
  it('they come back whole, and nothing of them stands in the row in clear', async () => {
    await keep();
    expect(await fresh.storage.keptContacts.of(TENANT, EMPLOYEE)).toEqual(KEPT);
    const found = await fresh.storage.keptContacts.of(TENANT, EMPLOYEE);
    const [contact] = found === 'doesNotHold' ? [] : (found?.contacts ?? []);
    expect([contact?.address.reveal(), contact?.identity.reveal()]).toEqual(['+4740055312', '["phone","+4740055312"]']);
    const text = JSON.stringify(await rows());
    for (const plain of ['40055312', '312', 'sms', 'mobilePhone', 'masked']) {
      expect(text.replaceAll(/"(text|nonce|signature|etag|writeId|timestamp)\\?":\\?"[^"]*"/g, '')).not.toContain(
        plain,
      );
    }
  });

  it('are not there for another person or tenant, and with none left the row goes', async () => {
    await keep();
    expect(await fresh.storage.keptContacts.of(TENANT, MANAGER)).toBeUndefined();
    expect(await fresh.storage.keptContacts.of(OTHER_TENANT, EMPLOYEE)).toBeUndefined();
    await keep(EMPLOYEE, { ...KEPT, contacts: [] });
    expect(await rows()).toEqual([]);
  });

  it('two who change them at once both have their say', async () => {
    const more = (found: unknown): Kept => {
      const before = found === undefined ? [] : (found as Kept).contacts;
      return { lookedAt: NOON, contacts: [...before, CONTACT] };
    };
    await Promise.all([1, 2, 3].map(() => fresh.storage.keptContacts.change(TENANT, EMPLOYEE, more)));
    expect(await fresh.storage.keptContacts.of(TENANT, EMPLOYEE)).toMatchObject({
      contacts: [{}, {}, {}],
    });
  });

  it('are found again when they are due, each once in so many turns', async () => {
    await keep();
    await keep(MANAGER, { ...KEPT, lookedAt: NOON + 5 });
    expect(await due(NOON)).toEqual([]);
    expect(await due(NOON + 1)).toEqual([EMPLOYEE]);
    expect([...(await due(NOON + 6))].sort()).toEqual([EMPLOYEE, MANAGER].sort());
    expect(await due(NOON + 6, 0)).toEqual([]);
    await fresh.storage.keptContacts.remove(TENANT, EMPLOYEE);
    expect(await due(NOON + 6)).toEqual([MANAGER]);
  });
});

describe('when another key is current', () => {
  it('what an earlier one sealed is read, and sealed anew at the next change', async () => {
    await keep();
    const later = await fresh.another({ keys: createKeyRing([TWO, ONE]) });
    expect(await later.keptContacts.of(TENANT, EMPLOYEE)).toEqual(KEPT);
    await later.keptContacts.change(TENANT, EMPLOYEE, (found) => found as Kept);
    const onlyNew = await fresh.another({ keys: createKeyRing([TWO]) });
    expect(await onlyNew.keptContacts.of(TENANT, EMPLOYEE)).toEqual(KEPT);
    expect(await fresh.storage.keptContacts.of(TENANT, EMPLOYEE)).toBe('doesNotHold');
  });
});

describe('when somebody changed a row', () => {
  it('it says nothing, is due at once, and is written anew', async () => {
    await keep();
    const [row] = await rows();
    const table = fresh.table('conversations');
    const bytes = row?.bytes.replace(String(NOON), String(NOON + 1)) ?? '';
    await table.updateEntity({ ...row, partitionKey: row?.partitionKey ?? '', rowKey: EMPLOYEE, bytes }, 'Replace');
    expect(await fresh.storage.keptContacts.of(TENANT, EMPLOYEE)).toBe('doesNotHold');
    expect(await due(0)).toEqual([EMPLOYEE]);
    await keep();
    expect(await fresh.storage.keptContacts.of(TENANT, EMPLOYEE)).toEqual(KEPT);
  });

  it('what was sealed for somebody else opens for nobody', async () => {
    await keep(MANAGER);
    const [row] = await rows();
    await fresh
      .table('conversations')
      .createEntity({ ...row, partitionKey: row?.partitionKey ?? '', rowKey: EMPLOYEE });
    const found = await fresh.storage.keptContacts.of(TENANT, EMPLOYEE);
    expect([undefined, 'doesNotHold']).toContain(found);
  });
});
