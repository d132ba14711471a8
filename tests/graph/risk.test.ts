import nock from 'nock';
import type { GraphClient } from '../../graph/client';
import { createRiskReader, riskOf } from '../../graph/risk';
import { EffectError } from '../../recovery/errors';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { setRisk } from '../../simulators/entra/people';
import { FakeClock, MINUTE, SECOND } from '../support/fake-clock';
import { contosoGraph, scriptedClient } from './contoso-graph';

const { ada, marcus } = PEOPLE;

afterEach(() => nock.cleanAll());

/** A reader on a client, with a clock to move and permits to run out. */
function reader(client: GraphClient, permits: (() => boolean) | boolean = true) {
  const clock = new FakeClock();
  const pauses: number[] = [];
  const read = createRiskReader({
    graph: () => client,
    clock,
    permit: async () => (typeof permits === 'boolean' ? permits : permits()),
    pause: async (ms) => void pauses.push(ms),
  });
  return { clock, pauses, risk: (id: string = ada) => read(TENANT, id) };
}

const page = (...value: readonly object[]) => ({ value });
const risky = (riskLevel: string, riskState = 'atRisk') => ({ id: ada, riskLevel, riskState });

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
    setRisk(tenant, ada, { level, state });
    await expect(reader(client).risk()).resolves.toBe(expected);
  });

  it.each([{}, { riskState: 'somethingNew', riskLevel: 'none' }, { riskState: 'atRisk', riskLevel: null }])(
    'calls what it does not understand high: %j',
    (row) => {
      expect(riskOf(row)).toBe('high');
    },
  );

  it('finds no risk in somebody it never thought about', async () => {
    const { client } = contosoGraph();
    await expect(reader(client).risk()).resolves.toBe('none');
  });

  it('is unlicensed where the tenant has no licence, and forbidden where the app may not', async () => {
    const { tenant, client } = contosoGraph();
    tenant.switches.licence = 'none';
    await expect(reader(client).risk()).rejects.toMatchObject({ code: 'unlicensed' });
    nock.cleanAll();
    const { client: poor } = contosoGraph(['User.Read.All']);
    await expect(reader(poor).risk()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('asks about object ids only', async () => {
    const client = scriptedClient();
    await expect(reader(client).risk('x#EXT#@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });
});

describe('when many ask', () => {
  it('one request serves those who ask at once, and for ten seconds', async () => {
    const client = scriptedClient(page(risky('high')), page());
    const { risk, clock } = reader(client);
    expect(await Promise.all([risk(), risk(marcus), risk()])).toEqual(['high', 'none', 'high']);
    clock.advance(9 * SECOND);
    expect(await risk()).toBe('high');
    expect(client.calls).toHaveLength(1);
    clock.advance(2 * SECOND);
    expect(await risk()).toBe('none');
  });

  it('without leave nothing is sent: what is known for five minutes at most counts, else it is not known', async () => {
    let leave = true;
    const client = scriptedClient(page(risky('medium')));
    const { risk, clock, pauses } = reader(client, () => leave);
    await risk();
    leave = false;
    clock.advance(MINUTE);
    expect(await risk()).toBe('medium');
    expect(pauses).toEqual([]);
    clock.advance(4 * MINUTE);
    await expect(risk()).rejects.toMatchObject({ code: 'queued' });
    expect(client.calls).toHaveLength(1);
    expect(pauses).toEqual([1_200, 1_200]);
  });

  it('another instance that asked a moment ago is waited for, where nothing is known', async () => {
    let asked = 0;
    const client = scriptedClient(page(risky('medium')));
    const { risk, pauses } = reader(client, () => (asked += 1) > 1);
    expect(await risk()).toBe('medium');
    expect(pauses).toEqual([1_200]);
  });

  it('the same when another app of the tenant used the second up', async () => {
    const client = scriptedClient(page(risky('medium')), new EffectError('throttled', 'slow down'));
    const { risk, clock } = reader(client);
    await risk();
    clock.advance(MINUTE);
    expect(await risk()).toBe('medium');
  });

  it('that there is no licence is remembered like a list', async () => {
    const client = scriptedClient(new EffectError('unlicensed', 'no licence'), page(risky('high')));
    const { risk, clock } = reader(client);
    await expect(risk()).rejects.toMatchObject({ code: 'unlicensed' });
    await expect(risk()).rejects.toMatchObject({ code: 'unlicensed' });
    clock.advance(MINUTE);
    expect(await risk()).toBe('high');
  });

  it('a list that fails otherwise is no list: what was known is not used', async () => {
    const client = scriptedClient(page(risky('low')), new EffectError('unavailable', 'away'), page(risky('high')));
    const { risk, clock } = reader(client);
    await risk();
    clock.advance(MINUTE);
    await expect(risk()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await risk()).toBe('high');
  });

  it('a long list is read at the pace that is allowed', async () => {
    const next = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/identityProtection/riskyUsers?$skiptoken=2' };
    const client = scriptedClient(
      { ...page({ id: marcus, riskLevel: 'low', riskState: 'atRisk' }), ...next },
      page(risky('high')),
    );
    let asked = 0;
    const { risk, pauses } = reader(client, () => (asked += 1) !== 2);
    expect(await risk()).toBe('high');
    expect(client.calls).toHaveLength(2);
    expect(pauses).toEqual([1_200]);
  });

  it('and given up where leave does not come', async () => {
    const next = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/identityProtection/riskyUsers?$skiptoken=2' };
    const client = scriptedClient({ ...page(), ...next });
    let asked = 0;
    const { risk } = reader(client, () => (asked += 1) === 1);
    await expect(risk()).rejects.toMatchObject({ code: 'queued' });
  });
});
