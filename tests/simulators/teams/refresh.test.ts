import type { ChatMessage } from '../../../simulators/teams/message';
import { channelIdOf } from '../../../simulators/teams/persona';
import type { RefreshAsk } from '../../../simulators/teams/refresh';
import { createRefreshLog, mayRefresh, refreshActionFor } from '../../../simulators/teams/refresh';
import { BOT_ID } from './echo-bot';
import { ADA, MARCUS } from './people';

const message: ChatMessage = {
  ...{ id: '1', conversationId: 'c', author: 'bot', text: '', format: 'plain', cards: [], suggestions: [] },
  ...{ sentAt: 0, edits: 0, revision: 1 },
};
const ask = (more: Partial<RefreshAsk> = {}): RefreshAsk => ({ message, viewer: ADA, cause: 'shown', now: 0, ...more });

describe('when a client wants to refresh a card', () => {
  it('may once a minute, per card and viewer', () => {
    const log = createRefreshLog();
    expect(mayRefresh(log, ask())).toBe(true);
    expect(mayRefresh(log, ask({ now: 59_999 }))).toBe(false);
    expect(mayRefresh(log, ask({ viewer: MARCUS }))).toBe(true);
    expect(mayRefresh(log, ask({ message: { ...message, id: '2' } }))).toBe(true);
    expect(mayRefresh(log, ask({ now: 60_000 }))).toBe(true);
  });

  it('may at once after an edit, five times a minute', () => {
    const log = createRefreshLog();
    const edits = [0, 1, 2, 3, 4, 5].map((now) => mayRefresh(log, ask({ cause: 'changed', now })));
    expect(edits).toEqual([true, true, true, true, true, false]);
    expect(mayRefresh(log, ask({ cause: 'changed', now: 60_000 }))).toBe(true);
  });

  it('counts an edit as being shown', () => {
    const log = createRefreshLog();
    mayRefresh(log, ask({ cause: 'changed' }));
    expect(mayRefresh(log, ask({ now: 1 }))).toBe(false);
  });
});

describe('when a card says who refreshes it', () => {
  const action = { type: 'Action.Execute', verb: 'request.refresh' };

  it.each([
    ['her channel id', [channelIdOf(ADA, BOT_ID)], action],
    ['her object id, which Teams does not take', [ADA.objectId], undefined],
    ['nobody', [], undefined],
  ])('acts on %s', (_name, userIds, expected) => {
    expect(refreshActionFor({ refresh: { action, userIds } }, ADA, BOT_ID)).toEqual(expected);
  });
});
