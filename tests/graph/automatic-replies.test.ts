import nock from 'nock';
import { createAwayReader } from '../../graph/automatic-replies';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { setAutomaticReplies } from '../../simulators/entra/automatic-replies';
import { clock, contosoGraph, NOON, scriptedClient } from './contoso-graph';

const HOUR = 3_600_000;

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const read = createAwayReader({ graph, clock });
  return { tenant, isAway: () => read(TENANT, PEOPLE.marcus) };
}

describe('when it is asked whether somebody is away', () => {
  it('they are not where nothing is set', async () => {
    await expect(contoso().isAway()).resolves.toBe(false);
  });

  it('they are while the replies are always on', async () => {
    const { tenant, isAway } = contoso();
    setAutomaticReplies(tenant, PEOPLE.marcus, 'always');
    await expect(isAway()).resolves.toBe(true);
  });

  it.each([
    ['from an hour ago', -HOUR, HOUR, true],
    ['from this moment on', 0, HOUR, true],
    ['from a moment later on', 1_000, HOUR, false],
    ['until this moment', -HOUR, 0, false],
  ])('scheduled %s', async (_what, from, until, away) => {
    const { tenant, isAway } = contoso();
    setAutomaticReplies(tenant, PEOPLE.marcus, { from: NOON + from, until: NOON + until });
    await expect(isAway()).resolves.toBe(away);
  });

  it.each([
    [{ status: 'scheduled' }, false],
    [{ status: 'somethingNew' }, false],
    [
      {
        status: 'scheduled',
        scheduledStartDateTime: { dateTime: '2026-08-03T00:00:00.0000000', timeZone: 'Pacific Standard Time' },
        scheduledEndDateTime: { dateTime: '2026-08-04T00:00:00.0000000', timeZone: 'Pacific Standard Time' },
      },
      false,
    ],
  ])('what is not understood is no absence: %j', async (setting, away) => {
    const client = scriptedClient(setting);
    await expect(createAwayReader({ graph: () => client, clock })(TENANT, PEOPLE.marcus)).resolves.toBe(away);
  });

  it('is forbidden where the app may not', async () => {
    await expect(contoso(['User.Read.All']).isAway()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
