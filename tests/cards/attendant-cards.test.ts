import { drawRequest } from '../../cards/draw-request';
import { drawStatus, verbsForHelpdesk } from '../../cards/draw-status';
import { Secret } from '../../platform/secret';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { approvedAt, ATTENDANT, ATTENDS, CHECKED, qrCard, relievedAt, revealedAt, waitingAt } from './sample-counter';
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

  it('offers no QR code while security has stopped everything, and says what to wait for', () => {
    const card = drawRequest(seen(approvedAt(CHECKED), { waits: { kind: 'paused' } }));
    expect(content.verbs(card)).toEqual(['request.refresh', 'request.fraud']);
    expect(content.allText(card)).toContain('has stopped all recoveries for the moment');
    expect(content.allText(card)).toContain('no pass can be shown now');
  });

  it('whoever was relieved follows it and presses nothing', () => {
    const before = { ...sample.view(waitingAt({ ...ATTENDS, attendant: SAM, before: [LIN] }), ATTENDANT) };
    expect(content.verbs(drawRequest(before))).toEqual(['request.refresh']);
  });
});

describe('when another attendant takes over after the approval', () => {
  const approver = { person: GRACE, role: 'approver', slot: 1 } as const;
  const release = Secret.of('483');
  const texts = (request: RecoveryRequest) => content.allText(drawRequest(seen(request)));

  it('they look at the ID first, with the photo, and are offered no QR code before', () => {
    const card = drawRequest(seen(relievedAt(ATTENDS), { photo: PHOTO }));
    expect(content.allText(card)).toContain('You have taken over after the approval');
    expect(JSON.stringify(card.content)).toContain(PHOTO);
    expect(content.verbs(card)).not.toContain('counter.showQr');
  });

  it('they read afterwards that only a new code works', () => {
    expect(content.verbs(drawRequest(seen(relievedAt(CHECKED))))).toContain('counter.showQr');
    expect(texts(relievedAt(CHECKED))).toContain('Only a code that was made after you came works');
    expect(texts(approvedAt(CHECKED))).not.toContain('Only a code that was made after you came works');
  });

  it('a page that the first one opened is not said to be open', () => {
    const qr = { generation: 1, shownAt: NOW, openedAt: NOW, endedAt: NOW };
    expect(texts(relievedAt({ ...CHECKED, qr }))).not.toContain('was opened on a device');
  });

  it('the approver reads who it is, sees no old code, and makes a new one once an ID was seen', () => {
    const early = drawRequest({ ...sample.view(relievedAt(ATTENDS), approver), numbers: { release } });
    expect(content.allText(early)).toContain('Lin Haugen has taken over at the counter, and has not looked at an ID');
    expect(content.verbs(early)).toEqual(['approval.withdraw', 'approval.fraud']);
    const later = drawRequest({ ...sample.view(relievedAt(CHECKED), approver), numbers: { release } });
    expect(content.allText(later)).toContain('looked at their ID (company badge with photo)');
    expect(content.verbs(later)).toContain('approval.newCode');
    for (const card of [early, later]) expect(content.byId(card, 'releaseCode')).toBeUndefined();
  });

  it('the new code stands beside who attends now', () => {
    const code = { generation: 2, deadline: NOW + sample.MINUTE, voided: false };
    const renewed = drawRequest({ ...sample.view(relievedAt(CHECKED, { code }), approver), numbers: { release } });
    expect(content.byId(renewed, 'releaseCode')).toBeDefined();
    expect(content.allText(renewed)).toContain('Lin Haugen has taken over at the counter and looked at their ID');
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
  it('the helpdesk is offered to attend, or to take over, until the pass is shown', () => {
    for (const request of [waitingAt(), waitingAt(CHECKED), approvedAt(CHECKED)])
      expect(verbsForHelpdesk(request)).toEqual(['counter.attend']);
    expect(verbsForHelpdesk(revealedAt(CHECKED))).toEqual([]);
    const title = (request: RecoveryRequest) => {
      const card = drawStatus(sample.view(request, sample.REQUESTER), verbsForHelpdesk(request));
      return content.button(card, 'counter.attend')?.['title'];
    };
    expect([title(waitingAt()), title(approvedAt(CHECKED))]).toEqual(['Attend to them', 'Take over at the counter']);

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
