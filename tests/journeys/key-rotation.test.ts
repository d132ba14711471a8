import { randomBytes } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import { Secret } from '../../platform/secret';
import type { Wiring } from '../../wiring';
import { MINUTE, SECOND } from '../support/fake-clock';
import { writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const NEW_KEY = { id: 'k2', key: Secret.of(randomBytes(32).toString('base64')) };

/** As an operator does it: the new key in front, the old one behind it. */
const rotate = (wiring: Wiring): Wiring => ({ ...wiring, ledgerKeys: [NEW_KEY, ...wiring.ledgerKeys] });
const onlyTheNew = (wiring: Wiring): Wiring => ({ ...wiring, ledgerKeys: [NEW_KEY] });

/** The key that signed each row of Ada's request, by RowKey. */
async function signedWith(latchkey: World): Promise<Readonly<Record<string, string>>> {
  const { request } = await latchkey.stored('ada');
  const { connectionString } = latchkey.cloud.settings;
  const table = TableClient.fromConnectionString(connectionString.reveal(), `${latchkey.prefix}requests`, {
    allowInsecureConnection: true,
  });
  const filter = `PartitionKey eq '${request.tenantId}|${request.id}'`;
  const rows: [string, string][] = [];
  for await (const row of table.listEntities<{ keyId: string }>({ queryOptions: { filter } })) {
    rows.push([String(row.rowKey), row.keyId]);
  }
  return Object.fromEntries(rows);
}

describe('when another key becomes current between the steps of a recovery', () => {
  it('goes on as if nothing had happened; new rows carry the new key and old ones still hold', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await latchkey.restart(rotate);
    expect(await ada.looksUpNumber()).toBe(number);
    const code = await marcus.approves(number);
    const keys = await signedWith(latchkey);
    expect([keys['a000001'], keys['s']]).toEqual(['k1', 'k2']);
    expect((await latchkey.request('ada')).keyId).toBe('k1');
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when the key of an approved request was taken out', () => {
  it('touches no account and shows no pass', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await latchkey.restart(onlyTheNew);
    expect(await ada.tries('pass.reveal', { releaseCode: code })).not.toMatch(/pass/i);
    await latchkey.lets(MINUTE);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});
