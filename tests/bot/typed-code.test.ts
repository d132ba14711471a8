import { answerTypedCode, codesIn } from '../../bot/typed-code';
import type { RecoveryRequest } from '../../recovery/request';
import { SAID } from '../../words/said';
import { approved, awaiting, ended } from '../support/request-builder';
import { done, refusing, rig, stored, turn } from './handler-rig';

const one = awaiting();
const ready = approved(one);
const said = (text: string) => turn({ kind: 'message', text });

function chat(own: RecoveryRequest | undefined, after = own) {
  const spent: (readonly string[])[] = [];
  const { deps } = rig({
    findMine: () => Promise.resolve({ waiting: [], ...(own !== undefined && { own: stored(own) }) }),
    spendCode: ({ typed }) => {
      spent.push(typed);
      return Promise.resolve(after === undefined ? refusing('notFound') : done(after));
    },
  });
  return { deps, spent };
}

describe('when digits stand in a message', () => {
  it.each([
    ['482913', ['482913']],
    ['482 913', ['482913']],
    ['482-913.', ['482913']],
    ['4 8 2 9 1 3', ['482913']],
    ['Marcus says 482913, and I am in room 12', ['482913']],
    ['room 101 482913', ['101', '482913']],
    ['my half is 913', ['913']],
    ['482 then 913', ['482', '913']],
    ['status LK-104233', []],
    ['lk 104233 482913', ['482913']],
    ['call me on 40055312', []],
    ['lost phone', []],
  ])('%s', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });
});

describe('when the employee writes a code into the chat', () => {
  it.each([
    ['before the first reveal', ready],
    ['after it', { ...ready, state: 'revealed' as const }],
  ])('it is spent %s, and the answer never repeats it', async (_when, own) => {
    const { deps, spent } = chat(own);
    const answer = await answerTypedCode(deps, said('482913'), 'releaseCode');
    expect(spent).toEqual([['482913']]);
    expect(answer).toMatchObject({ kind: 'text', text: SAID.codeOnCard });
  });

  it.each([
    ['says something else beside', said('This was not me 482913'), 'notMe'],
    ['writes where others read along', turn({ kind: 'message', text: '482913', scope: 'shared' }), 'releaseCode'],
  ] as const)('it is spent where she %s, and that is answered', async (_how, message, kind) => {
    const { deps, spent } = chat(ready);
    expect(await answerTypedCode(deps, message, kind)).toBeUndefined();
    expect(spent).toEqual([['482913']]);
  });

  it.each([
    ['nothing is open', undefined],
    ['nothing is approved yet', one],
    ['it has ended', ended(one)],
  ])('nothing is compared while %s', async (_when, own) => {
    const { deps, spent } = chat(own);
    expect(await answerTypedCode(deps, said('482913'), 'releaseCode')).toBeUndefined();
    expect(spent).toEqual([]);
  });
});
