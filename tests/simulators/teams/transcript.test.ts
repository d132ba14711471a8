import { plainText } from '../../../simulators/teams/message';
import type { TranscriptEvent } from '../../../simulators/teams/transcript';
import {
  addMessage,
  createTranscript,
  editMessage,
  findMessage,
  listMessages,
  removeMessage,
  showCard,
  showNotice,
} from '../../../simulators/teams/transcript';

const REF = { conversationId: 'c', id: '1' };
const withCard = (name: string) => ({ ...plainText(''), cards: [{ name }] });

function transcript() {
  const clock = { time: 10, now: () => clock.time };
  const made = createTranscript(clock);
  const events: TranscriptEvent[] = [];
  made.events.subscribe((event) => events.push(event));
  addMessage(made, { ...REF, author: 'bot', content: withCard('base') });
  return { made, clock, events, seen: (viewer: string) => findMessage(made, REF, viewer) };
}

describe('when a viewer gets a card of her own', () => {
  it('is seen by her alone, and an edit takes it and its notice away', () => {
    const { made, clock, seen } = transcript();
    showNotice(made, REF, 'ada', { kind: 'error', text: 'no' });
    expect(seen('ada')?.notice).toEqual({ kind: 'error', text: 'no' });
    showCard(made, REF, 'ada', { name: 'hers' });
    expect(seen('ada')?.card).toEqual({ name: 'hers' });
    expect(seen('ada')?.notice).toBeUndefined();
    expect(seen('hana')?.card).toEqual({ name: 'base' });
    showNotice(made, REF, 'ada', { kind: 'info', text: 'ok' });
    clock.time = 20;
    editMessage(made, REF, withCard('new'));
    expect(seen('ada')).toMatchObject({ card: { name: 'new' }, sentAt: 10, editedAt: 20, edits: 1 });
    expect(seen('ada')?.notice).toBeUndefined();
  });
});

describe('when messages come and go', () => {
  it('keeps their order through edits, per conversation', () => {
    const { made } = transcript();
    addMessage(made, { conversationId: 'c', id: '2', author: 'ada', content: plainText('two') });
    addMessage(made, { conversationId: 'd', id: '1', author: 'ada', content: plainText('other') });
    editMessage(made, REF, plainText('one'));
    expect(listMessages(made, 'c', 'ada').map(({ text }) => text)).toEqual(['one', 'two']);
    removeMessage(made, REF);
    expect(listMessages(made, 'c', 'ada').map(({ id }) => id)).toEqual(['2']);
    expect(listMessages(made, 'unknown', 'ada')).toEqual([]);
  });

  it('tells each change once, and numbers it', () => {
    const { made, events, seen } = transcript();
    const first = seen('ada')?.revision ?? 0;
    editMessage(made, REF, plainText('x'));
    showCard(made, REF, 'ada', {});
    expect(seen('ada')?.revision).toBe(first + 2);
    removeMessage(made, REF);
    expect(events.map(({ kind }) => kind)).toEqual(['sent', 'edited', 'viewed', 'removed']);
    expect(events[2]).toEqual({ kind: 'viewed', viewerId: 'ada', ...REF });
  });

  it('does nothing to a message that is not there', () => {
    const { made, events } = transcript();
    const gone = { conversationId: 'c', id: '9' };
    expect(editMessage(made, gone, plainText('x'))).toBe(false);
    expect(removeMessage(made, gone)).toBe(false);
    showCard(made, gone, 'ada', {});
    expect(events).toHaveLength(1);
  });
});
