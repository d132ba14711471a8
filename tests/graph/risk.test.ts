import nock from 'nock';
import { readRisk } from '../../graph/risk';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { setRisk } from '../../simulators/entra/people';
import { contosoGraph, scriptedClient } from './contoso-graph';

afterEach(() => nock.cleanAll());

describe('when identity protection is asked about somebody', () => {
  it.each([
    ['low', 'atRisk', 'low'],
    ['medium', 'atRisk', 'medium'],
    ['high', 'atRisk', 'high'],
    ['hidden', 'atRisk', 'high'],
    ['high', 'confirmedCompromised', 'compromised'],
    ['none', 'none', 'none'],
    ['high', 'remediated', 'none'],
    ['high', 'dismissed', 'none'],
    ['high', 'confirmedSafe', 'none'],
  ] as const)('calls level %s in state %s %s', async (level, state, expected) => {
    const { tenant, client } = contosoGraph();
    setRisk(tenant, PEOPLE.ada, { level, state });
    await expect(readRisk(client, PEOPLE.ada)).resolves.toBe(expected);
  });

  it.each([{}, { riskState: 'somethingNew', riskLevel: 'none' }, { riskState: 'atRisk', riskLevel: null }])(
    'calls what it does not understand high: %j',
    async (body) => {
      await expect(readRisk(scriptedClient(body), PEOPLE.ada)).resolves.toBe('high');
    },
  );

  it('finds no risk in somebody it never thought about', async () => {
    const { client } = contosoGraph();
    await expect(readRisk(client, PEOPLE.ada)).resolves.toBe('none');
  });

  it('is unlicensed where the tenant has no licence, and forbidden where the app may not', async () => {
    const { tenant, client } = contosoGraph();
    tenant.switches.licence = 'none';
    await expect(readRisk(client, PEOPLE.ada)).rejects.toMatchObject({ code: 'unlicensed' });
    nock.cleanAll();
    const { client: poor } = contosoGraph(['User.Read.All']);
    await expect(readRisk(poor, PEOPLE.ada)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is throttled, without a time to wait, when asked too often', async () => {
    const { tenant, client } = contosoGraph();
    tenant.switches.throttleRisk = true;
    await readRisk(client, PEOPLE.ada);
    const again = readRisk(client, PEOPLE.ada);
    await expect(again).rejects.toMatchObject({ code: 'throttled', retryAfterMs: undefined });
  });

  it('asks about object ids only', async () => {
    const client = scriptedClient();
    await expect(readRisk(client, 'x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});
