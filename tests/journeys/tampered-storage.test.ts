import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { nextMail } from '../../simulators/outbox';
import { tendTenant } from '../../recovery/tend-tenant';
import type { Wiring } from '../../wiring';
import { refusalText } from '../../words/replies';
import { DAY, MINUTE, SECOND } from '../support/fake-clock';
import { writesOn } from './support/account';
import { choiceLike } from './support/choices';
import type { Intruder, Row } from './support/intruder';
import { auditOf, intruderIn } from './support/intruder';
import { linkIn, opensPage } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ALARM = 'a stored record of Latchkey does not hold';

/** Where a request lies. */
async function partitionOf(latchkey: World, who: Handle = 'ada'): Promise<string> {
  const { request } = await latchkey.stored(who);
  return `${request.tenantId}|${request.id}`;
}

/** Nothing was done, security knows, and the audit names the row. */
async function expectNoticed(latchkey: World, row: string, where?: string): Promise<void> {
  const { priya } = peopleOf(latchkey);
  await latchkey.settle();
  expect(writesOn(latchkey, 'ada')).toEqual([]);
  expect(priya.reads()).toContain(ALARM);
  const { holds, lines } = await auditOf(latchkey);
  expect(holds).toBe(false);
  expect(lines).toMatch(new RegExp(`^BAD .*${where ?? ''}.*row ${row}: `, 'm'));
}

const bytesOf = (row: Row): string => String(row['bytes']);

interface Asked {
  readonly latchkey: World;
  readonly intruder: Intruder;
  readonly number: string;
  readonly partition: string;
}

let places = 0;

/** Opened by Ada, asked of Marcus. */
async function asked(isAnchored = false): Promise<Asked> {
  places += 1;
  const latchkey = await world(isAnchored ? { change: anchored(`w${String(places)}`) } : {});
  const { ada, marcus } = peopleOf(latchkey);
  const number = await ada.opens();
  await marcus.seesButton('approval.approve');
  return { latchkey, intruder: intruderIn(latchkey), number, partition: await partitionOf(latchkey) };
}

describe('when somebody with the key of the storage account writes that Ada’s request was approved (T21)', () => {
  it('over the row that is there: nobody goes by it', async () => {
    const { latchkey, intruder, number, partition } = await asked();
    const { ada, marcus } = peopleOf(latchkey);
    const row = await intruder.row('requests', partition, 's');
    await intruder.edits('requests', row, { bytes: bytesOf(row).replace('"awaitingApproval"', '"approved"') });
    await latchkey.lets(11 * MINUTE);
    expect(await marcus.tries('approval.approve')).not.toContain(number);
    expect(await ada.tries('request.cancel')).not.toContain(number);
    await expectNoticed(latchkey, 's');
  });

  it('with the row of Elias’s request, which is signed as it should be', async () => {
    const { latchkey, intruder, partition } = await asked();
    const { elias, marcus } = peopleOf(latchkey);
    const [first] = await elias.opensForTwo();
    await marcus.sees('Elias');
    expect(first).toMatch(/^\d{3}$/);
    const theirs = await intruder.row('requests', await partitionOf(latchkey, 'elias'), 's');
    await intruder.puts('requests', { ...theirs, partitionKey: partition });
    await latchkey.lets(11 * MINUTE);
    await expectNoticed(latchkey, 's');
  });

  it('with a row of another table in its place', async () => {
    const { latchkey, intruder, partition } = await asked();
    const [journal] = await intruder.rows('conversations', latchkey.cloud.settings.tenantId);
    if (journal === undefined) throw new Error('there are conversations');
    await intruder.puts('requests', { ...journal, partitionKey: partition, rowKey: 's' });
    await latchkey.lets(11 * MINUTE);
    await expectNoticed(latchkey, 's');
  });

  it('in another organisation, with a copy of everything: that one has no such request', async () => {
    const { latchkey, intruder, partition } = await asked();
    const other = 'c0a7050c-1111-4a7e-9c0d-5a1e7e4a9999';
    const [, id = ''] = partition.split('|');
    for (const row of await intruder.rows('requests', partition))
      await intruder.puts('requests', { ...row, partitionKey: `${other}|${id}` });
    const { ledger } = latchkey.latchkey.storage;
    await expect(ledger.readVerified(other, id)).rejects.toMatchObject({ code: 'integrity' });
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when somebody takes back what was decided (T21)', () => {
  it('the row from before a denial, with its own good signature, decides nothing', async () => {
    const { latchkey, intruder, number, partition } = await asked();
    const { marcus } = peopleOf(latchkey);
    const before = await intruder.row('requests', partition, 's');
    const { token, messageId } = marcus.holds('approval.approve');
    await marcus.denies();
    await intruder.puts('requests', before);
    const press = { token, matchNumber: number, verifiedBy: 'inPerson' };
    expect(await marcus.forges(messageId, 'approval.confirmApprove', press)).not.toContain('release code');
    await latchkey.lets(11 * MINUTE);
    expect((await latchkey.trail('ada')).includes('approved')).toBe(false);
    await expectNoticed(latchkey, 'a\\d{6}');
  });

  it('an end of the trail that was cut off stops the pass', async () => {
    const { latchkey, intruder, number, partition } = await asked();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(number);
    const last = (await intruder.rows('requests', partition)).filter(({ rowKey }) => rowKey.startsWith('a')).at(-1);
    if (last === undefined) throw new Error('there is a trail');
    await intruder.deletes('requests', last);
    await ada.tries('pass.reveal', { releaseCode: code });
    expect(latchkey.cloud.tenant.writes.filter(({ path }) => path.includes('temporaryAccessPass'))).toEqual([]);
    await expectNoticed(latchkey, last.rowKey);
  });

  it('a counter of tries that was deleted gives nobody another try', async () => {
    const { latchkey, intruder, number, partition } = await asked();
    const { marcus } = peopleOf(latchkey);
    const wrong = String((Number(number) + 1) % 1_000).padStart(3, '0');
    await marcus.signs(wrong);
    const { token, messageId } = marcus.holds('approval.confirmApprove');
    await intruder.deletes('requests', await intruder.row('requests', partition, 'c-match-1-1-0'));
    const press = { token, matchNumber: number, verifiedBy: 'inPerson' };
    expect(await marcus.forges(messageId, 'approval.confirmApprove', press)).toBe(refusalText('integrity'));
    expect((await latchkey.trail('ada')).includes('approved')).toBe(false);
    // That press has counted, and so the row is there again.
    await intruder.deletes('requests', await intruder.row('requests', partition, 'c-match-1-1-0'));
    await expectNoticed(latchkey, 'c-match-1-1-0');
  });
});

/** Every row that lies there now, and a way to put them back as they were. */
async function backup({ rows, deletes, puts }: Intruder, partition: string, tables: readonly string[] = ['requests']) {
  const kept = await Promise.all(tables.map(async (table) => [table, await rows(table, partition)] as const));
  return async (): Promise<void> => {
    for (const [table, before] of kept) {
      for (const row of await rows(table, partition)) await deletes(table, row);
      for (const row of before) await puts(table, row);
    }
  };
}

/** With a second place for the anchors: a container beside the tables. */
const anchored = (prefix: string) => (wiring: Wiring) => ({
  ...wiring,
  anchors: { connection: wiring.storage, container: `${prefix}-anchors` },
});

/** What the product does every five minutes. */
async function tends({ latchkey, cloud, settle }: World): Promise<void> {
  await tendTenant(latchkey.deps, cloud.settings.tenantId);
  await settle();
}

describe('when somebody puts a whole request back as it was, every row with its own good signature (T21)', () => {
  it('before its denial: the press of the manager who denied it is refused, nothing is done, and security is told', async () => {
    const { latchkey, intruder, number, partition } = await asked(true);
    const { marcus } = peopleOf(latchkey);
    const putBack = await backup(intruder, partition);
    const { token, messageId } = marcus.holds('approval.approve');
    await marcus.denies();
    await putBack();
    const press = { token, matchNumber: number, verifiedBy: 'inPerson' };
    expect(await marcus.forges(messageId, 'approval.confirmApprove', press)).toBe(refusalText('integrity'));
    await tends(latchkey);
    expect((await latchkey.trail('ada')).includes('approved')).toBe(false);
    await expectNoticed(latchkey, 'a\\d{6}');
  });

  it('before its denial, while the product is down: the next start knows it by its anchors', async () => {
    const { latchkey, intruder, partition } = await asked(true);
    const { marcus } = peopleOf(latchkey);
    const putBack = await backup(intruder, partition);
    await marcus.denies();
    await tends(latchkey);
    await latchkey.latchkey.stop();
    await putBack();
    await latchkey.restart();
    await expectNoticed(latchkey, 'a\\d{6}');
  });

  it('before the approval was used: no second pass is made with the code of then', async () => {
    const { latchkey, intruder, number, partition } = await asked(true);
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(number);
    const putBack = await backup(intruder, partition);
    const { token, messageId } = ada.holds('pass.reveal');
    await ada.reveals(code);
    await tends(latchkey);
    const before = writesOn(latchkey, 'ada');
    await putBack();
    await latchkey.restart();
    const press = { token, releaseCode: code };
    expect(await ada.forges(messageId, 'pass.reveal', press)).toBe(refusalText('integrity'));
    await latchkey.settle();
    expect(writesOn(latchkey, 'ada')).toEqual(before);
    expect(peopleOf(latchkey).priya.reads()).toContain(ALARM);
    expect((await auditOf(latchkey)).lines).toMatch(/^BAD .*row a\d{6}: /m);
  });

  it('a request that is taken away with its line in the register is named by the audit', async () => {
    const { latchkey, intruder, partition } = await asked(true);
    await tends(latchkey);
    const { shortCode, tenantId, id } = await latchkey.request('ada');
    for (const row of await intruder.rows('requests', partition)) await intruder.deletes('requests', row);
    await intruder.deletes('codes', await intruder.row('codes', tenantId, shortCode));
    await latchkey.restart();
    await expectNoticed(latchkey, 's', id);
  });

  it('without a second place nobody notices', async () => {
    const { latchkey, intruder, partition } = await asked();
    const { marcus } = peopleOf(latchkey);
    const putBack = await backup(intruder, partition);
    await marcus.denies();
    await putBack();
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect((await auditOf(latchkey)).lines).not.toMatch(/^BAD .*row [as]/m);
    // It still takes the number, and somebody who may approve: what was taken back is the denial.
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when the store was put back from a backup, and the start is told so', () => {
  it('what is older than its anchors is held, not taken for tampering', async () => {
    const { latchkey, intruder } = await asked(true);
    const { tenantId } = latchkey.cloud.settings;
    const { marcus, priya } = peopleOf(latchkey);
    const putBack = await backup(intruder, tenantId, ['requests', 'codes', 'active', 'indexes']);
    await marcus.denies();
    await tends(latchkey);
    await latchkey.latchkey.stop();
    await putBack();
    await latchkey.restart((wiring) => ({ ...wiring, startPaused: 'restore-1' }));
    await latchkey.settle();
    expect((await latchkey.request('ada')).state).toBe('held');
    await tends(latchkey);
    expect(priya.reads()).not.toContain(ALARM);
    expect((await auditOf(latchkey)).holds).toBe(true);
  });
});

describe('when nobody touches the store', () => {
  it('a recovery with a restart in between is found whole by its anchors', async () => {
    const { latchkey, number } = await asked(true);
    const { ada, marcus } = peopleOf(latchkey);
    await tends(latchkey);
    const code = await marcus.approves(number);
    await tends(latchkey);
    await latchkey.restart();
    await ada.reveals(code);
    await tends(latchkey);
    expect(await auditOf(latchkey)).toMatchObject({
      holds: true,
      lines: expect.stringMatching(/^ok {3}anchors {2}\d/m),
    });
    expect(peopleOf(latchkey).priya.reads()).not.toContain(ALARM);
  });
});

describe('when somebody makes a new thing look old', () => {
  it('a manager of yesterday who is said to be of last year is not trusted, and nothing is opened', async () => {
    const latchkey = await world();
    const intruder = intruderIn(latchkey);
    const { tenantId } = latchkey.cloud.settings;
    const { ada } = peopleOf(latchkey);
    const sightings = await intruder.rows('indexes', `${tenantId}|employee|${PEOPLE.ada}`);
    const manager = sightings.find(({ rowKey }) => rowKey.startsWith('manager|'));
    if (manager === undefined) throw new Error('a baseline was taken');
    const older = bytesOf(manager).replaceAll(/"(firstSeen|lastSeen)":\d+/g, `"$1":${String(Date.now() - 400 * DAY)}`);
    await intruder.edits('indexes', manager, { bytes: older });
    await ada.says('I lost my phone');
    await ada.tries('request.confirm').catch(() => '');
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    await expectNoticed(latchkey, 'manager.*', 'indexes');
  });

  it('a contact that was seen today and is said to be of last year opens nothing', async () => {
    const latchkey = await world();
    const intruder = intruderIn(latchkey);
    const { tenantId } = latchkey.cloud.settings;
    const { ada } = peopleOf(latchkey);
    await ada.opens();
    await ada.presses('request.cancel');
    const before = (await latchkey.stored('ada')).request.id;
    const sightings = await intruder.rows('indexes', `${tenantId}|employee|${PEOPLE.ada}`);
    const contact = sightings.find(({ rowKey }) => rowKey.startsWith('contact|'));
    if (contact === undefined) throw new Error('her contacts were seen');
    const older = bytesOf(contact).replaceAll(/"(firstSeen|lastSeen)":\d+/g, `"$1":${String(Date.now() - 400 * DAY)}`);
    await intruder.edits('indexes', contact, { bytes: older });
    await ada.says('I lost my phone');
    await ada.tries('request.confirm').catch(() => '');
    expect((await latchkey.stored('ada')).request.id).toBe(before);
    await expectNoticed(latchkey, 'contact.*', 'indexes');
  });

  it('another employee’s row does not do either', async () => {
    const latchkey = await world();
    const intruder = intruderIn(latchkey);
    const { tenantId } = latchkey.cloud.settings;
    const { ada } = peopleOf(latchkey);
    const [theirs] = (await intruder.rows('indexes', `${tenantId}|employee|${PEOPLE.noor}`)).concat(
      await intruder.rows('indexes', `${tenantId}|employee|${PEOPLE.marcus}`),
    );
    if (theirs === undefined) throw new Error('a baseline was taken');
    await intruder.puts('indexes', { ...theirs, partitionKey: `${tenantId}|employee|${PEOPLE.ada}` });
    await ada.says('I lost my phone');
    await ada.tries('request.confirm').catch(() => '');
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    await expectNoticed(latchkey, 'manager.*', 'indexes');
  });
});

interface Rogue {
  readonly url: string;
  readonly heard: string[];
  stop(): Promise<void>;
}

/** A server of the intruder's that waits for a token of the bot. */
async function rogueServer(): Promise<Rogue> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${String(request.url)} ${String(request.headers.authorization)}`);
    response.end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ heard, url: `http://127.0.0.1:${String(port)}/` },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('when somebody turns the way to Marcus', () => {
  it.each(['an address of theirs', 'Elias’s chat'])(
    'to %s: he is asked in his own chat, and no token leaves',
    async (way) => {
      const latchkey = await world();
      const rogue = await rogueServer();
      try {
        const intruder = intruderIn(latchkey);
        const { tenantId } = latchkey.cloud.settings;
        const { ada, marcus, elias } = peopleOf(latchkey);
        await marcus.says('help');
        await elias.says('help');
        const own = await intruder.row('conversations', `${tenantId}|person|${PEOPLE.marcus}`, 'reference');
        const theirs = await intruder.row('conversations', `${tenantId}|person|${PEOPLE.elias}`, 'reference');
        const bytes = bytesOf(own).replace(/"serviceUrl":"[^"]*"/, `"serviceUrl":"${rogue.url}"`);
        if (way === 'Elias’s chat') await intruder.puts('conversations', { ...theirs, partitionKey: own.partitionKey });
        else await intruder.edits('conversations', own, { bytes });
        const { holds, lines } = await auditOf(latchkey);
        expect(holds).toBe(false);
        expect(lines).toMatch(/^BAD .*conversations .*row reference: /m);
        // Where people are is remembered for minutes, so the rows are read anew after a restart.
        await latchkey.restart();
        await ada.opens();
        await marcus.seesButton('approval.approve');
        expect(elias.reads()).not.toContain('Ada');
        expect(rogue.heard).toEqual([]);
        await latchkey.settle();
        await peopleOf(latchkey).priya.sees(ALARM);
      } finally {
        await rogue.stop();
      }
    },
  );
});

describe('when somebody turns a one-time link', () => {
  it('to the request of somebody else: the page shows nothing of it', async () => {
    const latchkey = await world();
    const intruder = intruderIn(latchkey);
    const { hana, elias } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    const proof = { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' };
    await hana.presses('helpdesk.openFor', proof);
    const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
    await hana.presses('request.confirm', { delivery });
    const link = linkIn((await nextMail(latchkey.cloud.outbox, 'ada.lindqvist@post.example')).body.content);
    expect(await opensPage(link)).toMatchObject({ status: 200, face: 'confirm' });
    const number = await elias.opens();
    const [row] = await intruder.rows('links', '');
    if (row === undefined) throw new Error('a link went out');
    const [{ request: ada }, { request: other }] = [await latchkey.stored('ada'), await latchkey.stored('elias')];
    await intruder.edits('links', row, { bytes: bytesOf(row).replace(ada.id, other.id) });
    const page = await opensPage(link);
    expect(page.face).not.toBe('confirm');
    expect(JSON.stringify(page)).not.toContain(number);
    const { holds, lines } = await auditOf(latchkey);
    expect(holds).toBe(false);
    expect(lines).toMatch(/^BAD .*links .*row link: /m);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});

describe('when somebody puts a lease back', () => {
  it('work waits no longer than that lease could have lasted, and is done once', async () => {
    const { latchkey, intruder, number, partition } = await asked();
    const { ada, marcus } = peopleOf(latchkey);
    const { tenantId, id } = (await latchkey.stored('ada')).request;
    const lease = await latchkey.latchkey.storage.ledger.lease(tenantId, id, 30_000);
    if ('endsInMs' in lease) throw new Error('nobody works on it now');
    const row = await intruder.row('requests', partition, 'l');
    await lease.release();
    const code = await marcus.approves(number);
    await ada.reveals(code);
    const done = writesOn(latchkey, 'ada').length;
    await intruder.puts('requests', row);
    await latchkey.lets(5 * SECOND);
    await intruder.puts('requests', row);
    await latchkey.lets(31 * SECOND);
    await intruder.puts('requests', row);
    await latchkey.lets(MINUTE);
    const posts = writesOn(latchkey, 'ada').filter((one) => one.startsWith('POST temporary'));
    expect(posts).toHaveLength(1);
    expect(writesOn(latchkey, 'ada').length).toBeGreaterThanOrEqual(done);
    expect(latchkey.cloud.tenant.zeroMoments).toHaveLength(0);
    expect((await auditOf(latchkey)).holds).toBe(true);
  });
});
