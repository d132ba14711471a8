import { graphTimeline } from '../../../scripts/bench/graph-timeline';
import type { Call } from '../../../scripts/bench/outgoing-calls';

const call = (at: number, method: string, path: string): Call => ({
  ...{ at, method, path: `/v1.0/users/ada/${path}` },
  ...{ host: 'graph', bytes: 0, during: 'work' },
});

describe('when the calls to Graph are put in their order', () => {
  it('what waits for the same round trip stands together, and what waits for the one before does not', () => {
    const calls = [
      call(1_000, 'GET', 'manager'),
      call(1_010, 'GET', 'transitiveMemberOf?$top=999'),
      call(1_020, 'GET', 'authentication/methods'),
      call(3_050, 'DELETE', 'authentication/phoneMethods/3179e48a'),
    ];
    expect(graphTimeline(calls, 1_000, 2_000)).toBe('0.00 2 GET + GET methods, 1.02 DELETE phoneMethods');
  });
});
