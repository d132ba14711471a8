import { WorkInHand } from '../../bot/work-in-hand';

describe('when work is in hand', () => {
  it('is idle once everything has settled, however it ended, and what began meanwhile too', async () => {
    const inHand = new WorkInHand();
    let finish: () => void = () => undefined;
    const first = inHand.track(new Promise<void>((resolve) => (finish = resolve)));
    const failed = inHand.track(Promise.reject(new Error('Graph is away')));
    await expect(failed).rejects.toThrow('Graph is away');
    const order: string[] = [];
    const followUp = first.then(() =>
      inHand.track(Promise.resolve().then(() => new Promise<void>((resolve) => setImmediate(resolve)))),
    );
    const idle = inHand.idle().then(() => order.push('idle'));
    finish();
    await followUp;
    order.push('followed up');
    await idle;
    expect(order).toEqual(['followed up', 'idle']);
  });

  it('is idle at once when there is nothing', async () => {
    await expect(new WorkInHand().idle()).resolves.toBeUndefined();
  });
});
