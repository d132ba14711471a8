export interface WaitDeps {
  /** Called with a listener that is run after every change; returns the end of the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly waitMs: number;
  /** What the waiting ends with when nothing came in time: says what was awaited and what was there. */
  readonly tooLate: () => Error;
}

/**
 * Resolves with the first value that `attempt` finds: now, or after a later change. No polling: `attempt` runs once per change.
 * Rejects with `tooLate()` after `waitMs` milliseconds.
 */
export function waitFor<T>(deps: WaitDeps, attempt: () => T | undefined): Promise<T> {
  const found = attempt();
  if (found !== undefined) return Promise.resolve(found);
  return new Promise<T>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(deadline);
      unsubscribe();
    };
    const deadline = setTimeout(() => {
      end();
      reject(deps.tooLate());
    }, deps.waitMs);
    const unsubscribe = deps.subscribe(() => {
      const value = attempt();
      if (value === undefined) return;
      end();
      resolve(value);
    });
  });
}
