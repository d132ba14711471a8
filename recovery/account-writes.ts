import type { Deps } from './deps';

/** Everything that this product can write on an account. */
export type AccountWrite =
  'issue' | 'removePass' | 'removeMethod' | 'prefer' | 'revokeSessions' | 'disable' | 'requirePasswordChange';

type Writing = Pick<Deps, 'passes' | 'methods' | 'accounts'>;

/** The same ports, with every write on an account going through `around`, which may wait, or throw instead of it. Reads pass. */
export function aroundWrites<D extends Writing>(
  deps: D,
  around: <T>(write: AccountWrite, act: () => Promise<T>) => Promise<T>,
): D {
  const { passes, methods, accounts } = deps;
  return {
    ...deps,
    passes: {
      policyFor: (...args) => passes.policyFor(...args),
      issue: (...args) => around('issue', () => passes.issue(...args)),
      remove: (...args) => around('removePass', () => passes.remove(...args)),
    },
    methods: {
      list: (...args) => methods.list(...args),
      remove: (...args) => around('removeMethod', () => methods.remove(...args)),
      prefer: (...args) => around('prefer', () => methods.prefer(...args)),
    },
    accounts: {
      revokeSessions: (...args) => around('revokeSessions', () => accounts.revokeSessions(...args)),
      disable: (...args) => around('disable', () => accounts.disable(...args)),
      mayRequirePasswordChange: (...args) => accounts.mayRequirePasswordChange(...args),
      requirePasswordChange: (...args) =>
        around('requirePasswordChange', () => accounts.requirePasswordChange(...args)),
    },
  };
}
