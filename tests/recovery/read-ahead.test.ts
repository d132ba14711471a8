import { readAuthority } from '../../recovery/authority';
import { EffectError } from '../../recovery/errors';
import type { Deps } from '../../recovery/deps';
import { createWorld, type World } from '../support/domain-world';
import { awaiting, slot } from '../support/request-builder';
import { WHO } from '../support/sample-people';

/** Holds every answer of the directory and of the methods until it is told; then the next ones, and so on. */
function inTrips({ deps }: World) {
  let waiting: (() => void)[] = [];
  const trips: string[][] = [];
  const held = <T extends object>(port: string, target: T): T =>
    new Proxy(target, {
      get: (inner, key): unknown => {
        const value: unknown = Reflect.get(inner, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          (trips[trips.length - 1] ?? []).push(`${port}.${String(key)}`);
          await new Promise<void>((resolve) => waiting.push(resolve));
          return Reflect.apply(value, inner, args);
        };
      },
    });
  const slow: Deps = { ...deps, directory: held('directory', deps.directory), methods: held('methods', deps.methods) };
  const play = async <T>(act: (slow: Deps) => Promise<T>): Promise<T> => {
    let done = false;
    trips.push([]);
    const result = act(slow).finally(() => (done = true));
    result.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return result;
      const answers = waiting;
      waiting = [];
      if (answers.length > 0) trips.push([]);
      for (const answer of answers) answer();
    }
  };
  return { play, trips: () => trips.filter((calls) => calls.length > 0) };
}

describe('when the guards are read again', () => {
  it('waits for Graph once, and asks for nothing twice', async () => {
    const world = await createWorld();
    const { play, trips } = inTrips(world);
    const request = awaiting({ slots: [slot({ candidates: [WHO.max] })] });
    const authority = await play((deps) => readAuthority(deps, request, [WHO.max]));
    expect(authority.fallen).toEqual([]);
    expect(trips()).toHaveLength(1);
    const persons = trips()[0]?.filter((call) => call === 'directory.person');
    expect(persons).toHaveLength(2);
    // One for the employee and one for the manager: requests of the past lie beside what was seen.
    expect(world.ports.count('sightings.about')).toBe(2);
    expect(world.ports.count('ledger.listByEmployee')).toBe(0);
  });

  it.each([
    ['duty', WHO.dan],
    ['security', WHO.sam],
  ] as const)('waits for Graph once where %s decides', async (group, id) => {
    const world = await createWorld();
    const { play, trips } = inTrips(world);
    const request = awaiting({ slots: [slot({ group, candidates: [id] })] });
    const authority = await play((deps) => readAuthority(deps, request, [id]));
    expect(authority.fallen).toEqual([]);
    expect(trips()).toHaveLength(1);
  });

  it('keeps nothing for the next time', async () => {
    const world = await createWorld();
    const request = awaiting({ slots: [slot({ candidates: [WHO.max] })] });
    await readAuthority(world.deps, request, [WHO.max]);
    world.directory.change(WHO.max, { accountEnabled: false });
    await expect(readAuthority(world.deps, request, [WHO.max])).resolves.toMatchObject({ fallen: [WHO.max] });
  });

  it('fails as a whole when the account cannot be read, whatever else was asked for', async () => {
    const world = await createWorld();
    world.ports.fail('directory.person', 'timeout');
    world.ports.fail('directory.manager', 'unavailable');
    const request = awaiting({ slots: [slot({ candidates: [WHO.max] })] });
    const reading = readAuthority(world.deps, request, [WHO.max]);
    await expect(reading).rejects.toBeInstanceOf(EffectError);
    await expect(reading).rejects.toMatchObject({ code: 'timeout' });
  });
});
