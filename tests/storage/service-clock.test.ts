import { checkServiceClock } from '../../storage/service-clock';
import { AgreedClock, systemClock } from '../../platform/clock';
import { handClock, useStore } from '../support/azurite';
import { NOON } from '../support/request-builder';

const store = useStore();

const check = (ahead: number): Promise<number> =>
  checkServiceClock({ clock: handClock(NOON + ahead), serviceTime: async () => new Date(NOON) });

describe('when the clock is compared with the storage service (T26)', () => {
  it.each([0, 30_000, -30_000])('accepts a difference of %d ms', async (ahead) => {
    expect(await check(ahead)).toBe(ahead);
  });

  it.each([
    [30_001, 'is 30 s ahead of'],
    [-30_001, 'is 30 s behind'],
    [3_600_000, 'is 3600 s ahead of'],
  ])('refuses a difference of %d ms and says what to do', async (ahead, words) => {
    await expect(check(ahead)).rejects.toMatchObject({
      code: 'clockSkew',
      message: expect.stringMatching(new RegExp(`${words}.*time synchronisation`)),
    });
  });

  it('takes the middle of the call for the moment of the answer', async () => {
    const clock = handClock(NOON);
    const serviceTime = async () => {
      clock.advance(40_000);
      return new Date(NOON + 20_000);
    };
    expect(await checkServiceClock({ clock, serviceTime })).toBe(0);
  });

  it('refuses an answer without a time', async () => {
    const answer = checkServiceClock({ clock: handClock(), serviceTime: async () => undefined });
    await expect(answer).rejects.toMatchObject({ code: 'clockSkew' });
  });

  it('works with the real service', async () => {
    const { storage, another } = await store.fresh();
    await expect(storage.checkClock()).rejects.toMatchObject({ code: 'clockSkew' });
    const { checkClock } = await another({ clock: systemClock });
    expect(Math.abs(await checkClock())).toBeLessThan(5_000);
  });

  it('a machine that is 20 s ahead agrees with the real service once its clock is set', async () => {
    const clock = new AgreedClock({ now: () => systemClock.now() + 20_000 });
    const { checkClock } = await (await store.fresh()).another({ clock });
    const ahead = await checkClock();
    expect(Math.abs(ahead - 20_000)).toBeLessThan(5_000);
    expect(clock.correct(ahead)).toBe(true);
    expect(Math.abs(await checkClock())).toBeLessThan(5_000);
  });
});
