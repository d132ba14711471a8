import { createSignal } from '../../simulators/signal';

describe('when a signal is emitted', () => {
  it('tells everybody who listens, once, and nobody who left', () => {
    const signal = createSignal<number>();
    const heard: string[] = [];
    const leave = signal.subscribe((value) => heard.push(`a${value}`));
    signal.subscribe((value) => heard.push(`b${value}`));
    signal.emit(1);
    leave();
    leave();
    signal.emit(2);
    expect(heard).toEqual(['a1', 'b1', 'b2']);
  });

  it('does not tell those who join while it is told', () => {
    const signal = createSignal<number>();
    const late = jest.fn();
    signal.subscribe(() => signal.subscribe(late));
    signal.emit(1);
    expect(late).not.toHaveBeenCalled();
  });
});
