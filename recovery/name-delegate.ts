import type { Delegation } from './delegation';
import { countsFrom, isEndAllowed } from './delegation';
import type { Deps } from './deps';
import { EffectError } from './errors';
import { findPerson } from './find-person';
import { admitDelegation } from './flood';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Person } from './ports';
import { readDelegation } from './read-delegation';
import { mayStandIn } from './stand-in';
import { mailboxOf } from './tell-outside';
import type { Millis, ObjectId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface NameDelegateInput extends Who {
  /** Mail or UPN of the stand-in. */
  readonly address: string;
  /** The end, exclusive; absent where no day could be read. */
  readonly until?: Millis;
}

/** Who stands in for the presser as it is now. */
export interface Delegated {
  readonly kind: 'delegation';
  readonly delegation?: Delegation;
  /** The stand-in as the directory has them now; absent where it does not. */
  readonly delegate?: Person;
  /** Whether the stand-in heard of what was just named. */
  readonly told?: boolean;
  /** Set where there was one until now. */
  readonly ended?: true;
}
export type DelegateOutcome = Delegated | Refused;

interface Naming {
  readonly manager: Person;
  readonly delegate: Person;
  readonly delegation: Delegation;
}

/** Who names whom; or why not. */
async function pairOf(deps: Deps, input: NameDelegateInput): Promise<Omit<Naming, 'delegation'> | Refused> {
  const { tenantId, presser, address } = input;
  const manager = await deps.directory.person(tenantId, presser);
  if (manager === undefined || !(await mayStandIn(deps, tenantId, manager))) return refused('delegatorUnfit');
  const full = await admitDelegation(deps, tenantId, presser);
  if (full !== undefined) return full;
  const delegate = await findPerson(deps, tenantId, address);
  if (delegate === undefined) return refused('personNotFound');
  if (delegate.id === presser || !(await mayStandIn(deps, tenantId, delegate))) return refused('delegateUnfit');
  return { manager, delegate };
}

/** By mail, before anything is written: what only stands in Teams can be hidden by whoever uses the manager's session there. */
async function mailManager(deps: Deps, tenantId: ObjectId, naming: Naming): Promise<boolean> {
  const { manager, delegate, delegation } = naming;
  const mailbox = mailboxOf(manager);
  if (mailbox === undefined) return false;
  const names = { delegateName: delegate.displayName, delegateAddress: delegate.userPrincipalName };
  const facts = { ...names, from: countsFrom(delegation), until: delegation.until };
  try {
    await deps.delegationMails.sendNamed(tenantId, mailbox, facts);
    return true;
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
    deps.log.warn('delegation.mailFailed', { tenantId, code: error.code, error });
    return false;
  }
}

/** Whom, and until when: never only counted, so that a flood of other entries hides none. */
async function record(deps: Deps, { tenantId, presser }: Who, name: 'named' | 'ended', why: string): Promise<void> {
  const entry = { at: deps.clock.now(), by: presser, name: `user.delegate_${name}`, what: name, why };
  await deps.ledger.journal(tenantId, entry);
}

/** Who is no longer stand-in, or is one from now on; a message that gets lost changes nothing. */
async function tellDelegate(
  deps: Deps,
  { tenantId, presser }: Who,
  delegate: ObjectId,
  named?: Delegation,
): Promise<boolean> {
  const about = named === undefined ? {} : { named: { from: countsFrom(named), until: named.until } };
  try {
    return await deps.cards.alarm(tenantId, delegate, { kind: 'standIn', manager: presser, ...about });
  } catch (error) {
    deps.log.warn('delegation.untold', { tenantId, error });
    return false;
  }
}

/**
 * Names who is asked in the presser's place where they would be asked as a manager, until a day. Counts a day later, at
 * most thirty days from now, and only while the rules trust the manager. Replaces whoever was named before.
 */
export const nameDelegate = verb(
  'nameDelegate',
  async (deps: Deps, input: NameDelegateInput): Promise<DelegateOutcome> => {
    const { tenantId, presser, until } = input;
    const setAt = deps.clock.now();
    if (!isEndAllowed(until, setAt)) return refused('delegateDate');
    const pair = await pairOf(deps, input);
    if ('kind' in pair) return pair;
    const delegation = { delegate: pair.delegate.id, setAt, until };
    if (!(await mailManager(deps, tenantId, { ...pair, delegation }))) return refused('delegateUntold');
    const before = await readDelegation(deps, tenantId, presser);
    // Written down first: without its entry nobody stands in.
    await record(deps, input, 'named', `${delegation.delegate} until ${new Date(until).toISOString()}`);
    await deps.delegations.put(tenantId, presser, delegation);
    if (before !== undefined && before.delegate !== delegation.delegate)
      await tellDelegate(deps, input, before.delegate);
    const told = await tellDelegate(deps, input, delegation.delegate, delegation);
    return { kind: 'delegation', delegation, delegate: pair.delegate, told };
  },
);

/** Ends it at once, also where its record does not hold. */
export const endDelegation = verb('endDelegation', async (deps: Deps, input: Who): Promise<DelegateOutcome> => {
  const { tenantId, presser } = input;
  const before = await readDelegation(deps, tenantId, presser);
  await deps.delegations.remove(tenantId, presser);
  if (before === undefined) return { kind: 'delegation' };
  await record(deps, input, 'ended', before.delegate);
  await tellDelegate(deps, input, before.delegate);
  return { kind: 'delegation', ended: true };
});

/** Who stands in for the presser; nobody once it is over. */
export const seeDelegation = verb('seeDelegation', async (deps: Deps, input: Who): Promise<DelegateOutcome> => {
  const { tenantId, presser } = input;
  const delegation = await readDelegation(deps, tenantId, presser);
  if (delegation === undefined || delegation.until <= deps.clock.now()) return { kind: 'delegation' };
  const delegate = await deps.directory.person(tenantId, delegation.delegate);
  return { kind: 'delegation', delegation, ...(delegate !== undefined && { delegate }) };
});
