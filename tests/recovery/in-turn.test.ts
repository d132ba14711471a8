import { InTurn } from '../../recovery/in-turn';

/** Jobs that end when the test says so. */
function createStage(mostAtOnce: number) {
  const turns = new InTurn(mostAtOnce);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (key: string): void => {
    turns.add(key, () => {
      begun.push(key);
      return new Promise<void>((resolve) => ends.set(key, resolve));
    });
  };
  const end = async (key: string): Promise<void> => {
    ends.get(key)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, begun, add, end };
}

describe('when more is to be done than may be done at once', () => {
  it('the rest waits and comes in its order', async () => {
    const { turns, begun, add, end } = createStage(2);
    for (const key of ['a', 'b', 'c', 'd']) add(key);
    expect([begun, turns.size]).toEqual([['a', 'b'], 2]);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    expect([begun, turns.size]).toEqual([['a', 'b', 'c', 'd'], 0]);
  });

  it('what waits is not added again, what runs may be', async () => {
    const { begun, add, end } = createStage(1);
    for (const key of ['a', 'b', 'b', 'a']) add(key);
    await end('a');
    await end('b');
    expect(begun).toEqual(['a', 'b', 'a']);
  });

  it('what is dropped is not done', async () => {
    const { turns, begun, add, end } = createStage(1);
    for (const key of ['a', 'b', 'c']) add(key);
    turns.drop('b');
    await end('a');
    expect(begun).toEqual(['a', 'c']);
    add('d');
    turns.clear();
    await end('c');
    expect(begun).toEqual(['a', 'c']);
  });
});
