import { EffectError } from '../../recovery/errors';
import type { Cards } from '../../recovery/cards';
import type { OutOfBand } from '../../recovery/ports';
import { expectSoundness, passShown, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, work } from '../support/domain-world';

/** The same world, where a notice outside Teams takes until `arrive`, and Teams takes no card after the first picture. */
function withSlowMail(world: World): { readonly slow: World; readonly sent: () => number } {
  let sent = 0;
  let arrive = (): void => undefined;
  const late = new Promise<void>((resolve) => (arrive = resolve));
  const { outOfBand, cards } = world.deps;
  const mail: OutOfBand = {
    sendLink: (...args) => outOfBand.sendLink(...args),
    sendCode: (...args) => outOfBand.sendCode(...args),
    sendNotice: async (...args) => {
      sent += 1;
      await late;
      return outOfBand.sendNotice(...args);
    },
  };
  let pictures = 0;
  const teams: Cards = {
    project: async (...args) => {
      pictures += 1;
      if (pictures === 1) return cards.project(...args);
      // Whoever sends it once more does so before it has gone out.
      setImmediate(arrive);
      throw new EffectError('unavailable', 'Teams is away');
    },
    refresh: (...args) => cards.refresh(...args),
    notify: (...args) => cards.notify(...args),
    alarm: (...args) => cards.alarm(...args),
  };
  return { slow: { ...world, deps: { ...world.deps, outOfBand: mail, cards: teams } }, sent: () => sent };
}

describe('when notices outside Teams take longer than the deletes', () => {
  it('nobody waits for them, each goes out once although Teams is away, and is written down', async () => {
    const world = await createWorld();
    await passShown(world);
    const { slow, sent } = withSlowMail(world);
    await work(slow);
    // To the contact and to the manager.
    expect(sent()).toBe(2);
    const types = (await story(world)).slice(-6);
    expect(types).toEqual([...Array<string>(3).fill('methodRemoved'), 'removalVerified', 'notified', 'notified']);
    await expectSoundness(world);
  });
});
