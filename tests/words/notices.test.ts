import { NOTICES, noticeSentence, noticeText } from '../../words/notices';
import type { NoticeCode } from '../../words/notices';

// Object.keys loses the key type; NOTICES has exactly the codes as keys.
const KINDS = Object.keys(NOTICES) as NoticeCode[];
const FACTS = { shortCode: 'LK-7F3K9Q', name: 'Ada Lovelace' };

describe.each(KINDS)('when people are told of %s', (kind) => {
  it('tells the employee in whole sentences, by “you”', () => {
    expect(noticeText(kind, 'employee', FACTS)).toMatch(/^[A-Z].*[.?] \(LK-7F3K9Q\)$/);
    expect(noticeSentence(kind, 'employee', FACTS.name)).toMatch(/\b(you|your)\b/i);
    expect(noticeSentence(kind, 'employee', FACTS.name)).not.toContain('Ada');
  });

  it('tells others about whom', () => {
    expect(noticeText(kind, 'others', FACTS)).toContain('Ada Lovelace');
  });

  it('holds no number, code, pass or address', () => {
    expect(noticeText(kind, 'employee', FACTS).replace(FACTS.shortCode, '')).not.toMatch(/\d|http|@/);
  });
});
