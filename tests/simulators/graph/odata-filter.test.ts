import { GraphFailure } from '../../../simulators/graph/failure';
import { parseFilter } from '../../../simulators/graph/odata-filter';

const ROW = {
  name: "O'Hara",
  age: 42,
  enabled: true,
  boss: null,
  since: '2026-08-03T09:00:00Z',
  by: { user: { id: 'U1' }, app: null },
  targets: [{ id: 'T1' }, { id: 'T2' }],
  mails: ['a@x.example', 'b@x.example'],
};

describe('when a filter is applied', () => {
  it.each([
    ["name eq 'o''hara'", true],
    ["name ne 'o''hara'", false],
    ["startswith(name,'o')", true],
    ["startsWith(name, 'x')", false],
    ['age gt 41 and age lt 43', true],
    ['age ge 43 or age le 41', false],
    ['enabled eq true', true],
    ['boss eq null', true],
    ['missing eq null', true],
    ['by/app eq null', true],
    ["by/user/id eq 'u1'", true],
    ["by/app/id eq 'u1'", false],
    ['since ge 2026-08-03T09:00:00Z and since lt 2026-08-03T09:00:01.5Z', true],
    ['since gt 2026-08-03T09:00:00Z', false],
    ["targets/any(t:t/id eq 'T2')", true],
    ["targets/any(t: t/id eq 'T3')", false],
    ["mails/any(m:m eq 'b@x.example')", true],
    ["name/any(m:m eq 'x')", false],
    ["not (enabled eq true) or name in ('x', 'O''Hara')", true],
    ['enabled eq false and (age eq 42 or age eq 1)', false],
    ['name gt 5', false],
  ])('%s is %s', (text, expected) => {
    expect(parseFilter(text).matches(ROW)).toBe(expected);
  });

  it('it tells which properties it asks about', () => {
    const { properties } = parseFilter("by/user/id eq 'x' and targets/any(t:t/id eq 'y') and startswith(name,'z')");
    expect(properties).toEqual(['by', 'targets', 'name']);
  });
});

describe('when a filter makes no sense', () => {
  it.each([
    '',
    'name',
    'name eq',
    "name eq 'open",
    "name equals 'x'",
    'name eq x',
    "name eq 'a' 'b'",
    "(name eq 'a'",
    "'a' eq 'a'",
    "startswith(name 'a')",
    "name in ('a'",
    "name eq 'noor.o'hara'",
  ])('%s is refused with 400', (text) => {
    expect(() => parseFilter(text)).toThrow(GraphFailure);
  });
});
