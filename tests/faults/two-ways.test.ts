import { TwoWays } from './two-ways';

const sent = (conversation: string, trigger?: string): Buffer =>
  Buffer.from(JSON.stringify({ conversation: { id: conversation }, value: { ...(trigger && { trigger }) } }));

describe('when two people press in one race', () => {
  it('their presses go to two instances, whatever clients ask on their own meanwhile', () => {
    const ways = new TwoWays();
    const way = ways.open(['a:employee', 'a:manager']);
    expect(ways.first(sent('a:manager', 'manual'))).toBe(0);
    expect(ways.first(sent('a:manager', 'automatic'))).toBeUndefined();
    expect(ways.first(sent('a:somebody', 'manual'))).toBeUndefined();
    expect(ways.first(sent('a:employee', 'manual'))).toBe(1);
    expect(way.close()).toEqual([0, 1]);
  });

  it('what they press later goes where it goes', () => {
    const ways = new TwoWays();
    ways.open(['a:employee']).close();
    expect(ways.first(sent('a:employee', 'manual'))).toBeUndefined();
  });
});
