import { Limit } from '../../web/limit';

function setUp() {
  const clock = { time: 0, now: () => clock.time };
  return { clock, limit: new Limit(clock, { most: 2, windowMs: 1_000 }) };
}

describe('when something happens too often', () => {
  it('is refused until its time is over, each key by itself', () => {
    const { clock, limit } = setUp();
    const asked = ['a', 'a', 'b', 'a', 'b', 'b'].map((key) => limit.allows(key));
    expect(asked).toEqual([true, true, true, false, true, false]);
    clock.time = 999;
    expect(limit.allows('a')).toBe(false);
    clock.time = 1_000;
    expect([limit.allows('a'), limit.allows('a'), limit.allows('a')]).toEqual([true, true, false]);
  });

  it('does not grow without end: who has not come for longest is forgotten', () => {
    const { limit } = setUp();
    for (let times = 0; times < 3; times += 1) limit.allows('first');
    for (let times = 0; times < 3; times += 1) limit.allows('second');
    limit.allows('first');
    for (let at = 0; at < 9_999; at += 1) limit.allows(`other ${String(at)}`);
    expect([limit.allows('first'), limit.allows('second')]).toEqual([false, true]);
  });
});
