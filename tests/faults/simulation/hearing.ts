/** The same object; `hear` is told of each call on it before it is made. */
export function hearing<T extends object>(target: T, hear: (name: string, given: readonly unknown[]) => void): T {
  return new Proxy(target, {
    get: (inner, name): unknown => {
      const value: unknown = Reflect.get(inner, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        hear(String(name), given);
        return Reflect.apply(value, inner, given);
      };
    },
  });
}
