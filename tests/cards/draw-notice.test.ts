import { drawNotice } from '../../cards/draw-notice';
import type { NoticeKind } from '../../recovery/cards';
import type { RecoveryRequest } from '../../recovery/request';
import type { Viewer } from '../../recovery/viewers';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import { APPROVER, EMPLOYEE, REQUESTER, view } from './sample-requests';

const request = REQUESTS['approved'] as RecoveryRequest;
const incident = REQUESTS['incident'] as RecoveryRequest;

describe('when somebody is told', () => {
  const cases: readonly (readonly [NoticeKind, RecoveryRequest, Viewer, readonly string[]])[] = [
    ['opened', request, APPROVER, ['request.refresh', 'request.fraud']],
    ['revealed', request, EMPLOYEE, ['request.refresh', 'request.fraud']],
    ['completed', request, REQUESTER, ['request.refresh']],
    ['incident', incident, EMPLOYEE, ['request.refresh']],
    ['held', incident, APPROVER, ['request.refresh']],
  ];
  it.each(cases)('of %s, can open the request and report what is wrong (%#)', (kind, of, viewer, expected) => {
    expect(content.verbs(drawNotice(view(of, viewer), kind))).toEqual(expected);
  });

  it('reads “you” as the employee and the name as anybody else', () => {
    const text = (viewer: Viewer) => content.allText(drawNotice(view(request, viewer), 'codeVoided'));
    expect(text(EMPLOYEE)).toContain('The code for your pass');
    expect(text(APPROVER)).toContain('The code for Ada Lovelace');
  });

  it('calls the report what it is for each reader', () => {
    const title = (viewer: Viewer) =>
      content.button(drawNotice(view(request, viewer), 'opened'), 'request.fraud')?.['title'];
    expect(title(EMPLOYEE)).toBe('This was not me');
    expect(title(APPROVER)).toBe('This is fraud');
  });
});
