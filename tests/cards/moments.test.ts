import { ago, clockTime, minutesLeft, moment } from '../../cards/moments';

const AT = Date.UTC(2025, 10, 4, 13, 5);

describe('when a moment is shown', () => {
  it.each([
    ['Europe/Oslo', 'Tue 4 Nov, 14:05 CET'],
    ['Asia/Kolkata', 'Tue 4 Nov, 18:35 GMT+5:30'],
    ['America/New_York', 'Tue 4 Nov, 08:05 GMT-5'],
    ['Pacific/Auckland', 'Wed 5 Nov, 02:05 GMT+13'],
    [undefined, 'Tue 4 Nov, 13:05 UTC'],
    ['Mars/Olympus', 'Tue 4 Nov, 13:05 UTC'],
    ['<script>', 'Tue 4 Nov, 13:05 UTC'],
  ])('says it for %s with its zone', (zone, expected) => {
    expect(moment(AT, zone)).toBe(expected);
    expect(expected.endsWith(clockTime(AT, zone))).toBe(true);
  });

  it('writes midnight as 00', () => {
    expect(clockTime(Date.UTC(2025, 10, 4), 'UTC')).toBe('00:00 UTC');
  });

  it('does not collect the zones that clients make up', () => {
    for (let at = 0; at < 1200; at += 1) clockTime(AT, `Made/Up${String(at)}`);
    expect(clockTime(AT, 'Europe/Oslo')).toBe('14:05 CET');
  });
});

describe('when minutes are counted', () => {
  it.each([
    [60_000, 1],
    [60_001, 2],
    [1, 1],
    [0, 0],
    [-5, 0],
  ])('%i ms are %i minutes', (ms, expected) => {
    expect(minutesLeft(AT + ms, AT)).toBe(expected);
  });
});

describe('when it is said how long ago something was', () => {
  it.each([
    [-60_000, 'just now'],
    [59_999, 'just now'],
    [60_000, 'a minute ago'],
    [300_000, '5 minutes ago'],
    [3_599_999, '59 minutes ago'],
    [3_600_000, 'an hour ago'],
    [47 * 3_600_000, '47 hours ago'],
    [48 * 3_600_000, '2 days ago'],
    [300 * 86_400_000, '300 days ago'],
  ])('%i ms are %s', (ms, expected) => {
    expect(ago(AT, AT + ms)).toBe(expected);
  });
});
