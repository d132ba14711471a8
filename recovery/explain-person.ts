import { aroundWrites } from './account-writes';
import type { Approvers } from './approvers';
import { chooseApprovers } from './approvers';
import type { Deps } from './deps';
import type { EmployeeFacts } from './employee-facts';
import { readEmployee } from './employee-facts';
import { RecoveryError } from './errors';
import { findPerson } from './find-person';
import { forTenant } from './for-tenant';
import type { KeptContacts } from './kept-contacts';
import type { Person } from './ports';
import type { Assignable } from './role-assignable';
import { readAssignable } from './role-assignable';
import type { SelfVerification } from './self-verification';
import { mayAskSelf, selfVerification } from './self-verification';
import type { Signal } from './signals';
import { readSignal } from './signals';
import type { PassPolicy } from './ports';
import type { ObjectId, Scenario, ShortCode } from './terms';

/** What would become of a request that this person opened now for themselves. */
export interface Explanation {
  readonly employee: Person;
  readonly facts: EmployeeFacts;
  readonly approvers: Approvers;
  /** Whether a code may do in place of an approver; absent where the policy has no such way. */
  readonly self?: SelfVerification;
  /** The tenant's own policy for passes, and whether the person falls under it. */
  readonly passes: Signal<PassPolicy>;
  /** Everybody who would be asked. */
  readonly people: ReadonlyMap<ObjectId, Person>;
  readonly groups: Assignable;
  /** A request of theirs that lives already. */
  readonly live?: ShortCode;
}

const never = (): Promise<never> =>
  Promise.reject(new RecoveryError('transitionNotAllowed', 'nothing is written while a person is explained'));

const NOTHING_KEPT: KeptContacts = {
  of: () => Promise.resolve(undefined),
  change: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  due: () => Promise.resolve([]),
};

/** The same ports with nothing behind them that could write: sightings and contacts are not recorded, every write on an account throws. */
function reading(deps: Deps): Deps {
  const { sightings } = deps;
  const nothing = (): Promise<void> => Promise.resolve();
  const about = sightings.about.bind(sightings);
  const readOnly = { about, record: nothing, recordLook: nothing, forgetContacts: nothing };
  return { ...aroundWrites(deps, never), sightings: readOnly, keptContacts: NOTHING_KEPT };
}

async function peopleIn(deps: Deps, tenantId: ObjectId, { slots }: Approvers): Promise<ReadonlyMap<ObjectId, Person>> {
  const ids = slots.flatMap(({ candidates }) => candidates);
  const read = await Promise.all(ids.map((id) => deps.directory.person(tenantId, id)));
  return new Map(read.flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])));
}

export interface ExplainInput {
  readonly tenantId: ObjectId;
  /** Mail, UPN or object id. */
  readonly address: string;
  readonly scenario: Scenario;
}

/**
 * Reads what a request would be decided by, as if the person opened it now, and writes nothing. `undefined` when there is
 * no such person. Throws `EffectError` when the account itself or its manager cannot be read.
 */
export async function explainPerson(given: Deps, input: ExplainInput): Promise<Explanation | undefined> {
  const { tenantId, address, scenario } = input;
  const deps = reading(forTenant(given, tenantId));
  const tenant = deps.tenants.find(tenantId);
  const employee = tenant && (await findPerson(deps, tenantId, address));
  if (tenant === undefined || employee === undefined) return undefined;
  const facts = await readEmployee(deps, tenant, employee, { scenario });
  const dual = facts.route.route !== 'approval';
  const approvers = await chooseApprovers(deps, { tenant, employee, excluded: [], passedOver: [], dual });
  const [passes, people, groups, live] = await Promise.all([
    readSignal(() => deps.passes.policyFor(tenantId, employee.id)),
    peopleIn(deps, tenantId, approvers),
    readAssignable(deps, tenant),
    deps.ledger.findActive(tenantId, employee.id),
  ]);
  const asked = { employee: employee.id, requester: employee.id, scenario };
  const self = mayAskSelf(facts.policy, asked) ? selfVerification(facts, approvers, scenario) : undefined;
  return {
    ...{ employee, facts, approvers, passes, people, groups },
    ...(self !== undefined && { self }),
    ...(live && { live: live.request.shortCode }),
  };
}
