import nock from 'nock';
import { createAdditionReader } from '../../graph/group-additions';
import { CONTOSO_TENANT_ID as TENANT, GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addMember } from '../../simulators/entra/people';
import { DAY } from '../support/fake-clock';
import { clientWith, contosoGraph, graphNock, NOON } from './contoso-graph';

const { ada, elias } = PEOPLE;
const SINCE = NOON - 7 * DAY;
const ALL = [GROUPS.helpdesk, GROUPS.security];

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const read = createAdditionReader({ graph });
  return { tenant, additions: (groups: readonly string[] = ALL, since = SINCE) => read(TENANT, groups, since) };
}

const row = (more: object = {}) => ({
  activityDisplayName: 'Add member to group',
  activityDateTime: '2026-08-03T11:00:00Z',
  result: 'success',
  targetResources: [{ id: GROUPS.security }, { id: ada }],
  ...more,
});
const AT = Date.parse('2026-08-03T11:00:00Z');

/** Graph answers with these pages, one after the other. */
function pages(...bodies: readonly (readonly object[])[]): void {
  for (const [index, value] of bodies.entries()) {
    const next =
      index + 1 < bodies.length
        ? { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$skiptoken=x' }
        : {};
    graphNock()
      .get(/directoryAudits/)
      .reply(200, { value, ...next });
  }
}

const scripted = (groups: readonly string[] = ALL) =>
  createAdditionReader({ graph: () => clientWith() })(TENANT, groups, SINCE);

describe('when it is read who was put into groups', () => {
  it('says whom, into which, and when', async () => {
    const { tenant, additions } = contoso();
    addMember(tenant, GROUPS.security, elias);
    addMember(tenant, GROUPS.duty, ada);
    await expect(additions()).resolves.toEqual({
      entries: [{ groupId: GROUPS.security, person: elias, at: NOON }],
      since: SINCE,
    });
    await expect(additions(ALL, NOON + 1)).resolves.toMatchObject({ entries: [] });
  });

  it('needs the permission for the log', async () => {
    await expect(contoso(['GroupMember.Read.All']).additions()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('group and member in either order; what failed, or says no time, is none', async () => {
    pages([
      row(),
      row({ targetResources: [{ id: ada }, { id: GROUPS.helpdesk }, { id: null }] }),
      row({ result: 'failure' }),
      row({ activityDateTime: 'soon' }),
      row({ targetResources: null }),
      row({ targetResources: [{ id: ada }] }),
    ]);
    await expect(scripted()).resolves.toMatchObject({
      entries: [
        { groupId: GROUPS.security, person: ada, at: AT },
        { groupId: GROUPS.helpdesk, person: ada, at: AT },
      ],
    });
  });

  it('reads five pages at most, and says how far they reach', async () => {
    const page = (day: number) => [row({ activityDateTime: `2026-08-0${String(day)}T11:00:00Z` })];
    pages(page(7), page(6), page(5), page(4), page(3), page(2));
    await expect(scripted()).resolves.toMatchObject({ entries: [{}, {}, {}, {}, {}], since: AT });
    nock.cleanAll();
    pages(page(7), page(6), page(5), page(4), page(3));
    await expect(scripted()).resolves.toMatchObject({ since: SINCE });
  });

  it('asks for each group by itself where Graph does not take several in one question', async () => {
    graphNock()
      .get(/directoryAudits/)
      .reply(400, { error: { code: 'BadRequest', message: 'too complex' } });
    pages([row()]);
    graphNock()
      .get(/directoryAudits/)
      .reply(200, { value: [row({ targetResources: [{ id: GROUPS.helpdesk }, { id: elias }] })] });
    const { entries } = await scripted([GROUPS.security, GROUPS.helpdesk]);
    expect(entries.map(({ person }) => person)).toEqual([ada, elias]);
    graphNock()
      .get(/directoryAudits/)
      .reply(400, { error: { code: 'BadRequest', message: 'no' } });
    await expect(scripted([GROUPS.security])).rejects.toMatchObject({ code: 'rejected' });
  });

  it('asks for nothing that is no object id', async () => {
    await expect(scripted(["x' or 1 eq 1"])).rejects.toMatchObject({ code: 'rejected' });
  });
});
