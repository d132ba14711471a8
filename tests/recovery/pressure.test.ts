import { pressesForSpeed } from '../../recovery/pressure';
import { storyOf } from '../../recovery/story';
import { START } from '../support/fake-clock';

describe('when words press for speed', () => {
  it.each([
    'URGENT!!',
    'I urgently need it',
    'I need this ASAP',
    'the CEO is waiting',
    'right now please',
    'it is an emergency',
  ])('%j does', (text) => {
    expect(pressesForSpeed(text)).toBe(true);
  });

  it.each(['', 'I lost my phone on the bus', 'insurgents', 'I hurried and fell'])('%j does not', (text) => {
    expect(pressesForSpeed(text)).toBe(false);
  });
});

describe('when a story is told', () => {
  it.each([
    ['in the details', { details: 'Please hurry' }, true],
    ['in the message before', { pressed: true as const }, true],
    ['nowhere', { details: 'In Bergen until noon' }, false],
  ])('it presses when it was said %s', (_where, said, expected) => {
    expect(storyOf({ scenario: 'lostPhone', ...said }, START).presses).toBe(expected);
  });
});
