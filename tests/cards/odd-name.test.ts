import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { isOddName } from '../../cards/odd-name';
import type { CardPerson } from '../../cards/request-view';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

describe('when a name is looked at', () => {
  it.each([
    'Ada Lovelace',
    'Søren O’Neil-Ærøskøbing',
    'Αλέξης Παπαδόπουλος',
    'Иван Петров',
    'Иван Smith',
    'محمد علي',
    'می\u200cخواهم',
    '李小龍',
    '田中 ケン Ken',
    'Zoë N. 2',
    '',
  ])('%j is as names are', (displayName) => {
    expect(isOddName({ displayName })).toBe(false);
  });

  it.each([
    ['Cyrillic А and а', '\u0410d\u0430 Lovelace'],
    ['Cyrillic о in the second word', 'Ada L\u043evelace'],
    ['Greek alpha', 'Ad\u03b1 Lovelace'],
    ['Armenian', 'Ad\u0561 Lovelace'],
    ['full-width letters', '\uff21\uff44\uff41'],
    ['letters of mathematics', '\u{1d400}da'],
  ])('%s: is odd', (_name, displayName) => {
    expect(isOddName({ displayName })).toBe(true);
  });

  it('is odd where something unseen was taken out', () => {
    expect(isOddName({ displayName: 'Ada Lovelace', nameHides: true })).toBe(true);
  });
});

const called = (id: string, change: Partial<CardPerson>) => {
  const known = sample.PEOPLE.get(id);
  if (known === undefined) throw new Error('nobody');
  return new Map([...sample.PEOPLE, [id, { ...known, ...change }]]);
};
const NOTE = /made to look like another/;

describe('when somebody’s name may pose as another (T19)', () => {
  const awaiting = REQUESTS['unconfirmed'] ?? REQUESTS['awaiting'];
  const request = { ...awaiting, employeeConfirmed: true } as NonNullable<typeof awaiting>;

  it.each([
    ['the employee', sample.ADA, { displayName: '\u0410d\u0430 Lovelace' }],
    ['who opened it', sample.KAY, { nameHides: true }],
  ] as const)('the approver and the helpdesk are told to go by the account: %s', (_who, id, change) => {
    const people = called(id, change);
    const cards = [
      drawRequest(sample.view(request, sample.APPROVER, { people })),
      drawStatus(sample.view(request, sample.REQUESTER, { people })),
    ];
    for (const card of cards) {
      expect(content.runs(card).filter((text) => NOTE.test(text))).toHaveLength(1);
      expect(content.runs(card)).toContain(sample.PEOPLE.get(sample.ADA)?.userPrincipalName);
    }
  });

  it('nothing is said where names are as names are', () => {
    expect(content.allText(drawRequest(sample.view(request, sample.APPROVER)))).not.toMatch(NOTE);
  });
});
