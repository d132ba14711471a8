import { drawOpenList, MOST_LISTED } from '../../cards/draw-open-list';
import { troubleOf } from '../../cards/trouble';
import type { RecoveryRequest } from '../../recovery/request';
import { failed, held, incident, revealed } from '../support/request-arms';
import { awaiting, MANAGER, NOON, slot } from '../support/request-builder';
import * as content from './card-content';

const MINUTE = 60_000;
const FAILURE = { code: 'throttled', attempts: 3, at: NOON, nextAttemptAt: NOON + 42 * MINUTE, since: NOON };
const stuck = revealed({ failure: { step: 'removeMethod', ...FAILURE } });
const draw = (requests: readonly RecoveryRequest[], name = 'Ada') =>
  drawOpenList({ now: NOON + 12 * MINUTE, requests, nameOf: () => name });

describe('when the helpdesk lists what is open', () => {
  it('says who, what, how far, since when and what keeps it, the stuck one first', () => {
    const calm = awaiting({ slots: [slot({ asked: [MANAGER] })] });
    const runs = content.runs(draw([calm, stuck]));
    expect(runs.slice(0, 5)).toEqual([
      '2 requests are open.',
      'One does not get on.',
      `${stuck.shortCode}  `,
      'Ada, Lost phone',
      'Pass shown, new method awaited, open for 12 min. Stuck: Microsoft Graph lets fewer calls through at the moment: next try 12:42 UTC',
    ]);
    expect(runs).toContain('Waiting for approval, open for 12 min.');
  });

  it.each<readonly [string, RecoveryRequest, string | undefined]>([
    ['nobody could be asked', awaiting(), 'nobody who may approve could be asked yet'],
    [
      'the manager could not be reached',
      awaiting({ slots: [slot({ passedOver: [MANAGER] })] }),
      'could not be reached',
    ],
    ['the manager was asked', awaiting({ slots: [slot({ asked: [MANAGER] })] }), undefined],
    ['the link did not go out', awaiting({ linkFailedAt: NOON }), 'the link could not be sent'],
    ['a hold', held(), 'The approver was not sure'],
    ['a failed case', failed(), 'The pass ran out'],
    ['an incident under way', incident(), 'is being secured'],
    ['a contained one', incident({ containedAt: NOON }), '4 tasks of the incident are open'],
    ['a closed one', incident({ containedAt: NOON, closedAt: NOON }), undefined],
    ['all is well', revealed(), undefined],
  ])('%s', (_what, request, why) => {
    const trouble = troubleOf({ request, now: NOON + MINUTE });
    if (why === undefined) expect(trouble).toBeUndefined();
    else expect(trouble).toContain(why);
  });

  it('lists twenty and says how many more, and fits every client whatever people are called', () => {
    const many = Array.from({ length: MOST_LISTED + 7 }, () => revealed({ failure: stuck.decided.failure ?? never() }));
    const card = draw(many, 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3));
    expect(content.allText(card)).toContain('and 7 more');
    expect(JSON.stringify(card.content).match(/"imBack"/g)).toHaveLength(MOST_LISTED);
  });
});

function never(): never {
  throw new Error('there is a failure');
}
