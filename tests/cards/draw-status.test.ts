import { drawStatus } from '../../cards/draw-status';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import { PROOFS } from '../../words/choices';
import { BY_AGENT, CODE, decided, facts, MATCH, REQUESTER, view } from './sample-requests';

function of(name: string): RecoveryRequest {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`no sample ${name}`);
  return request;
}

describe('when the helpdesk asks for the status', () => {
  it.each([
    ['awaiting', 'Grace Hopper (the manager)'],
    ['awaitingDual', 'Sam Okafor, Lin Haugen, Kay Nilsen'],
    ['held', 'The approver was not sure'],
    ['failed', 'The pass ran out before a new method was added.'],
    ['refused', 'Temporary Access Passes are switched off'],
    ['revealed', 'Being removed: Mobile phone +47 ••• •• 312'],
    ['completed', 'Signed out everywhere'],
  ])('tells about %s: %s', (name, expected) => {
    expect(content.allText(drawStatus(view(of(name), REQUESTER)))).toContain(expected);
  });

  it('says how the helpdesk recognised them, also in the words of an old request', () => {
    const saying = (proof: string) => ({ ...of('awaiting'), ...BY_AGENT, proof: { ...BY_AGENT.proof, proof } });
    const runs = (proof: string) => content.runs(drawStatus(view(saying(proof), REQUESTER)));
    expect(runs('proof.callBack')).toEqual(expect.arrayContaining([PROOFS['proof.callBack'], 'INC0012345']));
    expect(runs('seen by [me](https://x.example)')).toContain('seen by [me](https://x.example)');
    expect(runs('toString')).toContain('toString');
  });

  it('says what the logs say of a new method', () => {
    const check = { until: 1, outcome: 'unknown', reasons: [{ rule: 'enrolment.who', outcome: 'unknown' }] } as const;
    const reasons = check.reasons.map((reason) => ({ ...reason, sentence: 'The log does not say who.' }));
    const enrolled = { methodId: 'app-2', kind: 'fido2', at: 0, check: { ...check, reasons } } as const;
    const completed: RecoveryRequest = {
      state: 'completed',
      ...facts(),
      decided: decided({ enrolled }),
      ended: { at: 0, reason: 'completed' },
    };
    expect(content.allText(drawStatus(view(completed, REQUESTER)))).toContain('The log does not say who.');
    expect(content.allText(drawStatus(view(of('completed'), REQUESTER)))).not.toContain('Who added');
  });

  it('says which step does not work yet', () => {
    const failure = { step: 'removeMethod', code: 'throttled', at: 0, attempts: 3, nextAttemptAt: 0, since: 0 };
    const stuck: RecoveryRequest = { state: 'approved', ...facts(), decided: decided({ failure }) };
    const text = content.allText(drawStatus(view(stuck, REQUESTER)));
    expect(text).toContain('cannot remove a lost sign-in method right now');
    expect(text).toContain('Not worked after 3 tries');
    expect(text).toContain('It goes on by itself');
  });

  it('shows no number even when one was handed over', () => {
    const numbers = { match: [{ slot: 1, group: 'manager', number: MATCH }], release: CODE } as const;
    const text = JSON.stringify(drawStatus(view(of('approved'), REQUESTER, { numbers })));
    expect(text).not.toMatch(/417|483 ?920/);
  });

  it('has the buttons it is told to have, five at most', () => {
    const card = drawStatus(view(of('awaiting'), REQUESTER), ['helpdesk.remind', 'helpdesk.hold', 'helpdesk.note']);
    expect(content.verbs(card)).toEqual(['helpdesk.remind', 'helpdesk.hold', 'helpdesk.note']);
    expect(content.verbs(drawStatus(view(of('awaiting'), REQUESTER)))).toEqual([]);
  });
});
