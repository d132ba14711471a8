import { durationSchema, parseDuration } from '../../platform/duration';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('when a duration is read', () => {
  it.each([
    ['PT1S', 1_000],
    ['PT10M', 10 * MINUTE],
    ['PT1H30M', 90 * MINUTE],
    ['P1D', DAY],
    ['P1DT12H', 1.5 * DAY],
    ['P2W', 14 * DAY],
    ['PT90M', 90 * MINUTE],
    ['PT0S', 0],
  ])('takes %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '1D',
    'P1M',
    'P1Y',
    'P-1D',
    '-P1D',
    'PT1.5H',
    'p1d',
    'P1D ',
    'PT1D',
    'P1H',
    '24h',
    '60',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('when a duration stands in a file', () => {
  it('becomes milliseconds', () => {
    expect(durationSchema.parse('PT1H')).toBe(60 * MINUTE);
  });

  it.each(['PT0S', 'soon'])('refuses %j without quoting it', (text) => {
    const messages = durationSchema.safeParse(text).error?.issues.map(({ message }) => message);
    expect(messages).toEqual(['must be an ISO 8601 duration such as PT1H or P1D']);
  });
});
