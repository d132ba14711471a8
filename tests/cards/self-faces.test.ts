import { drawDraft } from '../../cards/draw-draft';
import { drawNotice } from '../../cards/draw-notice';
import { drawRequest } from '../../cards/draw-request';
import { drawRevealed } from '../../cards/draw-revealed';
import { refusalNote } from '../../cards/draw-message';
import { drawStatus } from '../../cards/draw-status';
import * as content from './card-content';
import { draftCardView, draftView, REVEALED_PASS } from './sample-cards';
import { EMPLOYEE, REQUESTER, view } from './sample-requests';
import { NUMBER, SELF_REQUESTS } from './self-requests';

const face = (name: keyof typeof SELF_REQUESTS) => drawRequest(view(SELF_REQUESTS[name], EMPLOYEE));

describe('when the first card may offer a code', () => {
  it('offers it beside the usual way, says where it goes and that the manager is told', () => {
    const card = drawDraft(draftCardView(draftView({ selfVerification: { masked: NUMBER } })));
    expect(content.verbs(card)).toEqual(expect.arrayContaining(['request.confirm', 'request.confirmWithCode']));
    expect(content.allText(card)).toContain(`A code can go to ${NUMBER}`);
    expect(content.allText(card)).toContain('Your manager is told.');
  });

  it.each([
    ['rules', 'because a person has to look at it'],
    ['number', 'no number of yours is known that has stood long enough'],
  ] as const)('says why not, in a sentence: %s', (why, sentence) => {
    const card = drawDraft(draftCardView(draftView({ selfVerification: { why } })));
    expect(content.verbs(card)).not.toContain('request.confirmWithCode');
    expect(content.verbs(card)).toContain('request.confirm');
    expect(content.allText(card)).toContain(sentence);
  });

  it('says nothing where the policy has no such way, and offers nothing that removes nothing', () => {
    expect(content.allText(drawDraft(draftCardView(draftView())))).not.toMatch(/code by text message/);
    const nothing = draftView({ willGo: [], selfVerification: { masked: NUMBER } });
    expect(content.verbs(drawDraft(draftCardView(nothing)))).not.toContain('request.confirmWithCode');
  });
});

describe('when a code is to be typed that nobody reads out', () => {
  it.each([
    ['selfSending', `A six-digit code goes to ${NUMBER}`, ['pass.reveal', 'pass.newCode', 'pass.askApprover']],
    ['selfSent', `A six-digit code went to ${NUMBER}`, ['pass.reveal', 'pass.newCode', 'pass.askApprover']],
    ['selfNotSent', `The code could not be sent to ${NUMBER}`, ['pass.reveal', 'pass.newCode', 'pass.askApprover']],
    ['selfEnded', 'The code has run out. Press “New code”', ['pass.reveal', 'pass.newCode', 'pass.askApprover']],
    ['selfEndedLast', 'no further one is sent', ['pass.askApprover']],
    ['selfEndedWorking', 'Your pass is being made', ['pass.askApprover']],
    ['selfVoid', 'your security team was told', ['pass.askApprover']],
    ['selfRevealed', 'or press “New code” where it has run out', ['pass.revealAgain', 'pass.newCode', 'pass.done']],
    ['selfRevealedLast', 'Afterwards your helpdesk can help.', ['pass.revealAgain', 'pass.done']],
    ['selfRevealedEnded', 'If this one runs out, call your helpdesk.', ['pass.done']],
    ['selfRevealedVoid', 'If this one runs out, call your helpdesk.', ['pass.done']],
    ['selfPassEnded', 'Call your helpdesk.', ['pass.done']],
  ] as const)('%s: says so, with the buttons that help', (name, sentence, verbs) => {
    const card = face(name);
    expect(content.allText(card)).toContain(sentence);
    expect(content.verbs(card).filter((verb) => verb.startsWith('pass.'))).toEqual(verbs);
    expect(content.verbs(card)).toContain('request.fraud');
  });

  it('asks for no code where none is good and none comes, and says what to do instead', () => {
    for (const name of ['selfEndedLast', 'selfEndedWorking', 'selfVoid'] as const) {
      expect(content.inputs(face(name))).toEqual([]);
      expect(content.verbs(face(name))).toEqual([
        ...['pass.askApprover', 'request.cancel', 'request.refresh', 'request.fraud'],
      ]);
      expect(content.allText(face(name))).toContain('your manager, or whoever stands in, is asked');
    }
    for (const name of ['selfRevealedEnded', 'selfRevealedVoid', 'selfPassEnded'] as const)
      expect(content.inputs(face(name))).toEqual([]);
    const over = content.allText(face('selfPassEnded'));
    expect(over).toContain('Your pass does not work any more');
    expect(over).not.toContain('Now add your new method');
  });

  it.each(Object.keys(SELF_REQUESTS) as (keyof typeof SELF_REQUESTS)[])('%s: nobody is named who approved', (name) => {
    expect(content.allText(face(name))).not.toMatch(/your approver|a colleague|reads? out|Approved by/);
  });

  it('a wrong one is answered in words that fit', () => {
    const note = refusalNote('codeWrong', { left: 4, byText: 1 });
    const card = drawRequest(view(SELF_REQUESTS.selfSent, EMPLOYEE, { note }));
    expect(content.allText(card)).toContain('Please type the one of the newest text message. 4 tries are left.');
  });

  it('the card with the pass asks for that code to show another one', () => {
    const card = drawRevealed(view(SELF_REQUESTS.selfRevealed, EMPLOYEE), REVEALED_PASS);
    expect(content.allText(card)).toContain('Type the code from the text message');
    expect(content.allText(card)).not.toContain('your approver');
  });
});

describe('when others look', () => {
  it('the helpdesk reads that nobody approved, and to which number the code went', () => {
    expect(content.allText(drawStatus(view(SELF_REQUESTS.selfRevealed, REQUESTER)))).toContain(
      `Nobody approved: a code to ${NUMBER}`,
    );
  });

  it('the manager reads that it was recovered by themselves', () => {
    const card = drawNotice(view(SELF_REQUESTS.selfRevealed, REQUESTER), 'selfRecovered');
    expect(content.allText(card)).toContain('Recovered by themselves');
    expect(content.allText(card)).toContain('Nobody approved it');
  });
});
