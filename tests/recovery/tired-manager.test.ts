import { chooseApprovers } from '../../recovery/approvers';
import { createWorld } from '../support/domain-world';
import { GROUPS, samplePerson, SETTINGS, WHO } from '../support/sample-people';

describe('when a manager got too many cards and others are asked instead (T13)', () => {
  it('neither the employee nor that manager is among them, though both belong to the groups', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.duty, [WHO.max, WHO.dan, WHO.dora]);
    world.directory.groups.set(GROUPS.security, [WHO.ada, WHO.sam, WHO.sue]);
    const question = { tenant: SETTINGS, employee: samplePerson(WHO.ada), excluded: [], passedOver: [], dual: false };
    const ask = (id: string) => chooseApprovers(world.deps, { ...question, card: { id, causes: [WHO.ada] } });
    for (const id of ['first', 'second', 'third'])
      expect((await ask(id)).slots.map(({ candidates }) => candidates)).toEqual([[WHO.max]]);
    expect((await ask('fourth')).slots.map(({ candidates }) => candidates)).toEqual([
      [WHO.dan, WHO.dora],
      [WHO.sam, WHO.sue],
    ]);
  });
});
