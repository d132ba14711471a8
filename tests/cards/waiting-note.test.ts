import { drawRequest } from '../../cards/draw-request';
import { withWait } from '../../cards/waiting-note';
import type { Viewer } from '../../recovery/viewers';
import { WAITING } from '../../words/stuck';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

function never(name: string): never {
  throw new Error(`no sample ${name}`);
}

function noteFor(name: string, viewer: Viewer) {
  const request = REQUESTS[name] ?? never(name);
  return withWait({ ...sample.view(request, viewer), waits: { kind: 'noAnswer' } }).note?.text;
}

describe('when Graph did not answer a reveal', () => {
  it('says to the employee that the code has to be typed again', () => {
    expect(noteFor('approved', sample.EMPLOYEE)).toBe(WAITING.noAnswer);
  });

  it('does not let them count on the pass from before, which the new one may have replaced', () => {
    expect(noteFor('revealed', sample.EMPLOYEE)).toBe(WAITING.noNewPass);
    expect(WAITING.noNewPass).toContain('may not work any more');
  });

  it('tells nobody else of it', () => {
    expect(noteFor('revealed', sample.APPROVER)).toBeUndefined();
  });
});

describe('when security has stopped all effects', () => {
  const drawn = (name: string, waits: object = { waits: { kind: 'paused' } }) =>
    drawRequest(sample.view(REQUESTS[name] ?? never(name), sample.EMPLOYEE, waits));

  it.each(['approved', 'approvedDual', 'codeEnded', 'codeVoid', 'selfSent', 'selfEnded'])(
    'asks the employee for no code before it is over, and says why: %s',
    (name) => {
      const card = drawn(name);
      expect(content.inputs(card)).toEqual([]);
      expect(content.verbs(card)).toEqual(['request.refresh', 'request.cancel', 'request.fraud']);
      expect(content.allText(card)).toContain('Your security team has stopped all recoveries');
      expect(content.allText(card)).toContain('This card then asks for the code.');
      expect(card.summary).not.toContain('ready');
      expect(content.allText(card)).not.toContain('You show your pass');
    },
  );

  it.each(['revealed', 'selfRevealed'])('offers no other pass, and says that the shown one still works: %s', (name) => {
    const card = drawn(name);
    expect(content.inputs(card)).toEqual([]);
    expect(content.verbs(card)).toEqual(['pass.done', 'request.refresh', 'request.fraud']);
    expect(content.allText(card)).toContain('Sign in with your pass and add your new method before');
    expect(content.allText(card)).toContain('No new pass can be shown until recoveries go on.');
  });

  it.each(['selfEndedLast', 'selfVoid'])('lets them have an approver asked meanwhile: %s', (name) => {
    expect(content.verbs(drawn(name))).toContain('pass.askApprover');
    expect(content.allText(drawn(name))).toContain('Your security team has stopped all recoveries');
  });

  it('does not speak of a pass that has run out as if it still worked', () => {
    expect(
      content.allText(drawn('revealed', { waits: { kind: 'paused' }, now: sample.NOW + 60 * sample.MINUTE })),
    ).not.toContain('Sign in with your pass');
  });

  it('asks for the code again when it is over', () => {
    for (const name of ['approved', 'selfSent', 'revealed', 'selfRevealed'])
      expect(content.inputIds(drawn(name, {}))).toEqual(['releaseCode']);
  });
});
