import type { Boundary } from './boundaries';
import { boundaryName } from './boundaries';
import type { Kills } from './kill-queue';
import { KillQueue, share } from './kill-queue';
import type { Run } from './kills';

const at = (what: string): Boundary => ({ edge: 'answer', what, nth: 1, changes: true });
const names = (kills: Kills): readonly string[] => kills.map(({ what }) => what);
const TABLE = Array.from({ length: 10 }, (_none, index) => at(`table PUT row ${String(index)}`));

const run = (killAt: Kills, cuts: Kills): Run => ({
  ...{ killAt, cuts, boundaries: [], problems: [], passes: 1, seconds: 1 },
  cards: { employee: [], manager: [] },
});

describe('when boundaries are shared out among recoveries', () => {
  it('each is in one of them, and those of one are far apart', () => {
    const shared = share(TABLE, 4).map(names);
    expect(shared.flat().sort()).toEqual(TABLE.map(({ what }) => what).sort());
    expect(shared).toEqual([
      [0, 3, 6, 9].map((index) => `table PUT row ${String(index)}`),
      [1, 4, 7].map((index) => `table PUT row ${String(index)}`),
      [2, 5, 8].map((index) => `table PUT row ${String(index)}`),
    ]);
  });

  it('the worst places come first', () => {
    const graph = at('graph DELETE method');
    const commit = at('table POST $batch requests approved');
    expect(
      share([...TABLE.slice(0, 2), commit, graph], 1)
        .map(names)
        .slice(0, 2),
    ).toEqual([[graph.what], [commit.what]]);
  });
});

describe('when a run did not come to one of its boundaries', () => {
  const [one = at(''), two = at(''), three = at('')] = TABLE;

  it('that one is played again, alone', () => {
    const queue = new KillQueue([[one, two, three]], Infinity);
    queue.again(run(queue.next() ?? [], [one, three]));
    expect([queue.left, queue.next()?.map(boundaryName), queue.next()]).toEqual([1, [boundaryName(two)], undefined]);
  });

  it('three times at most, and is said to be missed then', () => {
    const queue = new KillQueue([[one, two]], Infinity);
    let played = 0;
    for (let kills = queue.next(); kills !== undefined; kills = queue.next()) {
      queue.again(run(kills, kills.length > 1 ? [one] : []));
      played += 1;
    }
    expect([played, queue.missed.map(boundaryName)]).toEqual([4, [boundaryName(two)]]);
  });
});

describe('when there is no time left', () => {
  it('nothing is begun, and it is said how much was left', () => {
    const queue = new KillQueue(share(TABLE, 4), 0);
    expect([queue.next(), queue.left]).toEqual([undefined, 10]);
  });
});
