import { approvedByMax, enrol, expectSoundness, passShown, story } from '../support/domain-stories';
import { createWorld, newest, pass } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';

describe('smoke', () => {
  it('runs', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator' });
    await passShown(world);
    await pass(world, MINUTE);
    enrol(world);
    await pass(world, 5 * MINUTE);
    console.log((await newest(world)).request.state, (await story(world)).join(' '), world.account.story(), world.cards.notices, world.log.lines, world.account.emptyMoments());
    await expectSoundness(world);
  });
});
