import { openersOf, storyOf } from '../../recovery/story';
import { HOUR, START } from '../support/fake-clock';
import { awaiting } from '../support/request-builder';
import { WHO } from '../support/sample-people';

describe('when it is asked from when on something is gone', () => {
  it.each([
    ['nothing said, nothing opened: now', undefined, undefined, START],
    ['nothing said: since the request was opened', undefined, START - HOUR, START - HOUR],
    ['said: since then', START - 5 * HOUR, START - HOUR, START - 5 * HOUR],
    ['said before it is opened', START - 5 * HOUR, undefined, START - 5 * HOUR],
    ['said to be after the opening: nobody can mean that', START + 24 * HOUR, START - HOUR, START - HOUR],
    ['said to be in the future', START + 24 * HOUR, undefined, START],
  ])('%s', (_what, lostAt, openedAt, lostSince) => {
    const about = {
      scenario: 'lostPhone' as const,
      ...(lostAt === undefined ? {} : { lostAt }),
      ...(openedAt === undefined ? {} : { openedAt }),
    };
    expect(storyOf(about, START)).toEqual({
      scenario: 'lostPhone',
      chosenMethods: [],
      lostSince,
      presses: false,
      now: START,
    });
  });

  it('what the employee chose is kept', () => {
    expect(storyOf({ scenario: 'lostKey', chosenMethods: ['a'] }, START).chosenMethods).toEqual(['a']);
  });
});

describe('when it is asked whether words press for speed (T17)', () => {
  const ticket = (text: string) => ({ proof: { proof: 'proof.video', ticket: text } });

  it.each<readonly [string, Partial<Parameters<typeof storyOf>[0]>, boolean]>([
    ['nobody said anything', {}, false],
    ['the message did', { pressed: true }, true],
    ['the details do', { details: 'The CEO waits' }, true],
    ['the ticket does', ticket('INC1 urgent'), true],
    ['neither', { details: 'On the bus', ...ticket('INC1') }, false],
    ['the message did, and calm details undo nothing', { pressed: true, details: 'No rush', ...ticket('INC1') }, true],
  ])('%s', (_what, about, expected) => {
    expect(storyOf({ scenario: 'lostPhone', ...about }, START).presses).toBe(expected);
  });
});

describe('when it is asked whether somebody stands at a counter', () => {
  it.each([
    ['there', { place: 'inPerson' }, true],
    ['in Teams', { place: 'teams' }, undefined],
    ['not said', undefined, undefined],
  ] as const)('%s', (_where, delivery, expected) => {
    const about = { scenario: 'lostPhone' as const, ...(delivery && { delivery }) };
    expect(storyOf(about, START).atCounter).toBe(expected);
  });
});

describe('when it is asked who had a hand in a request', () => {
  it('the employee, who opened it and who joined', () => {
    const request = awaiting({ employee: WHO.ada, requester: WHO.helen, joined: [WHO.colin] });
    expect(openersOf(request)).toEqual([WHO.ada, WHO.helen, WHO.colin]);
  });
});
