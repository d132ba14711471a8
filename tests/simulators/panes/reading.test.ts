import { createReading, markRead, noteWritten, unreadOf } from '../../../simulators/panes/reading';
import type { ChatMessage } from '../../../simulators/teams/message';

const message = (id: string, author = 'bot'): ChatMessage => ({
  ...{ id, author, conversationId: 'c', text: '', format: 'plain', cards: [], suggestions: [] },
  ...{ sentAt: 0, edits: 0, revision: 0 },
});
const written = (id: string, kind: 'edited' | 'sent' = 'sent') => ({ kind, conversationId: 'c', id });

describe('when somebody reads', () => {
  it('knows what came since, and that an edit is news again', () => {
    const reading = createReading();
    const chat = [message('1'), message('2'), message('3', 'ada')];
    for (const { id } of chat) noteWritten(reading, written(id));
    expect(unreadOf(reading, 'ada', chat)).toEqual(['1', '2']);
    markRead(reading, 'ada', 'c');
    expect(unreadOf(reading, 'ada', chat)).toEqual([]);
    expect(unreadOf(reading, 'hana', chat)).toEqual(['1', '2']);
    noteWritten(reading, written('1', 'edited'));
    expect(unreadOf(reading, 'ada', chat)).toEqual(['1']);
  });

  it('takes her own new view for no news', () => {
    const reading = createReading();
    noteWritten(reading, written('1'));
    markRead(reading, 'ada', 'c');
    noteWritten(reading, { kind: 'viewed', viewerId: 'ada', conversationId: 'c', id: '1' });
    expect(unreadOf(reading, 'ada', [message('1')])).toEqual([]);
  });
});
