import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import { userById } from '../../../simulators/entra/people';
import { contoso } from './contoso-caller';

const TAP = `/v1.0/users/${PEOPLE.ada}/authentication/temporaryAccessPassMethods`;
const PHONE = `/v1.0/users/${PEOPLE.ada}/authentication/phoneMethods/3179e48a-750b-4051-897c-87b9720928f7`;

describe('when a fault is scripted', () => {
  it('it disturbs so many requests that match, and no others', () => {
    const { call, tenant } = contoso();
    tenant.switches.faults.push({ method: 'POST', path: /temporaryAccessPass/, status: 503, times: 2 });
    const statuses = [call('GET', TAP), call('POST', TAP), call('DELETE', PHONE), call('POST', TAP), call('POST', TAP)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 503, 204, 503, 201]);
  });

  it('nothing happened', () => {
    const { call, tenant } = contoso();
    tenant.switches.faults.push({ path: /./, status: 500, times: 1 });
    call('POST', TAP);
    expect([tenant.writes, userById(tenant, PEOPLE.ada).pass]).toEqual([[], undefined]);
  });

  it('after the commit it hides what happened', () => {
    const { call, tenant } = contoso();
    tenant.switches.faults.push({ method: 'DELETE', path: /./, status: 504, times: 1, afterCommit: true });
    expect([call('DELETE', PHONE).status, call('DELETE', PHONE).status]).toEqual([504, 404]);
    expect(tenant.writes).toHaveLength(1);
  });

  it('it has the words and the wait that it was given', () => {
    const { call, tenant } = contoso();
    tenant.switches.faults.push({ path: /./, status: 429, retryAfter: '2.128', times: 1 });
    tenant.switches.faults.push({ path: /./, status: 400, code: 'odd', message: 'Odd.', times: 1 });
    tenant.switches.faults.push({ path: /./, status: 404, body: { Message: 'No.' }, times: 1 });
    const throttled = call('GET', TAP);
    expect(throttled.headers['Retry-After']).toBe('2.128');
    expect(throttled.body.error).toEqual({
      code: 'TooManyRequests',
      message: 'Please retry again later.',
      innerError: {
        code: '429',
        message: 'Please retry after',
        status: '429',
        date: '2026-08-03T09:00:00',
        'request-id': throttled.headers['request-id'],
        'client-request-id': throttled.headers['request-id'],
      },
    });
    expect(call('GET', TAP).body.error).toMatchObject({ code: 'odd', message: 'Odd.' });
    expect(call('GET', TAP).body).toEqual({ Message: 'No.' });
  });

  it('without a status the real answer comes late, or never', () => {
    const { call, tenant } = contoso({ latencyMs: 20 });
    tenant.switches.faults.push({ path: /./, delayMs: 9000, times: 1 }, { path: /./, resetSocket: true, times: 1 });
    expect(call('GET', TAP)).toMatchObject({ status: 200, delayMs: 9020, resetSocket: false });
    expect(call('POST', TAP)).toMatchObject({ delayMs: 20, resetSocket: true });
    expect(tenant.writes).toEqual([]);
  });
});

describe('when a limit is set', () => {
  it('a caller over it waits out the window', () => {
    const { call, clock } = contoso({ requestsPer10s: 2 });
    const statuses = () => [call('GET', TAP), call('GET', TAP), call('GET', TAP)].map(({ status }) => status);
    expect(statuses()).toEqual([200, 200, 429]);
    expect(call('GET', TAP).headers['Retry-After']).toBe('10');
    clock.time += 10_000;
    expect(statuses()).toEqual([200, 200, 429]);
  });

  it('changes of people are counted apart, over 150 seconds', () => {
    const { call, clock } = contoso({ writesPer150s: 2 });
    const groups = `/v1.0/users/${PEOPLE.ada}/checkMemberGroups`;
    expect([call('POST', TAP), call('DELETE', PHONE), call('POST', TAP)].map(({ status }) => status)).toEqual([
      201, 204, 429,
    ]);
    expect(call('GET', TAP).status).toBe(200);
    expect(call('POST', groups, { body: { groupIds: [] } }).status).not.toBe(429);
    expect(call('POST', TAP).headers['Retry-After']).toBeUndefined();
    clock.time += 150_000;
    expect(call('POST', TAP).status).toBe(201);
  });

  it('identity protection does not say when to come back', () => {
    const { call, clock } = contoso({ throttleRisk: true });
    const path = '/v1.0/identityProtection/riskyUsers';
    expect(call('GET', path).status).toBe(200);
    const { status, headers } = call('GET', path);
    expect([status, headers['Retry-After']]).toEqual([429, undefined]);
    clock.time += 1000;
    expect(call('GET', path).status).toBe(200);
  });
});
