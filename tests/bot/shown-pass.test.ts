import { isPassViewer, passIsNeeded, passViewer } from '../../bot/shown-pass';
import type { RecoveryRequest } from '../../recovery/request';
import { approvedRun, completed, failed, revealed } from '../support/request-arms';
import { awaiting, EMPLOYEE, NOON, TENANT } from '../support/request-builder';
import { notifierRig } from './notifier-rig';

const CHAT = { conversationId: 'chat', serviceUrl: 'https://teams', channelUserId: '29:ada' };
const ENROLLED = { enrolled: { at: NOON, methodId: 'app-2', kind: 'microsoftAuthenticator' } } as const;
const request = revealed();
const same = <R extends RecoveryRequest>(later: R): R => {
  const { id, shortCode } = request;
  return { ...later, id, shortCode };
};

/** The shown pass was deleted so that the default method could go; she has not seen another one yet. */
function diedInGap(): RecoveryRequest {
  const request = revealed({ gap: 'closed' });
  const { pass: _gone, ...decided } = request.decided;
  return { ...request, decided };
}

/** The employee has two messages: her own card, and (the same or another) one in which a pass was shown. */
async function rig(own: string, withPass: string) {
  const { notifier, conversations, sent } = notifierRig();
  await conversations.saveReference(TENANT, EMPLOYEE, CHAT);
  const keep = (viewer: string, activityId: string) =>
    conversations.savePlacement(TENANT, request.id, viewer, { conversationId: 'chat', activityId, face: '' });
  await keep(EMPLOYEE, own);
  await keep(passViewer(EMPLOYEE, withPass), withPass);
  /** Which of the two were edited. */
  const edited = () =>
    sent.flatMap(({ how, activityId }) => (how === 'update' && /^m\d/.test(activityId) ? activityId : []));
  return { notifier, edited };
}

describe('when a pass stands on the employee’s screen', () => {
  it('stays while it may be needed, whatever else changes', async () => {
    const { notifier, edited } = await rig('m1', 'm1');
    await notifier.project(request);
    await notifier.project(same(revealed({ verifiedAt: NOON })));
    expect(edited()).toEqual([]);
  });

  it.each<readonly [string, RecoveryRequest]>([
    ['a new method stands', revealed(ENROLLED)],
    ['the case is closed', completed(ENROLLED)],
    ['the pass ran out unused', failed()],
  ])('goes when %s', async (_name, over) => {
    const { notifier, edited } = await rig('m1', 'm1');
    await notifier.project(same(over));
    expect(edited()).toEqual(['m1']);
  });

  it('goes when it is not needed any more, also beside what was drawn before', async () => {
    const { notifier, edited } = await rig('m1', 'm2');
    await notifier.project(request);
    await notifier.project(same(revealed(ENROLLED)), request);
    expect(edited()).toContain('m2');
  });

  it('is gone for good: a later round keeps the same message up to date', async () => {
    const { notifier, edited } = await rig('m1', 'm1');
    await notifier.project(same(awaiting({ round: 2 })));
    await notifier.project(same(approvedRun()));
    expect(edited()).toEqual(['m1', 'm1']);
  });

  it('goes, once, from another message than her own card, which was kept up to date meanwhile', async () => {
    const { notifier, edited } = await rig('m1', 'm2');
    await notifier.project(request);
    expect(edited()).toEqual(['m1']);
    await notifier.project(same(completed(ENROLLED)));
    await notifier.project(same(completed(ENROLLED)));
    expect(edited()).toEqual(['m1', 'm1', 'm2']);
  });
});

describe('when it is asked whether a pass may be needed', () => {
  it.each<readonly [RecoveryRequest, boolean]>([
    [awaiting(), false],
    [approvedRun(), true],
    [revealed(), true],
    [revealed(ENROLLED), false],
    [diedInGap(), false],
    [revealed({ gap: 'closed' }), true],
    [completed(), false],
    [failed(), false],
  ])('%#: says so by state and enrolment', (asked, needed) => {
    expect(passIsNeeded(asked)).toBe(needed);
  });

  it('never takes a person for a message with a pass', () => {
    expect([EMPLOYEE, passViewer(EMPLOYEE, 'm1'), 'channel:1'].map(isPassViewer)).toEqual([false, true, false]);
  });
});
