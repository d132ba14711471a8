import { COUNTS_FOR_MS } from '../../recovery/list-ahead';
import type { AuthMethods } from '../../recovery/ports';
import { expectSoundness, passShown } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, work } from '../support/domain-world';
import { method } from '../support/sample-methods';

/** The pass is shown; the code generator, the phone number and the app are still to go, in this order. */
async function aboutToRemove(): Promise<World> {
  const world = await createWorld();
  await passShown(world);
  return world;
}

/**
 * What Graph was asked from the first delete to the last one, with `during` happening after each of them took effect and
 * before it is answered.
 */
async function removing(world: World, during: (kind: string) => void = () => undefined): Promise<readonly string[]> {
  const { methods } = world.deps;
  const asked: string[] = [];
  const slow: AuthMethods = {
    list: (...args) => {
      asked.push('list');
      return methods.list(...args);
    },
    remove: async (...args) => {
      asked.push(`remove ${args[2].kind}`);
      const answer = await methods.remove(...args);
      during(args[2].kind);
      return answer;
    },
    prefer: (...args) => methods.prefer(...args),
  };
  await work({ ...world, deps: { ...world.deps, methods: slow } });
  const isRemoval = (call: string): boolean => call.startsWith('remove');
  return asked.slice(asked.findIndex(isRemoval), asked.findLastIndex(isRemoval) + 1);
}

const changeNumber = (world: World): void => {
  const changed = method('mobilePhone', 'changed');
  world.account.methods = world.account.methods.map((one) => (one.kind === changed.kind ? changed : one));
};

describe('when the method after the one that is removed has the id of its place', () => {
  it('the list is read beside the delete, and nobody waits for it again', async () => {
    const world = await aboutToRemove();
    expect(await removing(world)).toEqual([
      'remove softwareOath',
      'remove mobilePhone',
      'remove microsoftAuthenticator',
    ]);
    await expectSoundness(world);
  });

  it('a list that says that the number is another one is believed', async () => {
    const world = await aboutToRemove();
    changeNumber(world);
    expect(await removing(world)).toEqual(['remove softwareOath', 'remove microsoftAuthenticator']);
    expect(world.account.kinds()).toContain('mobilePhone');
  });

  it('a list that has become old is read again before anything is removed by it', async () => {
    const world = await aboutToRemove();
    const asked = await removing(world, (kind) => {
      if (kind !== 'softwareOath') return;
      changeNumber(world);
      world.clock.advance(COUNTS_FOR_MS + 1);
    });
    expect(asked).toEqual(['remove softwareOath', 'list', 'remove microsoftAuthenticator']);
    expect(world.account.kinds()).toContain('mobilePhone');
  });

  it('a list that could not be read is asked for again', async () => {
    const world = await aboutToRemove();
    // The notice beside the first delete reads it as well.
    world.ports.fail('methods.list', 'unavailable', { times: 2 });
    const asked = await removing(world);
    expect(asked.slice(0, 3)).toEqual(['remove softwareOath', 'list', 'remove mobilePhone']);
    await expectSoundness(world);
  });
});
