import type { Handler } from '../../bot/handler-deps';
import { onAgain, onAskApprover, onCancel, onDone, onItsMe, onNewText, onNotMe, onRefresh } from '../../bot/on-request';
import type { Verbs } from '../../bot/verbs';
import { refused } from '../../recovery/outcome';
import type { Failed } from '../../recovery/request';
import { awaiting, EMPLOYEE, ended, MANAGER, TENANT } from '../support/request-builder';
import { cardOf, done, pressed, refusing, requestToken, rig, tokenFor, turn, verbsOn, wordsOf } from './handler-rig';

const request = awaiting({ round: 2 });
const token = requestToken(EMPLOYEE, request);
const press = { tenantId: TENANT, presser: EMPLOYEE, requestId: request.id, round: 2 };

function recording(names: readonly (keyof Verbs)[]) {
  const asked: (readonly [string, unknown])[] = [];
  const verb = (name: string) => (input: unknown) => {
    asked.push([name, input]);
    return Promise.resolve(done(request));
  };
  return { asked, verbs: Object.fromEntries(names.map((name) => [name, verb(name)])) as Partial<Verbs> };
}

describe('when somebody presses on the card of a request', () => {
  const presses: readonly (readonly [string, Handler<never>, readonly (readonly [keyof Verbs, object])[]])[] = [
    ['update', onRefresh, [['findRequest', press]]],
    ['cancel', onCancel, [['cancelRequest', press]]],
    ['new code by text message', onNewText, [['renewCode', press]]],
    ['ask for approval', onAskApprover, [['askApprover', press]]],
    ['yes, this is me', onItsMe, [['confirmIdentity', press]]],
    ['added my method', onDone, [['findRequest', { ...press, hasAdded: true }]]],
    [
      'not me',
      onNotMe,
      [
        ['findRequest', press],
        ['reportFraud', { ...press, reason: 'notMe' }],
      ],
    ],
  ];
  it.each(presses)('hands "%s" to its verb and draws the true face', async (_name, handler, expected) => {
    const { asked, verbs } = recording(expected.map(([name]) => name));
    const answer = await handler(rig(verbs).deps, turn(), pressed('request.refresh', { token }) as never);
    expect(asked).toEqual(expected);
    expect(answer).toMatchObject({ kind: 'card', shows: { requestId: request.id } });
  });

  it('tells a manager’s "fraud" from the employee’s "not me"', async () => {
    const { asked, verbs } = recording(['findRequest', 'reportFraud']);
    const own = requestToken(MANAGER, request);
    await onNotMe(rig(verbs).deps, turn({ presser: MANAGER }), pressed('request.fraud', { token: own }));
    expect(asked[1]).toEqual(['reportFraud', { ...press, presser: MANAGER, reason: 'fraud.notApproved' }]);
  });

  it('reports nothing about a request that this person may not see', async () => {
    const { deps } = rig({ findRequest: () => Promise.resolve(refusing('notFound')) });
    expect(wordsOf(await onNotMe(deps, turn(), pressed('request.fraud', { token })))).toContain('cannot find');
  });

  it('draws the face with the reason when it is refused', async () => {
    const { deps } = rig({ cancelRequest: () => Promise.resolve(refusing('tooLateToCancel', request)) });
    const answer = await onCancel(deps, turn(), pressed('request.cancel', { token }));
    expect(wordsOf(answer)).toContain('can no longer be cancelled');
    expect(verbsOn(cardOf(answer))).toContain('request.fraud');
  });
});

describe('when somebody presses "Start again"', () => {
  const again = pressed('request.again', { token });

  it('starts a case over that could not be finished', async () => {
    const stuck: Failed = { ...request, state: 'failed', failure: { at: 0, reason: 'passEndedUnused' } };
    const asked: unknown[] = [];
    const retryRequest = (input: unknown) => Promise.resolve((asked.push(input), done(request)));
    await onAgain(rig({ findRequest: () => Promise.resolve(done(stuck)), retryRequest }).deps, turn(), again);
    expect(asked).toEqual([press]);
  });

  it('asks anew for the same scenario after any other end', async () => {
    const over = ended(awaiting({ round: 2, scenario: 'lostKey' }), 'denied');
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => Promise.resolve((asked.push(input), refused('nothingToRemove')));
    const { deps } = rig({ findRequest: () => Promise.resolve(done(over)), draftRequest });
    expect(wordsOf(await onAgain(deps, turn(), again))).toContain('Nothing that is registered fits');
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, scenario: 'lostKey' }]);
  });

  it('leaves it to the verb to refuse whoever it is not about, and what is not over', async () => {
    const retryRequest = () => Promise.resolve(refusing('notFound'));
    const over = rig({ findRequest: () => Promise.resolve(done(ended(request, 'denied'))), retryRequest }).deps;
    const theirs = pressed('request.again', { token: requestToken(MANAGER, request) });
    expect(wordsOf(await onAgain(over, turn({ presser: MANAGER }), theirs))).toContain('cannot find');
    const live = rig({ findRequest: () => Promise.resolve(done(request)), retryRequest }).deps;
    expect(wordsOf(await onAgain(live, turn(), again))).toContain('cannot find');
  });
});

describe('when "cancel" stands on a draft', () => {
  it('drops the draft and asks no verb', async () => {
    const draft = tokenFor(EMPLOYEE, { kind: 'draft', id: 'draft-1', round: 0 });
    const answer = await onCancel(rig().deps, turn(), pressed('request.cancel', { token: draft }));
    expect(wordsOf(answer)).toContain('Nothing was sent and nothing was changed');
  });
});

describe('when the token is somebody else’s', () => {
  it.each([onRefresh, onCancel, onItsMe, onAgain, onDone, onNotMe] as unknown as Handler<never>[])(
    'asks no verb (%#)',
    async (handler) => {
      const answer = await handler(
        rig().deps,
        turn({ presser: MANAGER }),
        pressed('request.refresh', { token }) as never,
      );
      expect(answer).toMatchObject({ kind: 'text', text: expect.stringContaining('out of date') });
    },
  );
});
