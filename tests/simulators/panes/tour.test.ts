import type { TourSign } from '../../../simulators/panes/tour';
import { signsIn, stepsDone, tourFor } from '../../../simulators/panes/tour';
import { ADA, HANA, MARCUS } from '../teams/people';

const TOUR = tourFor({ employee: ADA, manager: MARCUS, helpdesk: HANA });

describe('when the tour is told', () => {
  it('names the people, in five steps, each at its place', () => {
    expect(TOUR.map(({ where }) => where)).toEqual(['ada', 'marcus', 'ada', 'outside', 'hana']);
    expect(TOUR[1]?.text).toContain('three digits Ada sees');
  });

  it.each([
    ['nothing', [], 0],
    ['the match number', ['matchNumber'], 1],
    ['a later sign, however somebody got there', ['releaseCode'], 2],
    ['signs in another order', ['pass', 'matchNumber'], 3],
    ['everything', ['matchNumber', 'releaseCode', 'pass', 'enrolled', 'status'], 5],
  ] as const)('counts the steps after %s', (_name, seen, done) => {
    expect(stepsDone(TOUR, new Set<TourSign>(seen))).toBe(done);
  });
});

describe('when a card shows a number', () => {
  const shown = (id: string) => ({ type: 'TextBlock', id, text: '417' });

  it.each([
    ['deep inside', { body: [{ type: 'Container', items: [shown('matchNumber')] }] }, ['matchNumber']],
    ['several', { body: [shown('pass'), shown('releaseCode')] }, ['releaseCode', 'pass']],
    ['as a field to fill', { body: [{ type: 'Input.Text', id: 'matchNumber' }] }, []],
    ['not at all', { body: [shown('other')] }, []],
    ['in the data of a button', { actions: [{ type: 'Action.Execute', data: { id: 'pass' } }] }, []],
  ])('is noticed %s', (_name, card, signs) => {
    expect(signsIn(card)).toEqual(signs);
  });
});
