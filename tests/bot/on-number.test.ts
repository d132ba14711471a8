import { onMatchNumber, onReleaseCode } from '../../bot/on-number';
import type { Answer } from '../../bot/answer';
import type { Mine } from '../../recovery/find-request';
import type { RecoveryRequest } from '../../recovery/request';
import { approved, awaiting, EMPLOYEE, MANAGER, person, slot } from '../support/request-builder';
import { SAID } from '../../words/said';
import { cardOf, done, nodeOf, refusing, rig, stored, turn, verbsOn } from './handler-rig';

const typed = turn({ kind: 'message', presser: MANAGER });
const asAda = turn({ kind: 'message' });

const mine = (own: RecoveryRequest | undefined, waiting: readonly RecoveryRequest[] = []) => {
  const all: Mine = { waiting: waiting.map((one) => stored(one)), ...(own !== undefined && { own: stored(own) }) };
  const found = ({ requestId }: { readonly requestId: string }) => {
    const one_ = all.waiting.find(({ request }) => request.id === requestId);
    return Promise.resolve(one_ === undefined ? refusing('notFound') : done(one_.request));
  };
  return rig({ findMine: () => Promise.resolve(all), beginApproval: found }).deps;
};

const one = awaiting();
const two = awaiting({ employee: person(9), requester: person(9) });
const saying = (answer: Answer): string => (answer.kind === 'text' ? answer.text : 'a card');

describe('when an approver types three digits', () => {
  it('shows the card that asks for it, repeats nothing, and decides nothing', async () => {
    const card = cardOf(await onMatchNumber(mine(undefined, [one]), typed, {}));
    expect(nodeOf(card, 'matchNumber')).toMatchObject({ type: 'Input.Text' });
    expect(JSON.stringify(card)).toContain(SAID.numberOnCard);
    expect(JSON.stringify(card)).not.toContain('417');
    expect(verbsOn(card)).toEqual(['approval.confirmApprove', 'approval.back']);
    expect(card.content['refresh']).toBeUndefined();
  });

  it('asks for the short code when two requests wait', async () => {
    const answer = await onMatchNumber(mine(undefined, [one, two]), typed, {});
    expect(saying(answer)).toContain('short code');
  });

  it('takes the request that the short code names', async () => {
    const deps = mine(undefined, [one, two]);
    const answer = await onMatchNumber(deps, typed, { shortCode: two.shortCode });
    expect(JSON.stringify(cardOf(answer).content)).toContain(two.shortCode);
  });

  it('counts only requests that still wait for this person', async () => {
    const signed = awaiting({
      slots: [
        slot({ approval: { approver: MANAGER, verifiedBy: 'inPerson', at: 1 } }),
        slot({ slot: 2, candidates: [person(7)] }),
      ],
    });
    const answer = await onMatchNumber(mine(undefined, [approved(two), signed, one]), typed, {});
    expect(nodeOf(cardOf(answer), 'matchNumber')).toMatchObject({ type: 'Input.Text' });
  });

  it.each([
    ['nothing waits', undefined, 'I expect no number'],
    ['an unknown short code is named', 'LK-ZZZZZZ', 'I expect no number'],
  ])('says so when %s', async (_name, shortCode, words) => {
    const deps = mine(undefined, shortCode === undefined ? [] : [one]);
    const about = shortCode === undefined ? {} : { shortCode };
    expect(saying(await onMatchNumber(deps, typed, { ...about }))).toContain(words);
  });

  it('tells the employee that the three digits are for the approver', async () => {
    expect(saying(await onMatchNumber(mine(one), asAda, {}))).toContain('for the person who approves');
  });
});

describe('when six digits are typed and no code is awaited from this person', () => {
  it('says so', async () => {
    expect(saying(await onReleaseCode(mine(one), asAda, {}))).toContain('I expect no number');
  });

  it('tells an approver that the six digits are for the employee', async () => {
    const answer = await onReleaseCode(mine(undefined, [approved(one)]), typed, {});
    expect(saying(answer)).toContain('for the person who lost their method');
    expect(EMPLOYEE).not.toBe(typed.presser);
  });
});
