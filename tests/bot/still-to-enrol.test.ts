import { onThanks } from '../../bot/on-words';
import { orEnrol } from '../../bot/still-to-enrol';
import type { RecoveryRequest } from '../../recovery/request';
import { completed, failed, ISSUED, revealed } from '../support/request-arms';
import { MANAGER, NOON } from '../support/request-builder';
import { cardOf, rig, stored, turn, verbsOn, wordsOf } from './handler-rig';

const ENROLLED = { enrolled: { at: NOON, methodId: 'app-2', kind: 'microsoftAuthenticator' } } as const;
const handler = orEnrol(onThanks);
const answer = (request: RecoveryRequest | undefined, of: Parameters<typeof turn>[0] = {}) => {
  const own = request === undefined ? {} : { own: stored(request) };
  const { deps } = rig({ findMine: () => Promise.resolve({ ...own, waiting: [] }) });
  return handler(deps, turn({ kind: 'message', ...of }), {});
};

describe('when somebody who was recovered writes and no new method was seen', () => {
  it.each<readonly [string, RecoveryRequest]>([
    ['a pass was shown', failed({ reveals: 1 })],
    ['only a placeholder stands', { ...failed({ reveals: 0 }), placeholder: ISSUED }],
  ])('asks for one again: %s', async (_what, request) => {
    const asked = await answer(request);
    expect(wordsOf(asked)).toContain('ended before a new method was seen');
    expect(verbsOn(cardOf(asked))).toEqual(['request.again']);
    expect(JSON.stringify(cardOf(asked))).toContain('https://aka.ms/mysecurityinfo');
  });

  it.each<readonly [string, RecoveryRequest | undefined, Parameters<typeof turn>[0]]>([
    ['nothing was ever asked', undefined, {}],
    ['a new method stands', failed({ reveals: 1, ...ENROLLED }), {}],
    ['the case is closed', completed(ENROLLED), {}],
    ['the pass still runs', revealed(), {}],
    ['no pass was ever shown', failed({ reveals: 0 }), {}],
    ['it is about somebody else', failed({ reveals: 1 }), { presser: MANAGER }],
    ['others read along', failed({ reveals: 1 }), { scope: 'shared' }],
  ])('answers plainly where %s', async (_what, request, of) => {
    expect(await answer(request, of)).toMatchObject({ kind: 'text' });
  });

  it('answers plainly where the record cannot be read', async () => {
    const { deps } = rig({ findMine: () => Promise.reject(new Error('storage is away')) });
    expect(await handler(deps, turn({ kind: 'message' }), {})).toMatchObject({ kind: 'text' });
  });
});
