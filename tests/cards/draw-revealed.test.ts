import { drawRevealed } from '../../cards/draw-revealed';
import { Secret } from '../../platform/secret';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { REQUESTS, REVEALED_PASS } from './sample-cards';
import { EMPLOYEE, MINUTE, NOW, view } from './sample-requests';

const request = REQUESTS['revealed'] as RecoveryRequest;
const card = drawRevealed(view(request, EMPLOYEE), REVEALED_PASS);
const text = content.allText(card);

describe('when the pass is shown', () => {
  it('stands large and exact in the element called pass', () => {
    expect(content.byId(card, 'pass')).toMatchObject({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: '6Q+c7*Db*', size: 'ExtraLarge', weight: 'Bolder', fontType: 'Monospace' }],
    });
  });

  it('stands there once and nowhere else', () => {
    expect(JSON.stringify(card).split(REVEALED_PASS.pass.reveal())).toHaveLength(2);
    expect(String(card.content['speak'])).toContain('not read out');
  });

  it.each([
    ['its end, with time and zone', 'Sign in before 14:50 CET. It works for 30 minutes.'],
    ['the ten-minute rule', 'Finish within 10 minutes of signing in.'],
    ['the next step', 'Open aka.ms/mysecurityinfo'],
    ['whom it is for', 'Nobody needs this pass but you: not your manager, not the helpdesk.'],
    ['how often it can be shown anew', '3 more times'],
  ])('says %s', (_what, expected) => {
    expect(text).toContain(expected);
  });

  it('opens Microsoft’s page and nothing else', () => {
    expect(content.ofType(card, 'Action.OpenUrl')).toMatchObject([{ url: 'https://aka.ms/mysecurityinfo' }]);
  });

  it('can be shown anew with the code, or finished without', () => {
    expect(content.inputIds(card)).toEqual(['releaseCode']);
    expect(content.verbs(card)).toEqual(['pass.revealAgain', 'pass.done', 'request.fraud']);
    expect(content.button(card, 'pass.done')).toMatchObject({ associatedInputs: 'none' });
  });
});

describe('when it is the last pass', () => {
  const last = drawRevealed(view(request, EMPLOYEE), { pass: Secret.of('x'), expiresAt: NOW + MINUTE, againLeft: 0 });

  it('offers no other, and says whom to call', () => {
    expect(content.inputIds(last)).toEqual([]);
    expect(content.verbs(last)).toEqual(['pass.done', 'request.fraud']);
    expect(content.allText(last)).toContain('This was the last pass');
    expect(content.allText(last)).toContain('It works for one minute.');
  });
});
