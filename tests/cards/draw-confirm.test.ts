import { drawConfirmApprove, drawConfirmDeny, drawConfirmFraud } from '../../cards/draw-confirm';
import { drawRequest } from '../../cards/draw-request';
import type { Card } from '../../cards/card';
import type { RequestView } from '../../cards/request-view';
import type { RecoveryRequest } from '../../recovery/request';
import type { Viewer } from '../../recovery/viewers';
import { DENY_REASONS } from '../../words/choices';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import { APPROVER, EMPLOYEE, LIN, view } from './sample-requests';

function of(name: string): RecoveryRequest {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`no sample ${name}`);
  return request;
}

const waiting = view(of('awaiting'), APPROVER);

describe('when the approver presses Approve', () => {
  const card = drawConfirmApprove(waiting);

  it('asks for the number, and how the employee was recognised', () => {
    expect(content.inputs(card)).toMatchObject([
      { id: 'matchNumber', isRequired: true },
      { id: 'reason', label: 'Note for the record (optional)' },
    ]);
    const ways = content.executes(card).filter(({ verb }) => verb === 'approval.confirmApprove');
    expect(ways.map(({ data }) => (data as Record<string, string>)['verifiedBy'])).toEqual([
      ...['inPerson', 'videoCall', 'knownNumber'],
    ]);
    expect(ways.every(({ data }) => (data as Record<string, string>)['token'] === waiting.token)).toBe(true);
  });

  it.each([
    ['417', true],
    [' 4 1 7 ', true],
    ['4-1-7', true],
    ['41', false],
    ['4177', false],
    ['abc', false],
  ])('lets the client judge %j as %s', (typed, expected) => {
    expect(new RegExp(String(content.byId(card, 'matchNumber')?.['regex'])).test(typed)).toBe(expected);
  });

  it('keeps a way back that needs nothing typed', () => {
    expect(content.button(card, 'approval.back')).toMatchObject({ associatedInputs: 'none' });
  });
});

describe('when the approver presses Deny or fraud', () => {
  it('asks why, with codes that the request can keep', () => {
    const card = drawConfirmDeny(waiting);
    expect(content.choices(card).map(({ value }) => value)).toEqual(Object.keys(DENY_REASONS));
    expect(content.verbs(card)).toEqual(['approval.confirmDeny', 'approval.back']);
  });

  it('says what a fraud report sets off', () => {
    const card = drawConfirmFraud(waiting);
    expect(content.allText(card)).toContain('The request stops at once');
    expect(content.verbs(card)).toEqual(['approval.confirmFraud', 'approval.back']);
  });

  it('offers “I did not approve this” only to who is recorded as having approved', () => {
    const values = (name: string) =>
      content.choices(drawConfirmFraud(view(of(name), APPROVER))).map(({ value }) => value);
    expect(values('awaiting')).not.toContain('fraud.notApproved');
    expect(values('completed')).toContain('fraud.notApproved');
  });
});

describe('when there is nothing to confirm any more', () => {
  const stranger: Viewer = { person: LIN, role: 'approver', slot: 1 };
  const cases: readonly (readonly [string, (now: RequestView) => Card, string, Viewer])[] = [
    ['approve', drawConfirmApprove, 'approved', APPROVER],
    ['approve', drawConfirmApprove, 'denied', APPROVER],
    ['approve', drawConfirmApprove, 'unconfirmed', APPROVER],
    ['approve', drawConfirmApprove, 'awaiting', stranger],
    ['approve', drawConfirmApprove, 'awaiting', EMPLOYEE],
    ['deny', drawConfirmDeny, 'awaitingSecond', APPROVER],
    ['deny', drawConfirmDeny, 'expired', APPROVER],
    ['fraud', drawConfirmFraud, 'incident', APPROVER],
    ['fraud', drawConfirmFraud, 'awaiting', stranger],
    ['fraud', drawConfirmFraud, 'approved', stranger],
    ['fraud', drawConfirmFraud, 'completed', EMPLOYEE],
  ];
  it.each(cases)('draws the true face instead (%s, %#)', (_what, draw, name, viewer) => {
    const now = view(of(name), viewer);
    expect(draw(now)).toEqual(drawRequest(now));
  });
});
