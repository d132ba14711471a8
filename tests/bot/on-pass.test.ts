import { onReveal } from '../../bot/on-pass';
import { PASS_TAKEN_OFF, passViewer } from '../../bot/shown-pass';
import type { Verbs } from '../../bot/verbs';
import { Secret } from '../../platform/secret';
import type { Outcome, RevealOutcome } from '../../recovery/outcome';
import { refusalText } from '../../words/replies';
import { approved, awaiting, EMPLOYEE, NOON, TENANT } from '../support/request-builder';
import { cardOf, done, nodeOf, refusing, requestToken, rig, stored, turn, wordsOf } from './handler-rig';

const PASS = 'X7!kq#2m$Z';
const request = approved(awaiting());
const revealed = { ...request, state: 'revealed' as const };
const token = requestToken(EMPLOYEE, request);
const action = { verb: 'pass.reveal', token, trigger: 'manual', releaseCode: '482 913' } as const;
const shown: RevealOutcome = {
  ...{ kind: 'shown', pass: Secret.of(PASS), expiresAt: NOON + 3_600_000, againLeft: 3 },
  stored: stored(revealed),
};
const placed = { conversationId: 'a:chat', activityId: 'message-1', face: 'old' };

const markKey = `${TENANT}/${request.id}/${passViewer(EMPLOYEE, 'message-1')}`;

const revealing = (outcome: RevealOutcome, seen?: (input: unknown) => void): Partial<Verbs> => ({
  revealPass: (input) => {
    seen?.(input);
    return Promise.resolve(outcome);
  },
});

describe('when the employee presses "Show my pass"', () => {
  it('hands code and place to the verb and shows the pass to the presser alone', async () => {
    const asked: unknown[] = [];
    const { deps } = rig(revealing(shown, (input) => asked.push(input)));
    const card = cardOf(await onReveal(deps, turn(), action));
    expect(asked).toEqual([
      { tenantId: TENANT, presser: EMPLOYEE, requestId: request.id, code: '482 913', place: 'teams' },
    ]);
    expect(nodeOf(card, 'pass')).toMatchObject({ inlines: [expect.objectContaining({ text: PASS })] });
    expect(card.summary + String(card.content['speak']) + String(card.content['fallbackText'])).not.toContain(PASS);
    expect(card.content['refresh']).toBeUndefined();
  });

  it('is not kept as the face of any message', async () => {
    const answer = await onReveal(rig(revealing(shown)).deps, turn(), action);
    expect(answer).not.toHaveProperty('shows');
  });

  it('takes the message out of the notifier’s hands, before and after', async () => {
    const held: unknown[] = [];
    const marks: unknown[] = [];
    const { deps, conversations } = rig(
      revealing(shown, () => {
        held.push(deps.hand.of(TENANT, EMPLOYEE));
        // Another instance may draw from now on.
        marks.push(conversations.placed.get(markKey)?.face);
      }),
    );
    await conversations.savePlacement(TENANT, request.id, EMPLOYEE, placed);
    await onReveal(deps, turn(), action);
    expect(held).toEqual([{ conversationId: 'a:chat', activityId: 'message-1', use: 'leave' }]);
    expect(marks).toEqual(['']);
    expect(deps.hand.of(TENANT, EMPLOYEE)).toBeUndefined();
    const kept = await conversations.placement(TENANT, request.id, passViewer(EMPLOYEE, 'message-1'));
    expect(kept).toEqual({ conversationId: 'a:chat', activityId: 'message-1', face: '' });
    expect(await conversations.placement(TENANT, request.id, EMPLOYEE)).toEqual(placed);
  });

  it('still shows the pass when storage fails afterwards: it was minted', async () => {
    const { deps, conversations } = rig(revealing(shown));
    jest.spyOn(conversations, 'savePlacement').mockRejectedValue(new Error('storage is down'));
    expect(nodeOf(cardOf(await onReveal(deps, turn(), action)), 'pass')).toBeDefined();
  });

  it('shows the face with the reason when refused, and the message stays in place', async () => {
    const { deps, conversations } = rig(revealing(refusing('codeWrong', request) as RevealOutcome));
    await conversations.savePlacement(TENANT, request.id, EMPLOYEE, placed);
    const answer = await onReveal(deps, turn(), action);
    expect(wordsOf(answer)).toContain('That is not the code');
    expect(nodeOf(cardOf(answer), 'pass')).toBeUndefined();
    expect(await conversations.placement(TENANT, request.id, EMPLOYEE)).toEqual(placed);
    expect(conversations.placed.get(markKey)?.face).toBe(PASS_TAKEN_OFF);
  });
});

describe('when the button is pressed again while the pass is on its way', () => {
  it('answers in words: a card would wipe the pass that the first press brings to the same message', async () => {
    const { deps, conversations } = rig(revealing(refusing('stillWorking', request) as RevealOutcome));
    const answer = await onReveal(deps, turn(), action);
    expect(answer).toMatchObject({ kind: 'text', text: refusalText('stillWorking') });
    expect(conversations.placed.get(markKey)?.face).toBe('');
  });
});

describe('when a press is refused beside another one whose pass may be on this message', () => {
  const NOW = NOON + 120_000;
  const pass = { methodId: 'tap-1', issuedAt: NOW - 5_000, expiresAt: NOW + 3_600_000 };
  const withPass = { ...revealed, decided: { ...revealed.decided, pass } };
  const older = { ...withPass, decided: { ...withPass.decided, pass: { ...pass, issuedAt: NOW - 60_000 } } };
  const minting = { ...request, decided: { ...request.decided, revealStartedAt: NOW - 2_000 } };
  const unknown = (): Promise<Outcome> => Promise.resolve(refusing('storageUnavailable'));

  it.each<readonly [string, () => Promise<Outcome>, string]>([
    ['it was brought a moment ago', () => Promise.resolve(done(withPass)), ''],
    ['it is being made', () => Promise.resolve(done(minting)), ''],
    ['nobody can tell', unknown, ''],
    ['it was brought long before', () => Promise.resolve(done(older)), PASS_TAKEN_OFF],
    ['there is none', () => Promise.resolve(done(request)), PASS_TAKEN_OFF],
  ])('%s', async (_what, findRequest, mark) => {
    const outcome = refusing('directoryUnavailable') as RevealOutcome;
    const { deps, conversations } = rig({ ...revealing(outcome), findRequest });
    const answer = await onReveal(deps, turn(), action);
    expect(answer).toMatchObject({ kind: 'text', text: refusalText('directoryUnavailable') });
    expect(conversations.placed.get(markKey)?.face).toBe(mark);
  });

  it('words only, also where a card could say more', async () => {
    const { deps, conversations } = rig(revealing(refusing('codeWrong', withPass) as RevealOutcome));
    expect(await onReveal(deps, turn(), action)).toMatchObject({ kind: 'text' });
    expect(conversations.placed.get(markKey)?.face).toBe('');
  });
});

describe('when the answer would stay where others or the history can show it', () => {
  it.each([
    ['an old client, whose answer is a chat message', turn({ kind: 'submit' })],
    ['a chat message', turn({ kind: 'message' })],
    ['a press in a channel', turn({ scope: 'shared' })],
  ])('mints nothing for %s', async (_name, where) => {
    const answer = await onReveal(rig().deps, where, action);
    expect(answer).toMatchObject({ kind: 'text', text: expect.stringContaining('cannot show the pass safely') });
  });
});
