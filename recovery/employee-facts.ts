import { contactHash, trustedContacts } from './contacts';
import type { Deps } from './deps';
import type { Method } from './methods';
import type { RouteDecision } from './policy';
import { decideRoute } from './policy';
import type { ContactPoint, Person, TenantSettings } from './ports';
import type { RecoveryRequest } from './request';
import type { Signal, Signals } from './signals';
import { gatherSignals, readSignal } from './signals';
import type { ObjectId, Scenario } from './terms';

/** What is known about the employee when a decision is due. */
export interface EmployeeFacts {
  readonly signals: Signals;
  readonly route: RouteDecision;
  readonly methods: Signal<readonly Method[]>;
  readonly contacts: readonly ContactPoint[];
}

/** Remembers when each contact was first seen, so that a fresh one can be told from an old one next time. */
async function rememberContacts(
  deps: Deps,
  tenantId: ObjectId,
  employee: ObjectId,
  methods: readonly Method[],
): Promise<void> {
  const contacts = methods.flatMap(({ contact }) => (contact === undefined ? [] : [contact]));
  const now = deps.clock.now();
  for (const contact of contacts) {
    await deps.sightings.record(tenantId, employee, 'contact', contactHash(deps.keys, contact), now, false);
  }
}

/** Contacts outside Teams that may be used for this person in this scenario. */
export async function contactsOf(
  deps: Deps,
  tenantId: ObjectId,
  employee: ObjectId,
  scenario: Scenario,
  methods: readonly Method[],
): Promise<readonly ContactPoint[]> {
  const sightings = await deps.sightings.list(tenantId, employee, 'contact');
  const { keys, policy } = deps;
  return trustedContacts({ keys, policy, methods, sightings, scenario, now: deps.clock.now() });
}

/** Reads account, roles, risk, methods and contacts, and decides the route. Throws when the account cannot be read. */
export async function readEmployee(
  deps: Deps,
  tenant: TenantSettings,
  employee: Person,
  { scenario, released = [] }: Pick<RecoveryRequest, 'scenario' | 'released'>,
): Promise<EmployeeFacts> {
  const { tenantId } = tenant;
  const methods = await readSignal(() => deps.methods.list(tenantId, employee.id));
  const contacts =
    methods.kind === 'known' ? await contactsOf(deps, tenantId, employee.id, scenario, methods.value) : [];
  const count: Signal<number> = methods.kind === 'known' ? { kind: 'known', value: contacts.length } : methods;
  const signals = await gatherSignals(deps, tenant, employee, count);
  if (methods.kind === 'known') await rememberContacts(deps, tenantId, employee.id, methods.value);
  return { signals, route: decideRoute(signals, released), methods, contacts };
}
