import { killsNothing, racesNothing, stormsNothing } from './did-nothing';
import { UNJUDGED } from './race-checks';

const asked = { requests: 300, killEveryMs: 2_000 };

describe('when nothing was disturbed, a report does not hold', () => {
  it('no kill in any recovery, or no recovery', () => {
    const asked = { runs: ['a recovery'], chosen: 4, missed: [] };
    expect(killsNothing({ ...asked, kills: 3 })).toEqual([]);
    expect(killsNothing({ ...asked, kills: 0 })).toEqual(['no bot was killed in any recovery']);
    expect(killsNothing({ ...asked, kills: 0, runs: [] })).toHaveLength(2);
  });

  it('fewer kills than half of the boundaries, or one that no run came to', () => {
    const asked = { runs: ['a recovery'], chosen: 4, missed: [] };
    expect(killsNothing({ ...asked, kills: 2 })).toEqual([]);
    expect(killsNothing({ ...asked, kills: 1 })).toEqual(['only 1 of 4 kills, for want of time']);
    expect(killsNothing({ ...asked, kills: 3, missed: ['DELETE phone'] })).toEqual(['no run came to DELETE phone']);
  });

  it('a storm without a kill although there was time for one, or without its chains', () => {
    expect(stormsNothing({ kills: 9, chains: 301, secondsInAll: 60 }, asked)).toEqual([]);
    expect(stormsNothing({ kills: 0, chains: 300, secondsInAll: 3 }, asked)).toEqual([]);
    expect(stormsNothing({ kills: 0, chains: 300, secondsInAll: 60 }, asked)).toEqual(['no bot was killed']);
    expect(stormsNothing({ kills: 9, chains: 0, secondsInAll: 60 }, asked)).toEqual([
      '0 chains were verified of 300 recoveries',
    ]);
  });

  it('races of a kind that was never raced, or that met in one process', () => {
    const ended = new Map([['approved', 4]]);
    const outcomes: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
      ['approve/deny', ended],
      ['reveal/reveal', ended],
    ]);
    expect(racesNothing({ outcomes, apart: 8, left: 0 })).toEqual([]);
    expect(racesNothing({ outcomes, apart: 0, left: 0 })).toEqual(['no two presses of one race went to two processes']);
    const half = new Map<string, ReadonlyMap<string, number>>([
      ...outcomes,
      ['approve/cancel', new Map<string, number>()],
    ]);
    expect(racesNothing({ outcomes: half, apart: 8, left: 0 })).toEqual(['approve/cancel: not raced']);
    expect(racesNothing({ outcomes: half, apart: 8, left: 4 })).toEqual([]);
    expect(racesNothing({ outcomes: new Map(), apart: 0, left: 9 })).toHaveLength(2);
  });

  it('races that one side always won, or most of which were not judged', () => {
    const deny = (ends: readonly (readonly [string, number])[]) =>
      racesNothing({ outcomes: new Map([['approve/deny', new Map(ends)]]), apart: 8, left: 0 });
    const [unserved] = [...UNJUDGED];
    expect(
      deny([
        ['approved', 60],
        ['denied', 40],
      ]),
    ).toEqual([]);
    expect(deny([['approved', 99]])).toEqual([]);
    expect(deny([['approved', 100]])).toEqual(['approve/deny: it never ended as denied']);
    expect(
      deny([
        ['approved', 60],
        ['denied', 36],
        [unserved ?? '', 4],
      ]),
    ).toEqual([]);
    expect(
      deny([
        ['approved', 54],
        ['denied', 40],
        [unserved ?? '', 6],
      ]),
    ).toEqual(['approve/deny: 6 of 100 were not judged']);
  });
});
