import { tryFirst, waysToTry } from '../../cards/try-first';
import type { RecoveryRequest } from '../../recovery/request';
import { approvedRun, ISSUED } from '../support/request-arms';
import { awaiting, person } from '../support/request-builder';

const OTHER = { requester: person(5), employeeConfirmed: true };

describe('when somebody else opened it and the employee said that it is them', () => {
  it.each([
    ['lostPhone', true],
    ['appBroken', false],
    ['lostKey', false],
    ['lockedOut', false],
  ] as const)('%s: names ways in that are not gone', (scenario, key) => {
    const ways = waysToTry(awaiting({ ...OTHER, scenario }));
    expect(ways.some((way) => way.startsWith('A security key'))).toBe(key || scenario === 'appBroken');
    expect(ways.some((way) => way.startsWith('The Authenticator app'))).toBe(scenario === 'lostKey');
    expect(ways.length === 0).toBe(scenario === 'lockedOut');
  });

  it('offers “That worked” with them', () => {
    const [section, ...more] = tryFirst(awaiting(OTHER), 'token');
    expect(more).toEqual([]);
    expect(JSON.stringify(section)).toContain('request.solved');
  });

  it.each<readonly [string, RecoveryRequest]>([
    ['before they have said so', awaiting({ ...OTHER, employeeConfirmed: false })],
    ['where they opened it themselves', awaiting({ employeeConfirmed: true })],
    ['where something was done already', awaiting({ ...OTHER, placeholder: ISSUED })],
    ['once it is approved', { ...approvedRun(), ...OTHER }],
  ])('names none %s', (_when, request) => {
    expect(waysToTry(request)).toEqual([]);
    expect(tryFirst(request, 'token')).toEqual([]);
  });
});
