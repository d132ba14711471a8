import { drawRequest } from '../../cards/draw-request';
import { drawStatus, verbsForHelpdesk } from '../../cards/draw-status';
import { Secret } from '../../platform/secret';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { approvedAt, ATTENDANT, ATTENDS, CHECKED, qrCard, waitingAt } from './sample-counter';
import * as sample from './sample-requests';

const { NOW, GRACE, SAM, LIN } = sample;
const PHOTO = 'data:image/png;base64,AAAA';
const match = ([1, 2] as const).map((slot) => ({
  ...{ slot, group: slot === 1 ? ('manager' as const) : ('security' as const) },
  number: Secret.of(`48${String(slot)}`),
}));
const seen = (request: RecoveryRequest, change: object = {}) => ({ ...sample.view(request, ATTENDANT), ...change });

describe('when an attendant has the person before them', () => {
  it('shows name, position, department and photo, and asks which ID they saw', () => {
    const card = drawRequest(seen(waitingAt(ATTENDS), { photo: PHOTO }));
    const text = content.allText(card);
    for (const said of ['Ada Lovelace', 'Analyst, Finance', 'ada@contoso.example']) expect(text).toContain(said);
    expect(JSON.stringify(card.content)).toContain(PHOTO);
    expect(text).not.toContain('No photo of them can be shown');
    expect(content.verbs(card)).toEqual([
      ...['counter.idCheck', 'counter.idCheck', 'counter.idCheck', 'request.refresh', 'request.fraud'],
    ]);
  });

  it('says so where there is no photo', () => {
    expect(content.allText(drawRequest(seen(waitingAt(ATTENDS))))).toContain('No photo of them can be shown');
  });

  it('shows no number before an ID was looked at, whatever it is drawn with', () => {
    const card = drawRequest(seen(waitingAt(ATTENDS), { numbers: { match } }));
    expect(content.byId(card, 'matchNumber')).toBeUndefined();
    expect(JSON.stringify(card.content)).not.toMatch(/481|482/);
  });

  it('shows a number for each approver afterwards, only in an answer of their own', () => {
    const shown = drawRequest(seen(waitingAt(CHECKED), { numbers: { match } }));
    expect(['matchNumber', 'matchNumber2'].map((id) => content.byId(shown, id)?.['text'])).toEqual(['481', '482']);
    const stored = drawRequest(seen(waitingAt(CHECKED)));
    expect(content.byId(stored, 'matchNumber')).toBeUndefined();
    expect(content.allText(stored)).toContain('Show the numbers');
  });

  it('has no code and no pass on any face', () => {
    const faces = [waitingAt(ATTENDS), waitingAt(CHECKED), approvedAt(CHECKED)].map((one) => drawRequest(seen(one)));
    for (const card of faces) for (const id of ['releaseCode', 'pass']) expect(content.byId(card, id)).toBeUndefined();
  });

  it('offers the QR code once both have approved, and says when a device opened it', () => {
    expect(content.verbs(drawRequest(seen(approvedAt(CHECKED))))).toContain('counter.showQr');
    const qr = { generation: 1, shownAt: NOW, openedAt: NOW };
    expect(content.allText(drawRequest(seen(approvedAt({ ...CHECKED, qr }))))).toContain('was opened on a device');
  });

  it('whoever was relieved follows it and presses nothing', () => {
    const before = { ...sample.view(waitingAt({ ...ATTENDS, attendant: SAM, before: [LIN] }), ATTENDANT) };
    expect(content.verbs(drawRequest(before))).toEqual(['request.refresh']);
  });
});

describe('when the QR code is drawn', () => {
  const link = Secret.of('https://latchkey.example/reveal/abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE');
  const card = qrCard(link);

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
    expect(verbsForHelpdesk(waitingAt())).toEqual(['counter.attend']);
    expect(verbsForHelpdesk(approvedAt(CHECKED))).toEqual([]);
    const status = drawStatus(
      sample.view(waitingAt(), { person: SAM, role: 'requester' }),
      verbsForHelpdesk(waitingAt()),
    );
    expect(content.allText(status)).toContain('nobody attends yet');
    const later = drawStatus(sample.view(waitingAt(CHECKED), { person: SAM, role: 'requester' }));
    expect(content.allText(later)).toContain('Lin Haugen, ID seen: company badge with photo');
  });

  it('the approver reads who looked at which ID, and decides only afterwards', () => {
    const approver = { person: GRACE, role: 'approver', slot: 1 } as const;
    const early = drawRequest(sample.view(waitingAt(ATTENDS), approver));
    expect(content.verbs(early)).not.toContain('approval.approve');
    const later = drawRequest(sample.view(waitingAt(CHECKED), approver));
    expect(content.verbs(later)).toContain('approval.approve');
    expect(content.allText(later)).toContain('Lin Haugen looked at their ID (company badge with photo)');
  });

  it('the employee in Teams is sent to the counter, and confirms nothing there', () => {
    const card = drawRequest(sample.view(waitingAt(), { person: sample.ADA, role: 'employee' }));
    expect(content.verbs(card)).not.toContain('request.itsMe');
    expect(content.allText(card)).toContain('go there with an ID');
  });
});
