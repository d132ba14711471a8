import { randomBytes } from 'node:crypto';
import { Secret } from '../../platform/secret';
import { formsOf } from '../../scripts/spellings';
import { Finder } from './finder';
import { codesIn } from './six-digits';

function found(needles: readonly string[], text: string): readonly (readonly [string | undefined, number])[] {
  const hits: (readonly [string | undefined, number])[] = [];
  new Finder(needles).scan(Buffer.from(text), (number, at) => hits.push([needles[number], at]));
  return hits;
}

describe('when many needles are looked for at once', () => {
  it('finds each wherever it stands, also one inside another', () => {
    const needles = ['+Kf3wq9Z', '+Kf3wq9Zmore', 'otherone'];
    expect(found(needles, '+Kf3wq9Zmore and otherone')).toEqual([
      ['+Kf3wq9Z', 0],
      ['+Kf3wq9Zmore', 0],
      ['otherone', 17],
    ]);
  });

  it.each(['', 'otheron', 'otheron_', 'OTHERONE', 'otherone'.slice(1)])('finds nothing in %j', (text) => {
    expect(found(['otherone'], text)).toEqual([]);
  });

  it('does not read on behind the end', () => {
    expect(found(['otherone and more'], 'otherone and')).toEqual([]);
  });

  it('takes no needle that it would pass over', () => {
    expect(() => new Finder(['seven77'])).toThrow('7 bytes');
  });

  it('finds all of twenty thousand', () => {
    const needles = Array.from({ length: 20_000 }, () => randomBytes(8).toString('base64url'));
    const hits = found(needles, needles.join(' '));
    expect(new Set(hits.map(([needle]) => needle)).size).toBe(new Set(needles).size);
  });
});

describe('when a secret is packed with what stands around it', () => {
  const pass = '+Kf3wq9Z';

  it.each(['', 'x', 'xy', '{"a":"'])('is found in the base64 of the whole, behind %j', (before) => {
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${before}${pass}"}`).toString(encoding);
      expect(found(formsOf(Secret.of(pass)), text)).not.toEqual([]);
    }
  });
});

describe('when six digits stand somewhere', () => {
  it.each([
    ['code=123456', ['123456']],
    ['the code is 123 456.', ['123456']],
    ['"123456","654321"', ['123456', '654321']],
    ['a123456b 1234567 12345', []],
    ['10:00:00.123456 /123456 123456.7', []],
  ])('reads %s', (text, codes) => {
    expect(codesIn(Buffer.from(text)).map(({ code }) => code)).toEqual(codes);
  });
});
