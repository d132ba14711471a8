import { REFUSALS } from '../../recovery/outcome';
import { isReplyCode, refusalText, REPLIES } from '../../words/replies';

/** Something the reader can do, or is told to leave to somebody. */
const NEXT_STEP = /\b(please|try|contact|write|ask|press|call|wait|choose|check|leave|come|speak|use|open|do not)\b/i;

describe.each(REFUSALS)('when the answer is no because of %s', (code) => {
  const texts = isReplyCode(code)
    ? [refusalText(code), refusalText(code, { left: 1, minutes: 1 }), refusalText(code, { left: 2, minutes: 9 })]
    : [];

  it('says so in one to three whole sentences, and what to do next', () => {
    expect(texts).toHaveLength(3);
    for (const text of texts) {
      expect(text).toMatch(/^[A-Z“].*[.]$/);
      expect(text.length).toBeLessThan(200);
      expect(text.split(/[.] /).length).toBeLessThanOrEqual(3);
      expect(text).toMatch(NEXT_STEP);
    }
  });
});

describe('when a sentence has a number', () => {
  it.each([
    [refusalText('matchNumberWrong', { left: 2 }), '2 tries are left.'],
    [refusalText('matchNumberWrong', { left: 1 }), 'One try is left.'],
    [refusalText('codeWrong', { left: 4 }), '4 tries are left.'],
    [refusalText('tooManyRequests', { minutes: 20 }), 'wait about 20 minutes'],
    [refusalText('tooSoonToRemind', { minutes: 1 }), 'wait about a minute'],
    [refusalText('tooSoonToRemind'), 'wait a little'],
  ])('%s', (text, expected) => {
    expect(text).toContain(expected);
  });
});

describe('when words are asked for a code that has none', () => {
  it.each(['toString', '__proto__', '', 'denied.other'])('knows that %j is none', (code) => {
    expect(isReplyCode(code)).toBe(false);
  });

  it('has no sentence that no code uses', () => {
    expect(Object.keys(REPLIES).filter((code) => !(REFUSALS as readonly string[]).includes(code))).toEqual([]);
  });
});
