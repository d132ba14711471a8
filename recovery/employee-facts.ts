import { codeNumber } from './code-number';
import { contactHash } from './contact-hash';
import type { ContactQuestion, NotOffered, Trusted, TrustedContact } from './contacts';
import { toldContacts, trustedContacts } from './contacts';
import type { Deps } from './deps';
import type { Method } from './methods';
import { noteContacts } from './note-contacts';
import type { RouteDecision } from './policy';
import { decideRoute } from './policy';
import type { Policy } from './policy-settings';
import { policyFor } from './policy-tiers';
import type { ContactPoint, Person, TenantSettings } from './ports';
import { contactsOfEntry, withEntry } from './read-entry';
import { readTiers } from './read-tiers';
import type { RecoveryRequest } from './request';
import type { Sighting } from './sightings';
import { seenLately, wentLately } from './seen-lately';
import type { Signal, Signals } from './signals';
import { gatherSignals, readSignal } from './signals';
import type { CaseFacts } from './story';
import { storyOf } from './story';
import type { ObjectId, RequestId, Scenario } from './terms';

/** What is known about the employee when a decision is due. */
export interface EmployeeFacts {
  readonly signals: Signals;
  readonly route: RouteDecision;
  readonly methods: Signal<readonly Method[]>;
  readonly contacts: readonly TrustedContact[];
  /** The others, each with why it may carry no link. */
  readonly notOffered: readonly NotOffered[];
  /** There may be more: how long they have stood could not be read just now. */
  readonly contactsUnsure?: true;
  /** Where a code in place of an approver may go; absent where there is no such number. */
  readonly codeNumber?: ContactPoint;
  /** The policy for this employee: with the tiers that count for them. */
  readonly policy: Policy;
}

/**
 * Remembers when each contact was first seen, so that a fresh one can be told from an old one next time, and keeps it, so
 * that it can be told when it is replaced. Nothing where the same contacts were seen a moment ago.
 */
async function rememberContacts(
  deps: Deps,
  tenantId: ObjectId,
  employee: ObjectId,
  methods: readonly Method[],
  sightings: readonly Sighting[],
): Promise<void> {
  const contacts = methods.flatMap(({ contact }) => (contact === undefined ? [] : [contact]));
  const now = deps.clock.now();
  const hashes = contacts.map((contact) => contactHash(deps.keys, contact));
  const unseen = hashes.filter((one) => !seenLately(sightings, one, now));
  if (hashes.length > 0 && unseen.length === 0 && !wentLately(sightings, hashes, now)) return;
  await noteContacts(deps, tenantId, employee, { methods, sightings });
  if (unseen.length > 0) await deps.sightings.recordLook(tenantId, employee, 'contact', [...new Set(unseen)], now);
}

const NO_CONTACTS: Trusted = { contacts: [], notOffered: [], unsure: false };

/** Whose contacts, and for which scenario. */
type ContactCase = Pick<RecoveryRequest, 'tenantId' | 'employee' | 'scenario'>;

/** Contacts outside Teams that may carry a link to this person in this scenario. */
export async function contactsOf(deps: Deps, about: ContactCase, methods: readonly Method[]): Promise<Trusted> {
  const { tenantId, employee, scenario } = about;
  const [{ contact: sightings }, changes, person] = await Promise.all([
    deps.sightings.about(tenantId, employee),
    readSignal(() => deps.directory.changes(tenantId, employee)),
    deps.directory.person(tenantId, employee),
  ]);
  if (person === undefined) return NO_CONTACTS;
  return trustedContacts({ ...askedBy(deps, methods, sightings, scenario), changes, employee: person });
}

/** Contacts outside Teams that get notices for this person in this scenario. */
export async function contactsToTell(
  deps: Deps,
  about: ContactCase,
  methods: readonly Method[],
): Promise<readonly ContactPoint[]> {
  const { contact: sightings } = await deps.sightings.about(about.tenantId, about.employee);
  return toldContacts(askedBy(deps, methods, sightings, about.scenario));
}

function askedBy(
  { keys, policy, clock }: Pick<Deps, 'keys' | 'policy' | 'clock'>,
  methods: readonly Method[],
  sightings: readonly Sighting[],
  scenario: Scenario,
): ContactQuestion {
  return { keys, policy, methods, sightings, scenario, now: clock.now() };
}

/** How many contacts are known to have stood. Where none is and there may be one, nobody can say. */
function countOf(methods: Signal<readonly Method[]>, { contacts, unsure }: Trusted): Signal<number> {
  if (methods.kind !== 'known') return methods;
  if (contacts.length === 0 && unsure) return { kind: 'unknown', why: 'unavailable' };
  return { kind: 'known', value: contacts.length };
}

function numberIn(
  { keys, policy }: Pick<Deps, 'keys' | 'policy'>,
  { methods, changes, story }: Signals,
  sightings: readonly Sighting[],
): ContactPoint | undefined {
  if (methods.kind !== 'known') return undefined;
  const stableDays = policy.selfVerified.numberStableDays;
  return codeNumber({ keys, stableDays, methods: methods.value, changes, sightings, story });
}

/** Contacts among the methods that may carry a link; where these cannot be read, none. */
function registeredIn(
  deps: Pick<Deps, 'keys' | 'policy' | 'clock'>,
  { methods, changes, employee, story }: Omit<Signals, 'contactCount'>,
  sightings: readonly Sighting[],
): Trusted {
  if (methods.kind !== 'known') return NO_CONTACTS;
  return trustedContacts({ ...askedBy(deps, methods.value, sightings, story.scenario), changes, employee });
}

/**
 * Reads account, roles, risk, logs, methods and contacts, and decides the route. Throws when the account cannot be read. For
 * `underWay` see `gatherSignals`. Contacts of the directory carry a link where nothing is opened yet; no rule counts them.
 */
export async function readEmployee(
  deps: Deps,
  tenant: TenantSettings,
  employee: Person,
  about: CaseFacts,
  underWay?: RequestId,
): Promise<EmployeeFacts> {
  const { tenantId } = tenant;
  const { released = [] } = about;
  const [methods, { contact: sightings, directory: held }, tiers] = await Promise.all([
    readSignal(() => deps.methods.list(tenantId, employee.id)),
    deps.sightings.about(tenantId, employee.id),
    readTiers(deps, tenantId, employee.id),
  ]);
  const policy = policyFor(deps.policy, tiers?.names);
  const trusting = { ...deps, policy };
  const given = { employee, story: storyOf(about, deps.clock.now()), methods, by: about };
  const [read, inEntry] = await Promise.all([
    gatherSignals(deps, tenant, given, underWay),
    contactsOfEntry(trusting, { tenantId, employee: employee.id, about, methods, held }),
  ]);
  const registered = registeredIn(trusting, read, sightings);
  const signals = { ...read, contactCount: countOf(methods, registered), ...(tiers !== undefined && { tiers }) };
  if (methods.kind === 'known') await rememberContacts(deps, tenantId, employee.id, methods.value, sightings);
  const number = numberIn(trusting, signals, sightings);
  const { contacts, notOffered, unsure } = withEntry(registered, inEntry);
  return {
    ...{ signals, route: decideRoute(signals, released, policy.rules), methods, policy, contacts, notOffered },
    ...(unsure && { contactsUnsure: true }),
    ...(number !== undefined && { codeNumber: number }),
  };
}
