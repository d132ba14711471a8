import { onInstall } from '../../bot/on-install';
import type { Mine } from '../../recovery/find-request';
import { awaiting, MANAGER } from '../support/request-builder';
import { FakeSeen } from './fake-conversations';
import { rig, stored, turn, wordsOf } from './handler-rig';

const event = turn({ kind: 'event' });
const nothing: Mine = { waiting: [] };
const installing = (mine: Mine = nothing) => ({
  ...rig({ findMine: () => Promise.resolve(mine) }).deps,
  seen: new FakeSeen(),
});

describe('when the app is added for somebody', () => {
  it('welcomes them once, however often it is added', async () => {
    const deps = installing();
    expect(wordsOf(await onInstall(deps, event, 'add'))).toContain('Hello, I am Latchkey');
    expect(await onInstall(deps, event, 'add')).toEqual({ kind: 'nothing' });
    expect(await onInstall(deps, event, 'add-upgrade')).toEqual({ kind: 'nothing' });
  });

  it('welcomes each person in their own chat', async () => {
    const deps = installing();
    await onInstall(deps, event, 'add');
    const other = turn({ kind: 'event', presser: MANAGER, conversationId: 'a:max' });
    expect((await onInstall(deps, other, 'add')).kind).toBe('card');
  });

  it('says nothing when it was added for an approver whose card is on its way', async () => {
    const deps = installing({ waiting: [stored(awaiting())] });
    expect(await onInstall(deps, turn({ kind: 'event', presser: MANAGER }), 'add')).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['it was removed', event, 'remove'],
    ['it was added to a channel', turn({ kind: 'event', scope: 'shared' }), 'add'],
    ['nothing is said about it', event, ''],
  ])('says nothing when %s', async (_name, where, action) => {
    expect(await onInstall(installing(), where, action)).toEqual({ kind: 'nothing' });
  });
});
