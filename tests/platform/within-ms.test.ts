import { withinMs } from '../../platform/within-ms';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<string>(() => undefined);
const failing = (): Promise<string> => Promise.reject(new Error('no'));

describe('when work may take so long', () => {
  it('what comes of it in time is the answer, and no timer is left', async () => {
    expect(await withinMs(Promise.resolve('done'), 10)).toBe('done');
    await expect(withinMs(failing(), 10)).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('nothing is the answer once the time is over, and not before', async () => {
    const answers: unknown[] = [];
    void withinMs(never, 10).then((answer) => answers.push(answer));
    await jest.advanceTimersByTimeAsync(9);
    expect(answers).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(answers).toEqual([undefined]);
  });

  it('where the time was over before, what is there already still comes', async () => {
    expect(await withinMs(Promise.resolve('done'), -5)).toBe('done');
  });

  it('work that fails later harms nobody', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<string>((_resolve, reject) => {
      fail = reject;
    });
    const answer = withinMs(work, 10);
    await jest.advanceTimersByTimeAsync(10);
    expect(await answer).toBeUndefined();
    fail(new Error('late'));
    await jest.advanceTimersByTimeAsync(0);
  });
});
