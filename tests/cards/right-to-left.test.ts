import { drawDraft, drawReview } from '../../cards/draw-draft';
import { drawNotice } from '../../cards/draw-notice';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { isolated, plainMessage } from '../../cards/plain-text';
import type { Card } from '../../cards/card';
import { withoutOurIsolates } from '../support/hostile-strings';
import * as content from './card-content';
import { draftCardView, draftView, REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

const [HEBREW, ARABIC] = ['עדה לוי', 'محمد علي'];
const inIsolate = (text: string): string => `\u2067${text}\u2069`;

describe('when words from right to left stand among ours', () => {
  it.each([
    ['a name alone', HEBREW, inIsolate(HEBREW)],
    ['a number behind a name', `${HEBREW} 417`, `${inIsolate(HEBREW)} 417`],
    ['a number before a name', `417 ${HEBREW}`, `417 ${inIsolate(HEBREW)}`],
    ['a short code behind a name', `${ARABIC}, LK-7F3K9Q`, `${inIsolate(ARABIC)}, LK-7F3K9Q`],
    ['a deadline behind a name', `Ask ${HEBREW}: 14:50 CET`, `Ask ${inIsolate(HEBREW)}: 14:50 CET`],
    ['two names and our word', `${HEBREW} or ${ARABIC}`, `${inIsolate(HEBREW)} or ${inIsolate(ARABIC)}`],
    ['a number within their own words', 'קומה 4 ימין 417', `${inIsolate('קומה 4 ימין')} 417`],
    ['marks on the last letter', 'שלוםִ 417', `${inIsolate('שלוםִ')} 417`],
    ['a name in both', `Ada (${HEBREW}) 417`, `Ada (${inIsolate(HEBREW)}) 417`],
    ['digits of Arabic alone', '٤١٧', '٤١٧'],
    ['another script', 'Ада 李小龍 417', 'Ада 李小龍 417'],
    ['Latin', 'Ada Lovelace 417', 'Ada Lovelace 417'],
    ['nothing', '', ''],
  ])('%s', (_what, given, expected) => {
    expect(isolated(given)).toBe(expected);
  });

  it('does so in plain messages, line by line, and leaves nobody else’s isolate in them', () => {
    expect(plainMessage(`${HEBREW}\n417 \u2067evil ${ARABIC} 12`)).toBe(
      `${inIsolate(HEBREW)}\n417 evil ${inIsolate(ARABIC)} 12`,
    );
  });

  it('stays quick for a novel', () => {
    for (const part of ['א', 'א1', 'א ', 'אx', '1']) expect(isolated(part.repeat(100_000)).length).toBeGreaterThan(0);
  });
});

function people(name: string) {
  const person = { displayName: name, givenName: name, userPrincipalName: name, jobTitle: name, department: name };
  return new Map([...sample.PEOPLE.keys()].map((id) => [id, person]));
}

function cardsOf(name: string): readonly Card[] {
  const views = Object.values(REQUESTS).flatMap((request) =>
    [...sample.VIEWERS, sample.SECOND].map((viewer) => {
      const numbers = { match: [{ slot: 1, group: 'manager', number: sample.MATCH }], release: sample.CODE } as const;
      return sample.view(request, viewer, { people: people(name), numbers });
    }),
  );
  const base = draftView();
  const draft = draftCardView({ ...base, employee: { ...base.employee, displayName: name }, own: false });
  return [...views.flatMap((one) => [drawRequest(one), drawStatus(one), drawNotice(one, 'opened')]), drawDraft(draft)];
}

const textsOf = (card: Card): readonly string[] => [...content.blocks(card), ...content.runs(card), card.summary];

describe.each([
  ['Hebrew', HEBREW],
  ['Arabic', ARABIC],
  ['Hebrew, with a number of its own behind', `${HEBREW} 555`],
  ['Hebrew, with an isolate that is never closed', `\u2067${HEBREW}`],
  ['Hebrew, with ends of isolates', `${HEBREW}\u2069\u2069`],
  ['Hebrew, turned by hand', `\u202e${HEBREW}\u200f`],
])('when everybody’s name is %s', (_what, name) => {
  const texts = cardsOf(name).flatMap(textsOf);

  it('has each such word in an isolate of ours, and nothing else that turns text', () => {
    expect(texts.filter((text) => /\u2067[\u0590-\u08ff]/u.test(text)).length).toBeGreaterThan(50);
    const left = texts.map((text) => text.replace(/\u2067[^\u2066-\u2069]*\u2069/gu, ''));
    expect(left.filter((text) => /[\u0590-\u08ff]/u.test(text))).toEqual([]);
    expect(
      texts.filter((text) => /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(withoutOurIsolates(text))),
    ).toEqual([]);
  });

  it('keeps every number, code and time of ours outside', () => {
    const inside = texts.flatMap((text) => text.match(/\u2067[^\u2069]*\u2069/gu) ?? []);
    expect(inside.filter((words) => /[0-9]/.test(words.replaceAll('555', '')))).toEqual([]);
  });
});

describe('when somebody tells their story from right to left', () => {
  it('finds it in its field as it was written, so that nothing of ours is sent back', () => {
    const base = draftView();
    const details = `${HEBREW} 417`;
    const card = drawReview(draftCardView({ ...base, draft: { ...base.draft, details } }));
    expect(content.byId(card, 'details')?.['value']).toBe(details);
  });

  it('shows the number and the code as they are', () => {
    const [request] = [REQUESTS['awaiting']].flatMap((one) => one ?? []);
    if (request === undefined) throw new Error('no such sample');
    const numbers = { match: [{ slot: 1, group: 'manager', number: sample.MATCH }] } as const;
    const card = drawRequest(sample.view(request, sample.EMPLOYEE, { people: people(HEBREW), numbers }));
    expect(content.byId(card, 'matchNumber')?.['text']).toMatch(/^[0-9 ]+$/);
  });
});
