import { readIntent } from '../../bot/intents';
import { onHasOldPhone } from '../../bot/on-words';
import { rig, turn } from './handler-rig';

const kindOf = (text: string): string => {
  const intent = readIntent({ text });
  return intent.kind === 'open' ? intent.scenario : intent.kind;
};

describe('when somebody still has the old phone', () => {
  it.each([
    'I still have the old phone',
    'I still have my old phone',
    'still got my old iPhone',
    'I have a new phone, and I still have the old one',
    'new phone but the old one still works',
    'I got a new phone. My old phone is still here, can I just move?',
    'I have the old phone as well',
    'I still have both phones',
  ])('reads “%s” as that, and opens nothing', (text) => {
    expect(kindOf(text)).toBe('hasOldPhone');
  });

  it.each([
    ['newPhone', 'I have a new phone but I still have my old phone number'],
    ['newPhone', 'new phone, I still have the old one but it is wiped'],
    ['newPhone', "I don't still have the old phone, only the new phone"],
    ['newPhone', 'I got a new phone. I still have the old one, but it does not turn on'],
    ['newPhone', 'new phone, I still have the old one but deleted the app on it'],
    ['newPhone', 'I have a new phone and the old one was returned'],
    ['lostPhone', 'I still have the old phone but it is broken'],
    ['lostPhone', 'My old phone does not work'],
    ['lostKey', 'I lost my security key but still have the old phone'],
    ['suspicious', 'somebody tried to sign in, and I still have my old phone'],
  ])('reads as %s where the old one is of no use, or more is wrong: “%s”', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('says how to move to the new one, and what to press when it does not work', async () => {
    const answer = await onHasOldPhone(rig().deps, turn(), {});
    if (answer.kind !== 'text') throw new Error('expected a text');
    expect(answer.text).toContain('aka.ms/mysecurityinfo');
    expect(answer.suggestions?.map(({ says }) => kindOf(says))).toEqual(['lostPhone']);
  });
});
