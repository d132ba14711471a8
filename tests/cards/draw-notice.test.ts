import { drawNotice } from '../../cards/draw-notice';
import type { NoticeKind } from '../../recovery/cards';
import type { RecoveryRequest } from '../../recovery/request';
import type { Viewer } from '../../recovery/viewers';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import { approvedAt, ATTENDANT, CHECKED } from './sample-counter';
import { APPROVER, EMPLOYEE, REQUESTER, SAM, view } from './sample-requests';

const request = REQUESTS['approved'] as RecoveryRequest;
const incident = REQUESTS['incident'] as RecoveryRequest;

describe('when somebody is told', () => {
  const cases: readonly (readonly [NoticeKind, RecoveryRequest, Viewer, readonly string[]])[] = [
    ['opened', request, APPROVER, ['request.refresh', 'request.fraud']],
    ['revealed', request, EMPLOYEE, ['request.refresh', 'request.fraud']],
    ['completed', request, REQUESTER, ['request.refresh']],
    ['incident', incident, EMPLOYEE, ['request.refresh']],
    ['held', incident, APPROVER, ['request.refresh']],
    ['approved', approvedAt(CHECKED), ATTENDANT, ['request.refresh', 'request.fraud']],
    ['relieved', approvedAt(CHECKED), { ...ATTENDANT, former: true }, ['request.refresh', 'request.fraud']],
  ];
  it.each(cases)('of %s, can open the request and report what is wrong (%#)', (kind, of, viewer, expected) => {
    expect(content.verbs(drawNotice(view(of, viewer), kind))).toEqual(expected);
  });

  it('reads “you” as the employee and the name as anybody else', () => {
    const text = (viewer: Viewer) => content.allText(drawNotice(view(request, viewer), 'codeVoided'));
    expect(text(EMPLOYEE)).toContain('The code for your pass');
    expect(text(APPROVER)).toContain('The code for Ada Lovelace');
  });

  it('says when a pass ends and leads to where the method is added', () => {
    const card = drawNotice(view(REQUESTS['revealed'] as RecoveryRequest, EMPLOYEE), 'passEnds');
    expect(content.allText(card)).toContain('14:49 CET');
    expect(content.ofType(card, 'Action.OpenUrl')).toMatchObject([{ url: 'https://aka.ms/mysecurityinfo' }]);
    expect(content.ofType(drawNotice(view(request, EMPLOYEE), 'revealed'), 'Action.OpenUrl')).toEqual([]);
  });

  it('tells the attendant what to do now, and whoever was relieved only what happened', () => {
    const text = (person: string, former = {}) =>
      content.allText(drawNotice(view(approvedAt(CHECKED), { person, role: 'attendant', ...former }), 'approved'));
    expect(text(ATTENDANT.person)).toContain('then “Show QR code”, and let the person before you scan it');
    expect(text(SAM, { former: true })).not.toContain('QR code');
  });

  it('calls the report what it is for each reader', () => {
    const title = (viewer: Viewer) =>
      content.button(drawNotice(view(request, viewer), 'opened'), 'request.fraud')?.['title'];
    expect(title(EMPLOYEE)).toBe('This was not me');
    expect(title(APPROVER)).toBe('This is fraud');
    expect(title(ATTENDANT)).toBe('This is not them');
  });
});
