import type { Azurite } from '../../simulators/azurite';
import { startAzurite } from '../../simulators/azurite';
import type { Boundary } from './boundaries';
import { killEverywhere } from './kill-rounds';

const LONG_MS = 240_000;
jest.setTimeout(LONG_MS);

let azurite: Azurite | undefined;
beforeAll(async () => {
  azurite = await startAzurite();
}, LONG_MS);
afterAll(() => azurite?.stop(), LONG_MS);

/** Where an account could come to harm; `npm run chaos` kills after every change. */
const WORST = [
  'graph POST users/{id}/authentication/temporaryAccessPassMethods',
  'graph DELETE users/{id}/authentication/softwareOathMethods/{id}',
  'graph DELETE users/{id}/authentication/microsoftAuthenticatorMethods/{id}',
];

const isWorst = ({ edge, what, nth }: Boundary): boolean => edge === 'answer' && nth === 1 && WORST.includes(what);

describe('when the process is killed right after it changed the account', () => {
  it('the recovery ends as it should, with the real program and kill -9', async () => {
    if (azurite === undefined) throw new Error('no store');
    const { connectionString } = azurite;
    const report = await killEverywhere({
      ...{ connectionString, where: 'changes', rounds: 1, perRecovery: 1, lanes: 1, only: isWorst },
    });
    expect(report.failures).toEqual([]);
    expect([report.kills, report.missed]).toEqual([WORST.length, []]);
    // It would say that nothing was killed, and pass, if the proxies saw nothing.
    expect(report.boundaries.length).toBeGreaterThan(100);
  });
});
