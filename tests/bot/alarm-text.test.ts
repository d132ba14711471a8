import { alarmText } from '../../bot/alarm-text';
import { People } from '../../bot/people';
import type { Alarm } from '../../recovery/cards';
import { FakeClock } from '../support/fake-clock';
import { requestId, TENANT } from '../support/request-builder';
import { samplePerson, WHO } from '../support/sample-people';
import { NO_PHOTOS } from './no-photos';

function textOf(about: Alarm): Promise<string> {
  const directory = {
    person: (_tenantId: string, id: string) => Promise.resolve(id === WHO.colin ? undefined : samplePerson(id)),
  };
  return alarmText(new People({ directory, photos: NO_PHOTOS, clock: new FakeClock() }), TENANT, about);
}

describe('when security is told of a flood', () => {
  it.each(['requester', 'agent', 'employee', 'approver'] as const)(
    '%s: names the person and the object id',
    async (of) => {
      expect(await textOf({ kind: 'flood', of, person: WHO.ada })).toContain(`ada (${WHO.ada})`);
    },
  );

  it('names who caused it and whom it wears down', async () => {
    const text = await textOf({ kind: 'flood', of: 'cause', person: WHO.max, cause: WHO.ada });
    expect(text).toContain(`ada (${WHO.ada}) has caused more approval cards for max (${WHO.max})`);
  });

  it('the id alone where the directory knows nobody', async () => {
    expect(await textOf({ kind: 'flood', of: 'requester', person: WHO.colin })).toContain(`Security: ${WHO.colin} has`);
  });

  it('a tenant is nobody', async () => {
    expect(await textOf({ kind: 'flood', of: 'tenant' })).toMatch(/^Security: more requests were opened/);
  });
});

describe('when anything else is an alarm', () => {
  it('nobody is named', async () => {
    const id = requestId();
    expect(await textOf({ kind: 'record', requestId: id })).toContain(`(request ${id})`);
    expect(await textOf({ kind: 'standstill', code: 'forbidden' })).toContain('No recovery gets on');
    expect(await textOf({ kind: 'anchors', code: 'forbidden' })).toContain('(forbidden). Recoveries go on');
  });

  it('groups that too many may write are named, with what it means and what to do', async () => {
    const about = { kind: 'openGroups', groups: ['helpdesk', 'security'], required: false } as const;
    const text = await textOf(about);
    expect(text).toContain('The helpdesk and security groups are not role-assignable');
    expect(text).toContain('decides here some days later');
    expect(await textOf({ ...about, groups: ['duty'], required: true })).toMatch(
      /^The duty group is not role-assignable.*nobody counts here as a member of it/,
    );
  });
});
