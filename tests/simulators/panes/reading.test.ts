import { createReading, markRead, noteRemoved, noteWritten, unreadOf } from '../../../simulators/panes/reading';

const CHAT = 'c';
const message = (id: string) => ({ conversationId: CHAT, id });

describe('when somebody reads', () => {
  it('knows what came since, and that an edit is news again', () => {
    const reading = createReading();
    for (const who of ['ada', 'hana']) for (const id of ['1', '2']) noteWritten(reading, who, message(id));
    expect([...unreadOf(reading, 'ada', CHAT)]).toEqual(['1', '2']);
    markRead(reading, 'ada', CHAT);
    expect(unreadOf(reading, 'ada', CHAT).size).toBe(0);
    expect([...unreadOf(reading, 'hana', CHAT)]).toEqual(['1', '2']);
    noteWritten(reading, 'ada', message('1'));
    expect([...unreadOf(reading, 'ada', CHAT)]).toEqual(['1']);
  });

  it('counts a message once however often it is edited, and not when it is gone', () => {
    const reading = createReading();
    for (const id of ['1', '2', '1', '1']) noteWritten(reading, 'ada', message(id));
    expect(unreadOf(reading, 'ada', CHAT).size).toBe(2);
    noteRemoved(reading, 'ada', message('1'));
    expect([...unreadOf(reading, 'ada', CHAT)]).toEqual(['2']);
  });
});
