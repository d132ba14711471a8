import type { Deps } from '../../recovery/deps';
import type { RecoveryErrorCode } from '../../recovery/errors';
import { RecoveryError } from '../../recovery/errors';
import type { Ledger } from '../../recovery/ports';

/** The same world, in which these calls of the ledger find a row that cannot be used. */
export function failingLedger(deps: Deps, calls: readonly (keyof Ledger)[], code: RecoveryErrorCode): Deps {
  const fails = (): Promise<never> => Promise.reject(new RecoveryError(code, 'the row cannot be used'));
  const ledger = new Proxy(deps.ledger, {
    get: (target, name) => {
      if ((calls as readonly (string | symbol)[]).includes(name)) return fails;
      const value: unknown = Reflect.get(target, name);
      // A method of the fake ledger, called on the fake itself.
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
  return { ...deps, ledger };
}
