import { SECOND } from '../support/fake-clock';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const PHOTO = { method: 'GET', path: /photos/ } as const;

/** The names that the pictures stand for on the card that asks Marcus. */
async function picturesOf(latchkey: World): Promise<readonly string[]> {
  const { marcus } = peopleOf(latchkey);
  const message = await marcus.sees('Your decision is needed');
  const found = new Set<string>();
  JSON.stringify(message, (key, value: unknown) => {
    if (key === 'altText') found.add(String(value));
    return value;
  });
  return [...found];
}

const asked = ({ log }: World): number => log.filter((line) => line.includes('"directory.photo"')).length;

describe('when Marcus has to recognise Ada (T19)', () => {
  it('her photo stands on his card, and Graph is asked for it once in the whole story', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    expect(await picturesOf(latchkey)).toEqual(['Ada Lindqvist']);
    await ada.enrols(await ada.reveals(await marcus.approves(number)));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(asked(latchkey)).toBe(1);
    await expectSound(latchkey);
  });

  it.each([
    ['takes longer than anybody waits for a photo', { delayMs: 2 * SECOND }],
    ['refuses it', { status: 403 }],
    ['is too busy', { status: 429 }],
    ['breaks the connection', { resetSocket: true }],
  ])('his card comes without it when Graph %s', async (_what, fault) => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    latchkey.cloud.tenant.switches.faults.push({ ...PHOTO, ...fault, times: 1 });
    const number = await ada.opens();
    expect(await picturesOf(latchkey)).toEqual([]);
    await marcus.approves(number);
    expect(asked(latchkey)).toBeLessThanOrEqual(1);
    await expectSound(latchkey);
  });
});
