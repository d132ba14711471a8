import { drawNotice } from '../../cards/draw-notice';
import { drawRequest } from '../../cards/draw-request';
import type { NoticeKind } from '../../recovery/cards';
import type { RecoveryRequest } from '../../recovery/request';
import { FOLLOW } from '../../words/follow';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';
import { CODE, KAY, MATCH, REQUESTER } from './sample-requests';

const BY_COLLEAGUE = { requester: KAY };
const JOINED = { requester: sample.GRACE, joined: [KAY], proof: sample.BY_AGENT.proof };
const NUMBERS = { numbers: { match: [{ slot: 1, group: 'manager', number: MATCH }], release: CODE } } as const;

const cells = Object.keys(REQUESTS).flatMap((name) => [
  [name, 'asked', BY_COLLEAGUE] as const,
  [name, 'joined, and the helpdesk took over', JOINED] as const,
]);

/** Notices that go to whoever opened it. */
const TOLD: readonly NoticeKind[] = ['completed', 'denied', 'held'];

describe('when somebody looks who only asked for somebody else (T16)', () => {
  it.each(cells)('%s, who %s: short code and state, and nothing more', (name, _as, facts) => {
    const { proof: _theirs, ...opened } = of(name);
    const request = { ...opened, ...facts } as RecoveryRequest;
    const views = [drawRequest(sample.view(request, REQUESTER, NUMBERS))];
    for (const kind of TOLD) views.push(drawNotice(sample.view(request, REQUESTER), kind));
    for (const card of views) {
      const text = content.allText(card);
      expect(text).toContain(request.shortCode);
      // No method, contact, words, reasons, or anybody but the employee.
      expect(text).not.toMatch(/iPhone|\+47|home\.example|My bag|recoveries in the last|could not be read|guest|risk/i);
      expect(text).not.toMatch(/Grace|Sam Okafor|Lin Haugen|manager|on duty|known number|ada@contoso/);
      expect(text).not.toMatch(/could not reach|not my|fraud|Passes are switched off|Removed|registered/i);
      expect(JSON.stringify(card)).not.toMatch(/417|483 ?920/);
    }
  });

  it('says that nothing happens before the answer, and then how far it is', () => {
    const read = (name: string) =>
      content.allText(drawRequest(sample.view({ ...of(name), ...BY_COLLEAGUE }, REQUESTER)));
    expect(read('unconfirmed')).toContain(FOLLOW.asked('Ada Lovelace'));
    expect(read('unconfirmed')).toContain(FOLLOW.askedTitle);
    expect(read('awaiting')).toContain('Ada Lovelace has to be recognised');
    expect(read('completed')).toContain('Ada Lovelace is back in.');
  });

  it.each([
    ['unconfirmed', BY_COLLEAGUE, ['request.refresh', 'request.cancel']],
    ['revealed', BY_COLLEAGUE, ['request.refresh']],
    ['unconfirmed', { requester: sample.GRACE, joined: [KAY] }, ['request.refresh']],
    ['denied', BY_COLLEAGUE, []],
    ['incident', BY_COLLEAGUE, []],
  ])('%s, %j: offers %j', (name, facts, verbs) => {
    expect(content.verbs(drawRequest(sample.view({ ...of(name), ...facts }, REQUESTER)))).toEqual(verbs);
  });
});

describe('when the employee is asked whether a colleague is right', () => {
  const card = drawRequest(sample.view(of('unconfirmed'), sample.EMPLOYEE));

  it('says who asked, what for, what would go, and how to say no', () => {
    for (const said of [
      'Kay Nilsen has asked',
      'Lost phone',
      'authenticator apps and the mobile number',
      'press “This was not me”',
    ])
      expect(content.allText(card)).toContain(said);
    expect(content.verbs(card)).toEqual(['request.itsMe', 'request.fraud', 'request.cancel']);
  });
});

function of(name: string) {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`there is no sample ${name}`);
  return request;
}
