import { checkedId, groupPath, pathSegment, userPath } from '../../graph/object-path';
import { EffectError } from '../../recovery/errors';
import { HOSTILE_ROWS } from '../support/hostile-strings';

const ID = 'a0da0001-11c4-4f3a-8a51-0d6b5f0e1a01';
const REJECTED = expect.objectContaining({ code: 'rejected' });

describe('when a path names an object (T25)', () => {
  it('builds it from the id in lower case and encoded segments', () => {
    expect(userPath(ID.toUpperCase(), 'authentication', 'phoneMethods', 'a/b#c?d=e&f+g')).toBe(
      `/users/${ID}/authentication/phoneMethods/a%2Fb%23c%3Fd%3De%26f%2Bg`,
    );
    expect(groupPath(ID, 'transitiveMembers', 'microsoft.graph.user')).toBe(
      `/groups/${ID}/transitiveMembers/microsoft.graph.user`,
    );
    expect(userPath(ID)).toBe(`/users/${ID}`);
  });

  it.each([
    'lena_fabrikam.example#EXT#@contoso.example',
    'ada.lindqvist@contoso.example',
    `${ID}/authentication`,
    `${ID}#`,
    ` ${ID}`,
    `{${ID}}`,
    ID.slice(1),
    'me',
    '',
  ])('refuses %j in the place of an object id', (id) => {
    for (const build of [checkedId, userPath, groupPath]) {
      expect(() => build(id)).toThrow(REJECTED);
      expect(() => build(id)).toThrow(EffectError);
    }
  });

  it.each(['', '.', '..'])('refuses the segment %j, which a URL parser would resolve away', (segment) => {
    expect(() => pathSegment(segment)).toThrow(REJECTED);
    expect(() => userPath(ID, 'authentication', 'phoneMethods', segment)).toThrow(REJECTED);
  });

  it.each(HOSTILE_ROWS)('is no object id, and one segment at most: %s', (_name, words) => {
    expect(() => checkedId(words)).toThrow(REJECTED);
    if (!words.isWellFormed()) return expect(() => userPath(ID, 'methods', words)).toThrow(REJECTED);
    const { pathname, search, hash } = new URL(`https://graph.example${userPath(ID, 'methods', words)}`);
    expect([pathname.split('/').length, search, hash]).toEqual([5, '', '']);
  });

  it.each([
    ['...', '...'],
    ['%2e%2e', '%252e%252e'],
    ['../..', '..%2F..'],
  ])('keeps %j within its segment', (segment, expected) => {
    expect(pathSegment(segment)).toBe(expected);
  });
});
