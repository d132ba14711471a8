import * as approval from '../../bot/on-approval';
import type { Handler } from '../../bot/handler-deps';
import type { Verbs } from '../../bot/verbs';
import { Secret } from '../../platform/secret';
import { releaseCode } from '../../recovery/codes';
import { refused } from '../../recovery/outcome';
import { approved, awaiting, EMPLOYEE, MANAGER, OTHER_TENANT, TENANT } from '../support/request-builder';
import {
  cardOf,
  done,
  KEYS,
  nodeOf,
  pressed,
  refusing,
  requestToken,
  rig,
  stored,
  tokenFor,
  turn,
  verbsOn,
  wordsOf,
} from './handler-rig';

const request = awaiting({ round: 3 });
const decided = approved(request);
const token = requestToken(MANAGER, request);
const asManager = turn({ presser: MANAGER });
const press = { tenantId: TENANT, presser: MANAGER, requestId: request.id, round: 3 };
const manual = { token, trigger: 'manual' } as const;

/** A verb that keeps what it was asked and answers the same every time. */
function recording<K extends keyof Verbs>(name: K, outcome: Awaited<ReturnType<Verbs[K]>>) {
  const asked: unknown[] = [];
  const verb = (input: unknown) => {
    asked.push(input);
    return Promise.resolve(outcome);
  };
  return { asked, verbs: { [name]: verb } as Partial<Verbs> };
}

describe('when the approver presses on the first card', () => {
  const first: readonly (readonly [string, Handler<never>, string])[] = [
    ['Approve', approval.onApprove, 'approval.confirmApprove'],
    ['Deny', approval.onDeny, 'approval.confirmDeny'],
    ['This is fraud', approval.onFraud, 'approval.confirmFraud'],
  ];
  it.each(first)('answers %s with its confirm card and decides nothing', async (_name, handler, verb) => {
    const answers = () => Promise.resolve(done(request));
    const { deps } = rig({ findRequest: answers, beginApproval: answers });
    const card = cardOf(await handler(deps, asManager, manual as never));
    expect(verbsOn(card)).toEqual([verb, 'approval.back']);
    expect(card.content['refresh']).toBeUndefined();
  });

  it('answers Approve with the way to sign in first where that is asked for, and takes no number', async () => {
    const link = Secret.of('https://latchkey.example/step-up?link=x');
    const answer = refused('stepUpNeeded', { stored: stored(request), link });
    const { deps } = rig({
      beginApproval: () => Promise.resolve(answer),
      approveRequest: () => Promise.resolve(answer),
    });
    const confirm = { ...manual, verb: 'approval.confirmApprove', matchNumber: '417', verifiedBy: 'inPerson' } as const;
    for (const pressed of [
      await approval.onApprove(deps, asManager, { ...manual, verb: 'approval.approve' }),
      await approval.onConfirmApprove(deps, asManager, confirm),
    ]) {
      const card = cardOf(pressed);
      expect(verbsOn(card)).toEqual(['approval.approve', 'approval.deny', 'approval.back', 'approval.fraud']);
      expect(JSON.stringify(card.content)).toContain('"url":"https://latchkey.example/step-up?link=x"');
      expect(nodeOf(card, 'matchNumber')).toBeUndefined();
    }
  });

  it('shows the true face when it was decided meanwhile', async () => {
    const { deps } = rig({ beginApproval: () => Promise.resolve(done(decided)) });
    const card = cardOf(await approval.onApprove(deps, asManager, { ...manual, verb: 'approval.approve' }));
    expect(nodeOf(card, 'releaseCode')).toBeDefined();
  });
});

describe('when the approver confirms', () => {
  const confirm = { ...manual, verb: 'approval.confirmApprove', matchNumber: '417', verifiedBy: 'inPerson' } as const;

  it('asks the verb with the round of the card, and shows the release code', async () => {
    const { asked, verbs } = recording('approveRequest', done(decided));
    const card = cardOf(await approval.onConfirmApprove(rig(verbs).deps, asManager, confirm));
    expect(asked).toEqual([{ ...press, matchNumber: '417', verifiedBy: 'inPerson' }]);
    const code = releaseCode(KEYS, decided, decided.decided).reveal();
    expect(String(nodeOf(card, 'releaseCode')?.['text']).replace(' ', '')).toBe(code);
  });

  it('shows no release code to an old client, whose answer stays in the chat', async () => {
    const { verbs } = recording('approveRequest', done(decided));
    const answer = await approval.onConfirmApprove(rig(verbs).deps, { ...asManager, kind: 'submit' }, confirm);
    expect(nodeOf(cardOf(answer), 'releaseCode')).toBeUndefined();
  });

  it.each(['matchNumberWrong', 'matchNumberMissing', 'verifiedByMissing'] as const)(
    'asks again after %s, with the reason on top',
    async (code) => {
      const { verbs } = recording('approveRequest', refusing(code, request));
      const card = cardOf(await approval.onConfirmApprove(rig(verbs).deps, asManager, confirm));
      expect(verbsOn(card)).toContain('approval.confirmApprove');
      expect(nodeOf(card, 'matchNumber')?.['value']).toBe(code === 'verifiedByMissing' ? '417' : undefined);
    },
  );

  it('goes back to the face when the number is locked', async () => {
    const { verbs } = recording('approveRequest', refusing('matchNumberLocked', request));
    const answer = await approval.onConfirmApprove(rig(verbs).deps, asManager, confirm);
    expect(verbsOn(cardOf(answer))).not.toContain('approval.confirmApprove');
    expect(wordsOf(answer)).toContain('wrong too often');
  });

  it('hands an empty number on when none was typed', async () => {
    const { asked, verbs } = recording('approveRequest', refusing('matchNumberMissing', request));
    await approval.onConfirmApprove(rig(verbs).deps, asManager, pressed('approval.confirmApprove', { token }));
    expect(asked).toEqual([{ ...press, matchNumber: '' }]);
  });
});

describe('when the approver answers otherwise', () => {
  const presses: readonly (readonly [string, Handler<never>, keyof Verbs, object, object])[] = [
    ['deny', approval.onConfirmDeny, 'denyRequest', { reason: 'denied.other' }, { reason: 'denied.other' }],
    ['deny without a reason', approval.onConfirmDeny, 'denyRequest', {}, { reason: '' }],
    ['fraud', approval.onConfirmFraud, 'reportFraud', { reason: 'fraud.notThem' }, { reason: 'fraud.notThem' }],
    ['not sure', approval.onUnsure, 'markUnsure', {}, {}],
    ['not mine', approval.onNotMine, 'passOn', {}, {}],
    ['new code', approval.onNewCode, 'renewCode', {}, {}],
    ['withdraw', approval.onWithdraw, 'withdrawApproval', {}, {}],
    ['back', approval.onBack, 'findRequest', {}, {}],
  ];
  it.each(presses)('hands %s to its verb and draws the true face', async (_name, handler, name, inputs, expected) => {
    const { asked, verbs } = recording(name, done(request));
    const answer = await handler(rig(verbs).deps, asManager, { ...manual, ...inputs } as never);
    expect(asked).toEqual([{ ...press, ...expected }]);
    expect(verbsOn(cardOf(answer))).toContain('approval.approve');
  });

  it('asks for the reason again while it is missing', async () => {
    const { verbs } = recording('denyRequest', refusing('reasonMissing', request));
    const answer = await approval.onConfirmDeny(rig(verbs).deps, asManager, pressed('approval.confirmDeny', { token }));
    expect(verbsOn(cardOf(answer))).toEqual(['approval.confirmDeny', 'approval.back']);
    expect(wordsOf(answer)).toContain('Please give a reason');
  });
});

describe('when the token of a card is not good for this press', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['somebody else’s', requestToken(EMPLOYEE, request), MANAGER],
    ['from another tenant', tokenFor(MANAGER, { kind: 'request', id: request.id, round: 3 }, OTHER_TENANT), MANAGER],
    ['of a draft', tokenFor(MANAGER, { kind: 'draft', id: request.id, round: 0 }), MANAGER],
    ['made up', 'r.01ARZ3NDEKTSV4RRFFQ69G5FAV.1.k1.AAAA', MANAGER],
    ['cut', token.slice(0, -2), MANAGER],
    ['with another round', token.replace('.3.', '.4.'), MANAGER],
    ['nothing like one', '${token}', MANAGER],
  ];
  const handlers: readonly Handler<never>[] = [
    ...[approval.onApprove, approval.onConfirmApprove, approval.onConfirmDeny, approval.onConfirmFraud],
    ...[approval.onUnsure, approval.onNotMine, approval.onNewCode, approval.onWithdraw, approval.onBack],
  ];
  it.each(bad)('asks no verb when it is %s', async (_name, badToken, presser) => {
    for (const handler of handlers) {
      const answer = await handler(rig().deps, turn({ presser }), { trigger: 'manual', token: badToken } as never);
      expect(answer).toMatchObject({ kind: 'text', text: expect.stringContaining('out of date') });
    }
  });
});
