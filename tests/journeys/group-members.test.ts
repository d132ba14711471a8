import { TableClient } from '@azure/data-tables';
import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addMember } from '../../simulators/entra/people';
import { DAY, MINUTE } from '../support/fake-clock';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when somebody was put into the security group today (T27)', () => {
  it('they stop nothing until seven days have gone by, while those who were in it before do', async () => {
    const latchkey = await world();
    const { elias, priya, oskar } = peopleOf(latchkey);
    await latchkey.lets(61 * MINUTE);
    latchkey.cloud.tenant.groups.get(GROUPS.security)?.members.add(PEOPLE.elias);
    await latchkey.lets(61 * MINUTE);
    await elias.says('pause This is mine now');
    await latchkey.settle();
    expect(priya.reads()).not.toContain('Recoveries are paused');
    await oskar.says('pause A drill');
    await priya.sees('Recoveries are paused by Oskar');
    await oskar.says('resume The drill is over');
    await oskar.presses('helpdesk.resume', { reason: 'The drill is over' });
    await latchkey.lets(7 * DAY);
    await elias.says('pause Another drill');
    await priya.sees('Recoveries are paused by Elias');
    await expectSound(latchkey);
  });
});

describe('when any administrator of groups may write the security group (T16)', () => {
  it('helpdesk and security read so once, and the log says so at each start', async () => {
    const latchkey = await world();
    const { hana, priya } = peopleOf(latchkey);
    const group = latchkey.cloud.tenant.groups.get(GROUPS.security);
    Object.assign(group ?? {}, { isAssignableToRole: false });
    await latchkey.restart();
    await hana.sees('The security group is not role-assignable');
    await priya.sees('The security group is not role-assignable');
    const told = latchkey.cloud.outbox.posted.length;
    await latchkey.restart();
    const lines = latchkey.log.filter((line) => line.includes('group.notRoleAssignable'));
    expect([lines.length, latchkey.cloud.outbox.posted.length]).toEqual([2, told]);
    expect(priya.reads().split('You read this once').length - 1).toBe(1);
  });

  it('where the policy asks for role-assignable groups, nobody of it stops anything', async () => {
    const latchkey = await world({ policy: { groups: { requireRoleAssignable: true } } });
    const { priya } = peopleOf(latchkey);
    Object.assign(latchkey.cloud.tenant.groups.get(GROUPS.security) ?? {}, { isAssignableToRole: false });
    await latchkey.restart();
    await priya.sees('nobody counts here as a member of it');
    await priya.says('pause A drill');
    await latchkey.settle();
    expect(priya.reads()).not.toContain('Recoveries are paused');
  });
});

describe('when the directory’s log knows better than what was seen (T27)', () => {
  it('whoever was put in anew counts no more, and a wiped record does not make them old', async () => {
    const latchkey = await world();
    const { oskar, priya } = peopleOf(latchkey);
    await latchkey.lets(61 * MINUTE);
    addMember(latchkey.cloud.tenant, GROUPS.security, PEOPLE.oskar);
    await latchkey.lets(61 * MINUTE);
    await oskar.says('pause This is mine now');
    const table = TableClient.fromConnectionString(
      latchkey.connectionString.reveal(),
      `${latchkey.prefix}conversations`,
      {
        allowInsecureConnection: true,
      },
    );
    for await (const row of table.listEntities()) {
      const { partitionKey = '', rowKey = '' } = row;
      if (partitionKey.endsWith(GROUPS.security)) await table.deleteEntity(partitionKey, rowKey);
    }
    await latchkey.restart();
    await oskar.says('pause This is still mine');
    await latchkey.settle();
    expect(priya.reads()).not.toContain('Recoveries are paused');
    await priya.says('pause A drill');
    await oskar.sees('Recoveries are paused by Priya');
  });
});
