import { isCountdown } from '../../bot/countdown';
import { passViewer } from '../../bot/shown-pass';
import type { RecoveryRequest } from '../../recovery/request';
import { MINUTE } from '../support/fake-clock';
import { approvedRun, completed, failed, ISSUED, revealed } from '../support/request-arms';
import { EMPLOYEE, NOON } from '../support/request-builder';
import { notifierRig } from './notifier-rig';

const ENROLLED = { enrolled: { at: NOON, methodId: 'app-2', kind: 'microsoftAuthenticator' } } as const;
const request = revealed();
const same = <R extends RecoveryRequest>(later: R): R => ({ ...later, id: request.id, shortCode: request.shortCode });
const again = { methodId: 'pass-2', issuedAt: NOON + 3 * MINUTE, expiresAt: NOON + 33 * MINUTE };

const FIRST = 'post: Your pass works until 12:32 UTC at the longest';
/** What was sent to the employee about the time that is left. */
function rig() {
  const one = notifierRig();
  one.clock.advance(ISSUED.issuedAt - one.clock.now());
  const about =
    /Your pass works until [\d:]+ UTC at the longest|Your pass: (?:about )?\w+ minutes? left|Your pass has run out|no longer works|You do not need the pass/;
  const counted = (): readonly string[] =>
    one.sent.flatMap(({ how, chat, text }) => {
      const [words] = chat === `chat-${EMPLOYEE}` ? (about.exec(text) ?? []) : [];
      return words === undefined ? [] : [`${how}: ${words}`];
    });
  return { ...one, counted };
}

describe('when a pass was shown in the chat', () => {
  it('counts down in one message of its own', async () => {
    const { notifier, clock, counted } = rig();
    await notifier.project(request);
    for (const minutes of [1, 4, 15, 9, 1]) {
      clock.advance(minutes * MINUTE);
      await notifier.project(request);
    }
    expect(counted()).toEqual([
      FIRST,
      'update: Your pass: about 25 minutes left',
      'update: Your pass: 10 minutes left',
      'update: Your pass: one minute left',
      'update: Your pass has run out',
    ]);
  });

  it('is not drawn again while the minutes told are the same', async () => {
    const { notifier, sent } = rig();
    await notifier.project(request);
    const before = sent.length;
    await notifier.project(request);
    expect(sent).toHaveLength(before);
  });

  it.each([
    ['the new method is seen', revealed(ENROLLED), 'update: You do not need the pass'],
    ['the case is closed', completed(ENROLLED), 'update: You do not need the pass'],
    ['it ended unused', failed(), 'update: no longer works'],
  ])('says so when %s', async (_name, later, last) => {
    const { notifier, counted } = rig();
    await notifier.project(request);
    await notifier.project(same(later));
    expect(counted()).toEqual([FIRST, last]);
  });

  it('counts a newer pass in a message of its own and ends the older one', async () => {
    const { notifier, counted } = rig();
    await notifier.project(request);
    await notifier.project(same(revealed({ pass: again })));
    await notifier.project(same(revealed({ pass: again })));
    expect(counted()).toEqual([FIRST, 'update: no longer works', FIRST.replace('12:32', '12:33')]);
  });

  it('reminds in a further message and touches none that is there', async () => {
    const { notifier, clock, sent, counted } = rig();
    await notifier.project(request);
    clock.advance(20 * MINUTE);
    const before = sent.length;
    expect(await notifier.notify(EMPLOYEE, 'passEnds', request)).toBe(true);
    expect(sent.slice(before).map(({ how, chat }) => [how, chat])).toEqual([['post', `chat-${EMPLOYEE}`]]);
    expect(sent.at(-1)?.text).toContain('No new sign-in method was seen yet');
    await notifier.project(request);
    expect(counted().at(-1)).toBe('update: Your pass: 10 minutes left');
  });

  it('lets everything else go on when Teams refuses that message', async () => {
    const { notifier, log, state, counted } = rig();
    await notifier.project(same(approvedRun()));
    state.fail = (how) => (how === 'post' ? new Error('refused') : undefined);
    expect(await notifier.project(request)).toMatchObject({ unreachable: [] });
    expect([counted(), log.events('warn')]).toEqual([[], ['countdown.failed']]);
    state.fail = () => undefined;
    await notifier.project(request);
    expect(counted()).toEqual([FIRST]);
  });

  it('a process that is lost before it has noted the message leaves one that stays true', async () => {
    const { notifier, clock, conversations, sent, counted } = rig();
    const save = conversations.savePlacements.bind(conversations);
    const lost = jest.spyOn(conversations, 'savePlacements').mockImplementation(async (...placed) => {
      if (placed[2].some(({ viewer }) => isCountdown(viewer))) throw new Error('the process is gone');
      await save(...placed);
    });
    await expect(notifier.project(request)).rejects.toThrow('the process is gone');
    lost.mockRestore();
    clock.advance(21 * MINUTE);
    await notifier.project(request);
    clock.advance(MINUTE);
    await notifier.project(request);
    expect(counted()).toEqual([FIRST, FIRST, 'update: Your pass: 8 minutes left']);
    const [left, known] = sent.filter(({ text }) => text.includes('at the longest'));
    expect(left?.text).not.toMatch(/minutes left/);
    expect(sent.filter(({ how }) => how === 'update').map(({ activityId }) => activityId)).toEqual([known?.activityId]);
  });

  it('never takes another message for one of these', () => {
    expect([EMPLOYEE, passViewer(EMPLOYEE, 'm1'), 'countdown:x:y'].map(isCountdown)).toEqual([false, false, true]);
  });
});
