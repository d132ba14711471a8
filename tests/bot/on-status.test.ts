import type { Answer } from '../../bot/answer';
import * as status from '../../bot/on-status';
import type { Verbs } from '../../bot/verbs';
import type { RecoveryRequest } from '../../recovery/request';
import { approved, awaiting, EMPLOYEE, ended, MANAGER, person, TENANT } from '../support/request-builder';
import { cardOf, done, refusing, rig, stored, turn, verbsOn, wordsOf } from './handler-rig';

const asAda = turn({ kind: 'message' });
const asMax = turn({ kind: 'message', presser: MANAGER });
const live = awaiting();
const other = awaiting({ employee: person(9), requester: person(9) });
const over = ended(live);

const having = (own?: RecoveryRequest, waiting: readonly RecoveryRequest[] = [], more: Partial<Verbs> = {}) => {
  const mine = { waiting: waiting.map((one) => stored(one)), ...(own !== undefined && { own: stored(own) }) };
  return rig({ findMine: () => Promise.resolve(mine), ...more }).deps;
};
const shown = (answer: Answer): string | undefined => (answer.kind === 'card' ? answer.shows?.requestId : undefined);

describe('when somebody asks for the status', () => {
  it.each([
    ['their live request', having(live), live.id],
    ['their live request, though others wait', having(live, [other]), live.id],
    ['their last request', having(over), over.id],
  ])('shows %s', async (_name, deps, id) => {
    expect(shown(await status.onStatus(deps, asAda, {}))).toBe(id);
  });

  it('shows what waits for them when they have nothing open', async () => {
    expect(shown(await status.onStatus(having(undefined, [live]), asMax, {}))).toBe(live.id);
    expect(shown(await status.onStatus(having(ended(other), [live]), asMax, {}))).toBe(live.id);
  });

  it('lists several, with a button for each', async () => {
    const answer = await status.onStatus(having(undefined, [live, other]), asMax, {});
    expect(answer).toMatchObject({
      text: expect.stringContaining(`${live.shortCode}: ada, Lost phone`),
      suggestions: [live, other].map(({ shortCode }) => ({ title: shortCode, says: `status ${shortCode}` })),
    });
  });

  it('says so when there is nothing', async () => {
    expect(wordsOf(await status.onStatus(having(), asAda, {}))).toContain('You have no open request of your own');
  });

  it('says where to see what they asked for somebody else, to everybody alike', async () => {
    const said = wordsOf(await status.onStatus(having(), asAda, {}));
    expect(said).toContain('stands on its card in this chat; “status” and its short code brings it again');
    expect(wordsOf(await status.onStatus(having(), asMax, {}))).toBe(said);
  });

  it('looks one up by its short code', async () => {
    const asked: unknown[] = [];
    const findRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(live));
    };
    expect(shown(await status.onStatus(rig({ findRequest }).deps, asAda, { shortCode: live.shortCode }))).toBe(live.id);
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, shortCode: live.shortCode }]);
  });

  it('says the same about an unknown and a forbidden one', async () => {
    const { deps } = rig({ findRequest: () => Promise.resolve(refusing('notFound')) });
    expect(wordsOf(await status.onStatus(deps, asAda, { shortCode: 'LK-ZZZZZZ' }))).toContain('cannot find');
  });
});

describe('when an approver writes "approve" or "deny"', () => {
  it('brings the card on which one decides, and decides nothing', async () => {
    const answer = await status.onDecide(having(undefined, [live]), asMax, {});
    expect(wordsOf(answer)).toContain('Please decide on the card');
    expect(verbsOn(cardOf(answer))).toContain('approval.approve');
  });

  it('says so when nothing waits', async () => {
    expect(wordsOf(await status.onDecide(having(), asMax, {}))).toContain('nothing waiting for your decision');
  });

  it('takes the named one', async () => {
    const { deps } = rig({ findRequest: () => Promise.resolve(done(live)) });
    expect(shown(await status.onDecide(deps, asMax, { shortCode: live.shortCode }))).toBe(live.id);
  });
});

describe('when somebody types a command about a request', () => {
  const commands: readonly (readonly [string, (typeof status)['onCancelWord'], keyof Verbs, string])[] = [
    ['cancel', status.onCancelWord, 'cancelRequest', 'no request that can be cancelled'],
    ['remind', status.onRemindWord, 'remindApprover', 'nobody to remind'],
    ['retry', status.onRetryWord, 'retryRequest', 'no open request'],
  ];
  it.each(commands)('runs %s on their own live request', async (_name, handler, name) => {
    const asked: unknown[] = [];
    const verb = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(live));
    };
    expect(shown(await handler(having(live, [], { [name]: verb }), asAda, {}))).toBe(live.id);
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, requestId: live.id }]);
  });

  it.each(commands)('runs %s on the named one', async (_name, handler, name) => {
    const asked: unknown[] = [];
    const verb = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(refusing('notYours', other));
    };
    const { deps } = rig({ findRequest: () => Promise.resolve(done(other)), [name]: verb });
    const answer = await handler(deps, asAda, { shortCode: other.shortCode });
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, requestId: other.id }]);
    expect(wordsOf(answer)).toContain('not yours to decide');
  });

  it.each(commands)('says so when %s finds nothing', async (_name, handler, _verb, words) => {
    expect(wordsOf(await handler(having(), asAda, {}))).toContain(words);
    expect(wordsOf(await handler(having(over), asAda, {}))).toContain(words);
  });
});

describe('when somebody writes "this was not me"', () => {
  const stopped = {
    ...live,
    state: 'incident' as const,
    incident: { reportedAt: 1, reportedBy: EMPLOYEE, why: 'notMe', from: 'awaitingApproval', removedMethods: [] },
  };

  it('stops everything when the employee says just that', async () => {
    const asked: unknown[] = [];
    const reportFraud = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(stopped));
    };
    await status.onNotMeWord(having(live, [], { reportFraud }), asAda, { sure: true });
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, requestId: live.id, reason: 'notMe' }]);
  });

  it('brings the card with the button when it was said in passing', async () => {
    const answer = await status.onNotMeWord(having(live), asAda, { sure: false });
    expect(wordsOf(answer)).toContain('If this was not you, press');
    expect(verbsOn(cardOf(answer))).toContain('request.fraud');
  });

  it('asks an approver for the reason first', async () => {
    const { deps } = rig({ findRequest: () => Promise.resolve(done(approved(live))) });
    const answer = await status.onNotMeWord(deps, asMax, { sure: true, shortCode: live.shortCode });
    expect(verbsOn(cardOf(answer))).toContain('approval.confirmFraud');
  });

  it('says so when there is nothing', async () => {
    expect(wordsOf(await status.onNotMeWord(having(), asAda, { sure: true }))).toContain('no open request');
  });
});
