import { codeCounter, countCode, countMatch, raiseTries } from '../../recovery/counted-tries';
import type { EventOf } from '../../recovery/events';
import { approvedRun, revealed, run } from '../support/request-arms';
import { awaiting, EMPLOYEE, MANAGER, NOON, slot, TENANT } from '../support/request-builder';

const by = { kind: 'person', id: MANAGER } as const;
const wrongNumber = (counted?: number): EventOf<'matchFailed'> => ({
  ...{ type: 'matchFailed', at: NOON, by, slot: 1, approver: MANAGER, tries: 1 },
  ...(counted !== undefined && { counted }),
});
const wrongCode = (counted?: number): EventOf<'codeFailed'> => ({
  ...{ type: 'codeFailed', at: NOON, by: { kind: 'person', id: EMPLOYEE }, tries: 1 },
  ...(counted !== undefined && { counted }),
});

describe('when a number was wrong', () => {
  const two = (counted?: { readonly round: number; readonly count: number }) =>
    awaiting({ round: 2, slots: [slot(counted && { counted }), slot({ slot: 2 })] });

  it.each<readonly [string, Parameters<typeof two>[0], number, object]>([
    ['the first try is remembered', undefined, 1, { round: 2, count: 1 }],
    ['a later one takes its place', { round: 2, count: 1 }, 2, { round: 2, count: 2 }],
    ['one that comes late does not set it back', { round: 2, count: 3 }, 2, { round: 2, count: 3 }],
    ['those of an earlier round do not count', { round: 1, count: 3 }, 1, { round: 2, count: 1 }],
  ])('%s, and only for this approver', (_what, before, counted, after) => {
    const { slots } = countMatch(two(before), wrongNumber(counted));
    expect(slots[0]?.counted).toEqual(after);
    expect(slots[1]).toEqual(slot({ slot: 2 }));
  });

  it('an entry that does not say the count changes nothing', () => {
    const request = two({ round: 2, count: 3 });
    expect(countMatch(request, wrongNumber())).toBe(request);
  });
});

describe('when a release code was wrong', () => {
  it.each([approvedRun(), revealed()])('what the counter stood at never goes back ($state)', (request) => {
    const once = countCode(request, wrongCode(2));
    expect(once.decided.code).toEqual({ ...request.decided.code, counted: 2 });
    expect(countCode(once, wrongCode(3)).decided.code.counted).toBe(3);
    expect(countCode(once, wrongCode(1)).decided.code.counted).toBe(2);
    expect(countCode(once, wrongCode())).toBe(once);
  });
});

describe('when a try is counted', () => {
  const KEY = { purpose: 'match', slot: 1, round: 2, generation: 0 } as const;
  const raiseTo = (raised: number, atLeast: number) => {
    const raise = jest.fn(async () => raised);
    return { raise, result: raiseTries({ raise }, { tenantId: TENANT, id: 'r' }, { key: KEY, atLeast, most: 3 }) };
  };

  it('it is this request’s own counter, up to the most that count', async () => {
    const { raise, result } = raiseTo(3, 2);
    expect(await result).toBe(3);
    expect(raise.mock.calls).toEqual([[TENANT, 'r', KEY, 3]]);
  });

  it.each([
    [2, 2],
    [1, 2],
  ])(
    'a counter that comes to %i where the trail says %i was set back: nothing is compared',
    async (raised, atLeast) => {
      await expect(raiseTo(raised, atLeast).result).rejects.toMatchObject({
        ...{ code: 'integrity', message: 'request r: the counter of tries was set back' },
      });
    },
  );
});

describe('when it is asked where the tries of a code are counted', () => {
  const selfVerified = { contactId: 'phone', contact: 'hash', masked: '••• 312', managers: [] };
  const third = { ...run().code, generation: 3 };

  it('each code that an approver asked for has a counter of its own, those by text message share one', () => {
    const key = { purpose: 'code', slot: 1, round: 2 };
    expect(codeCounter({ round: 2 }, run({ code: third }))).toEqual({ ...key, generation: 3 });
    expect(codeCounter({ round: 2 }, run({ code: third, selfVerified }))).toEqual({ ...key, generation: 1 });
  });
});
