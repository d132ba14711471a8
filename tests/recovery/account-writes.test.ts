import { aroundWrites } from '../../recovery/account-writes';
import type { AccountWrite } from '../../recovery/account-writes';
import type { Deps } from '../../recovery/deps';

/** Ports that write down what they were asked, and answer with their own name. */
function ports() {
  const calls: string[] = [];
  const said =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      calls.push([name, ...args].join(' '));
      return name;
    };
  const deps = {
    passes: { policyFor: said('policyFor'), issue: said('issue'), remove: said('removePass') },
    methods: { list: said('list'), remove: said('removeMethod'), prefer: said('prefer') },
    accounts: {
      revokeSessions: said('revokeSessions'),
      disable: said('disable'),
      mayRequirePasswordChange: said('mayRequirePasswordChange'),
      requirePasswordChange: said('requirePasswordChange'),
    },
  };
  // Only these ports are wrapped, and what they take and give is handed on as it is.
  return { calls, deps: deps as unknown as Deps };
}

type Call = (deps: Deps) => Promise<unknown>;

/** Every port of an account; the arguments are handed on untouched, so any will do. */
const call = (port: 'passes' | 'methods' | 'accounts', name: string): Call => {
  return (deps) => (Reflect.get(deps[port], name) as (...args: readonly string[]) => Promise<unknown>)('t', 'e', 'x');
};

const WRITES: readonly (readonly [AccountWrite, Call])[] = [
  ['issue', call('passes', 'issue')],
  ['removePass', call('passes', 'remove')],
  ['removeMethod', call('methods', 'remove')],
  ['prefer', call('methods', 'prefer')],
  ['revokeSessions', call('accounts', 'revokeSessions')],
  ['disable', call('accounts', 'disable')],
  ['requirePasswordChange', call('accounts', 'requirePasswordChange')],
];
const READS: readonly (readonly [string, Call])[] = [
  ['policyFor', call('passes', 'policyFor')],
  ['list', call('methods', 'list')],
  ['mayRequirePasswordChange', call('accounts', 'mayRequirePasswordChange')],
];

describe('when something is put around the writes on an account', () => {
  it.each(WRITES)('%s goes through it under its name, and is done as it was asked', async (name, write) => {
    const { calls, deps } = ports();
    const around: string[] = [];
    const wrapped = aroundWrites(deps, (what, act) => {
      around.push(what);
      return act();
    });
    expect(await write(wrapped)).toBe(name);
    expect([around, calls]).toEqual([[name], [`${name} t e x`]]);
  });

  it.each(WRITES)('%s is not done where it throws', async (_name, write) => {
    const { calls, deps } = ports();
    await expect(write(aroundWrites(deps, () => Promise.reject(new Error('no'))))).rejects.toThrow('no');
    expect(calls).toEqual([]);
  });

  it.each(READS)('%s passes by', async (name, read) => {
    const { calls, deps } = ports();
    expect(await read(aroundWrites(deps, () => Promise.reject(new Error('no'))))).toBe(name);
    expect(calls).toEqual([`${name} t e x`]);
  });
});
