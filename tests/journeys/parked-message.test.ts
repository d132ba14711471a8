import { QueueClient } from '@azure/storage-queue';
import { sweep } from '../../recovery/sweep';
import { MINUTE } from '../support/fake-clock';
import { peopleOf } from './support/people';
import { expectWhole } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** The product, and the name of its queue on the real store. */
async function withQueue(): Promise<{ readonly latchkey: World; readonly poison: QueueClient }> {
  const seen: { prefix?: string } = {};
  const latchkey = await world({
    change: (wiring) => {
      seen.prefix = wiring.storagePrefix ?? '';
      return wiring;
    },
  });
  const poison = new QueueClient(latchkey.connectionString.reveal(), `${seen.prefix ?? ''}work-poison`);
  return { latchkey, poison };
}

/** An instance on the same queue that fails at every message; it comes back so often. */
async function failsAt(latchkey: World, times: number): Promise<void> {
  const sick = latchkey.latchkey.storage.worker({
    handle: () => Promise.reject(new TypeError('this instance is broken')),
    onPoison: () => undefined,
    backoffMs: () => 0,
  });
  for (let time = 0; time < times; time += 1) await sick.drainOnce();
}

const parkedTexts = async (poison: QueueClient): Promise<readonly string[]> =>
  (await poison.peekMessages({ numberOfMessages: 32 })).peekedMessageItems.map(({ messageText }) => messageText);

describe('when a message failed more often than is allowed', () => {
  it('is parked, the helpdesk gets a card with the reason once, and the sweep gets the request on again', async () => {
    const { latchkey, poison } = await withQueue();
    const { ada, marcus, hana } = peopleOf(latchkey);
    const number = await ada.opens();
    const { request } = await latchkey.stored('ada');
    latchkey.clock.advance(5 * MINUTE);
    await failsAt(latchkey, 5);
    expect(await parkedTexts(poison)).toEqual([]);
    await latchkey.lets(0);
    const parked = await parkedTexts(poison);
    expect(parked.length).toBeGreaterThan(0);
    for (const text of parked) expect(text).toContain(request.id);
    await hana.sees('Latchkey itself failed at it several times in a row');
    expect(hana.reads().split(request.shortCode).length).toBeGreaterThan(1);
    // The contact and the manager of the opening, the helpdesk of this.
    expect((await latchkey.trail('ada')).filter((type) => type === 'notified')).toHaveLength(3);
    latchkey.clock.advance(5 * MINUTE);
    await sweep(latchkey.latchkey.deps, request.tenantId);
    await latchkey.settle();
    await hana.sees('It has got on again');
    await ada.reveals(await marcus.approves(number));
    await expectWhole(latchkey);
  });
});
