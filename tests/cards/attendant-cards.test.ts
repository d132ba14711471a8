import { drawQr } from '../../cards/draw-qr';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus, verbsForHelpdesk } from '../../cards/draw-status';
import { Secret } from '../../platform/secret';
import type { Attendance } from '../../recovery/attendance';
import type { RecoveryRequest, RequestFacts } from '../../recovery/request';
import * as content from './card-content';
import * as sample from './sample-requests';

const { NOW, MINUTE, KAY, GRACE, SAM, LIN } = sample;
const ATTENDANT = { person: LIN, role: 'attendant' } as const;
const PHOTO = 'data:image/png;base64,AAAA';
const slots = [sample.slot(), { ...sample.SECURITY_SLOT, candidates: [SAM], asked: [SAM] }];
const attends: Attendance = { attendant: LIN, since: NOW - MINUTE, before: [] };
const checked: Attendance = { ...attends, idCheck: { document: 'companyBadge', at: NOW } };
const match = ([1, 2] as const).map((slot) => ({
  ...{ slot, group: slot === 1 ? ('manager' as const) : ('security' as const) },
  number: Secret.of(`48${String(slot)}`),
}));

function atCounter(attendance: Attendance | undefined, change: Partial<RequestFacts> = {}): RequestFacts {
  return sample.facts({
    ...{ requester: KAY, delivery: { place: 'inPerson' }, route: 'dualApproval', slots },
    ...{ employeeConfirmed: attendance?.idCheck !== undefined, ...(attendance && { attendance }), ...change },
  });
}

const waiting = (attendance?: Attendance): RecoveryRequest => ({ state: 'awaitingApproval', ...atCounter(attendance) });
const approved = (attendance: Attendance): RecoveryRequest => ({
  ...{ state: 'approved', ...atCounter(attendance), decided: sample.decided() },
});
const seen = (request: RecoveryRequest, change: object = {}) => ({ ...sample.view(request, ATTENDANT), ...change });

describe('when an attendant has the person before them', () => {
  it('shows name, position, department and photo, and asks which ID they saw', () => {
    const card = drawRequest(seen(waiting(attends), { photo: PHOTO }));
    const text = content.allText(card);
    for (const said of ['Ada Lovelace', 'Analyst, Finance', 'ada@contoso.example']) expect(text).toContain(said);
    expect(JSON.stringify(card.content)).toContain(PHOTO);
    expect(text).not.toContain('No photo of them can be shown');
    expect(content.verbs(card)).toEqual([
      ...['counter.idCheck', 'counter.idCheck', 'counter.idCheck', 'request.refresh', 'request.fraud'],
    ]);
  });

  it('says so where there is no photo', () => {
    expect(content.allText(drawRequest(seen(waiting(attends))))).toContain('No photo of them can be shown');
  });

  it('shows no number before an ID was looked at, whatever it is drawn with', () => {
    const card = drawRequest(seen(waiting(attends), { numbers: { match } }));
    expect(content.byId(card, 'matchNumber')).toBeUndefined();
    expect(JSON.stringify(card.content)).not.toMatch(/481|482/);
  });

  it('shows a number for each approver afterwards, only in an answer of their own', () => {
    const shown = drawRequest(seen(waiting(checked), { numbers: { match } }));
    expect(['matchNumber', 'matchNumber2'].map((id) => content.byId(shown, id)?.['text'])).toEqual(['481', '482']);
    const stored = drawRequest(seen(waiting(checked)));
    expect(content.byId(stored, 'matchNumber')).toBeUndefined();
    expect(content.allText(stored)).toContain('Show the numbers');
  });

  it('has no code and no pass on any face', () => {
    const faces = [waiting(attends), waiting(checked), approved(checked)].map((one) => drawRequest(seen(one)));
    for (const card of faces) for (const id of ['releaseCode', 'pass']) expect(content.byId(card, id)).toBeUndefined();
  });

  it('offers the QR code once both have approved, and says when a device opened it', () => {
    expect(content.verbs(drawRequest(seen(approved(checked))))).toContain('counter.showQr');
    const qr = { generation: 1, shownAt: NOW, openedAt: NOW };
    expect(content.allText(drawRequest(seen(approved({ ...checked, qr }))))).toContain('was opened on a device');
  });

  it('whoever was relieved follows it and presses nothing', () => {
    const before = { ...sample.view(waiting({ ...attends, attendant: SAM, before: [LIN] }), ATTENDANT) };
    expect(content.verbs(drawRequest(before))).toEqual(['request.refresh']);
  });
});

describe('when the QR code is drawn', () => {
  const link = Secret.of('https://latchkey.example/reveal/abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE');
  const card = drawQr(seen(approved(checked)), { link, until: NOW + 2 * MINUTE });

  it('is a picture with an alternative text, and its address stands nowhere in words', () => {
    expect(content.byId(card, 'qr')).toMatchObject({
      url: expect.stringMatching(/^data:image\/png;base64,/),
      altText: 'QR code for the device of the person at the counter',
    });
    expect(JSON.stringify(card.content)).not.toContain('/reveal/');
    expect(card.summary).not.toContain('reveal');
  });

  it('can be made anew', () => {
    expect(content.verbs(card)).toEqual(['counter.showQr', 'request.refresh']);
  });
});

describe('when others look at a case of the counter', () => {
  it('the helpdesk is offered to attend, while nothing is decided', () => {
    expect(verbsForHelpdesk(waiting())).toEqual(['counter.attend']);
    expect(verbsForHelpdesk(approved(checked))).toEqual([]);
    const status = drawStatus(sample.view(waiting(), { person: SAM, role: 'requester' }), verbsForHelpdesk(waiting()));
    expect(content.allText(status)).toContain('nobody attends yet');
    const later = drawStatus(sample.view(waiting(checked), { person: SAM, role: 'requester' }));
    expect(content.allText(later)).toContain('Lin Haugen, ID seen: company badge with photo');
  });

  it('the approver reads who looked at which ID, and decides only afterwards', () => {
    const approver = { person: GRACE, role: 'approver', slot: 1 } as const;
    const early = drawRequest(sample.view(waiting(attends), approver));
    expect(content.verbs(early)).not.toContain('approval.approve');
    const later = drawRequest(sample.view(waiting(checked), approver));
    expect(content.verbs(later)).toContain('approval.approve');
    expect(content.allText(later)).toContain('Lin Haugen looked at their ID (company badge with photo)');
  });

  it('the employee in Teams is sent to the counter, and confirms nothing there', () => {
    const card = drawRequest(sample.view(waiting(), { person: sample.ADA, role: 'employee' }));
    expect(content.verbs(card)).not.toContain('request.itsMe');
    expect(content.allText(card)).toContain('go there with an ID');
  });
});
