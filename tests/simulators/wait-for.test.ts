import { createSignal } from '../../simulators/signal';
import { waitFor } from '../../simulators/wait-for';

const tooLate = () => new Error('nothing came');

describe('when something is awaited', () => {
  it('answers at once when it is there', async () => {
    const subscribe = jest.fn();
    await expect(waitFor({ subscribe, waitMs: 1, tooLate }, () => 'here')).resolves.toBe('here');
    expect(subscribe).not.toHaveBeenCalled();
  });

  it('looks once per change, and stops looking when found', async () => {
    const { emit, subscribe } = createSignal<void>();
    const box: { value?: string } = {};
    const attempt = jest.fn(() => box.value);
    const waiting = waitFor({ subscribe, waitMs: 1_000, tooLate }, attempt);
    emit();
    box.value = 'found';
    emit();
    emit();
    await expect(waiting).resolves.toBe('found');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('rejects when the time is over, and stops looking', async () => {
    const { emit, subscribe } = createSignal<void>();
    const attempt = jest.fn(() => undefined);
    await expect(waitFor({ subscribe, waitMs: 1, tooLate }, attempt)).rejects.toThrow('nothing came');
    emit();
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
