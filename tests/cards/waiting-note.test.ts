import { withWait } from '../../cards/waiting-note';
import type { Viewer } from '../../recovery/viewers';
import { WAITING } from '../../words/stuck';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

function noteFor(name: string, viewer: Viewer) {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`no sample ${name}`);
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
