import { drawHelpdeskNotice } from '../../cards/draw-helpdesk-notice';
import { drawNotice } from '../../cards/draw-notice';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

const { EMPLOYEE, APPROVER, REQUESTER, KAY, CODE } = sample;

function of(name: string): RecoveryRequest {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`no sample ${name}`);
  return request;
}

const read = (name: string, viewer: typeof EMPLOYEE, more = {}) =>
  content.allText(drawRequest(sample.view(of(name), viewer, more)));

describe('when the chat of a stolen phone has its time', () => {
  it('the employee reads until when, and nobody else is bothered with it', () => {
    expect(read('approvedForChat', EMPLOYEE)).toContain('This chat can show your pass until 14:40 CET.');
    expect(read('approved', EMPLOYEE)).not.toContain('This chat can show your pass');
    expect(read('approvedForChat', APPROVER)).not.toContain('This chat');
  });
});

describe('when the pass moved behind a link', () => {
  it('the employee reads that, types nothing in the chat any more, and reads not which address it is', () => {
    const card = drawRequest(sample.view(of('movedToLink'), EMPLOYEE));
    expect(content.allText(card)).toContain('Your pass now appears behind a link that goes to the e-mail address.');
    expect(content.allText(card)).not.toContain('••@');
    expect(content.inputs(card)).toEqual([]);
    expect(content.verbs(card)).not.toContain('pass.reveal');
  });

  it('the approver reads it beside “New code”, and by which way not to say it', () => {
    const card = drawRequest(sample.view(of('movedToLink'), APPROVER, { numbers: { release: CODE } }));
    const text = content.allText(card);
    expect(text).toContain(
      'It now appears behind a link that goes to the e-mail address; the code from before is dead.',
    );
    expect(text).toContain('Not by mail, either');
    expect(text).not.toContain('••@');
    expect(content.byId(card, 'releaseCode')).toBeUndefined();
    expect(content.verbs(card)).toContain('approval.newCode');
  });

  it('the helpdesk reads it on the status, and on the card that tells of it', () => {
    const view = sample.view(of('movedToLink'), { person: KAY, role: 'requester' });
    expect(content.allText(drawStatus(view))).toContain('It now appears behind a link that goes to the e-mail address');
    expect(content.allText(drawHelpdeskNotice(view))).toContain('A stolen phone: the pass moved away from Teams.');
  });

  it('a colleague who only asked reads nothing of it', () => {
    const request = { ...of('movedToLink'), requester: REQUESTER.person };
    const view = sample.view(request, REQUESTER);
    for (const card of [drawRequest(view), drawNotice(view, 'moved')]) {
      expect(content.allText(card)).not.toMatch(/link|e-mail|sessions/);
    }
  });
});

describe('when the pass moved to a counter', () => {
  it('everybody reads what to do now, and nobody a number in a chat', () => {
    expect(read('movedToCounter', EMPLOYEE)).toContain('so come to a counter of your helpdesk with an ID.');
    expect(read('movedToCounter', APPROVER)).toContain('it now appears at a counter, and two people decide anew.');
    const { verbs } = content;
    expect(verbs(drawRequest(sample.view(of('movedToCounter'), EMPLOYEE)))).not.toContain('request.itsMe');
  });

  it('once it was shown, nothing is said of it any more', () => {
    const request = { ...of('revealed'), movedAt: sample.NOW };
    expect(content.allText(drawRequest(sample.view(request, APPROVER)))).not.toContain('in Teams in time');
  });
});
