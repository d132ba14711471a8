/** A value that listeners are told about, one after the other. A listener must not throw. */
export interface Signal<T> {
  readonly emit: (value: T) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: (value: T) => void) => () => void;
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit: (value) => {
      for (const listener of [...listeners]) listener(value);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
