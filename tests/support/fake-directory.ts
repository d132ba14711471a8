import type { DirectoryChange, GroupAddition, LogPage, Registration, SignIn } from '../../recovery/account-logs';
import type { Directory, Person, RoleFacts } from '../../recovery/ports';
import type { ObjectId } from '../../recovery/terms';

type Risk = Awaited<ReturnType<Directory['risk']>>;

const NO_ROLES: RoleFacts = { globalAdministrator: false, privileged: false, roles: [] };

/** People, managers, groups, roles and risk of one tenant; tests change them between two presses. */
export class FakeDirectory implements Directory {
  readonly people = new Map<ObjectId, Person>();
  readonly managers = new Map<ObjectId, ObjectId>();
  readonly groups = new Map<ObjectId, ObjectId[]>();
  readonly rolesOf = new Map<ObjectId, RoleFacts>();
  readonly risks = new Map<ObjectId, Risk>();
  readonly away = new Set<ObjectId>();
  /** Groups that any administrator of groups may write. */
  readonly openGroups = new Set<ObjectId>();
  readonly signInsOf = new Map<ObjectId, readonly SignIn[]>();
  readonly added: GroupAddition[] = [];
  /** The log of members holds nothing from before; 0 = all there is. */
  logFrom = 0;
  readonly registered = new Map<ObjectId, readonly Registration[]>();
  readonly changesOf = new Map<ObjectId, readonly DirectoryChange[]>();

  constructor(private readonly tenantId: ObjectId) {}

  async person(tenantId: ObjectId, id: ObjectId): Promise<Person | undefined> {
    this.#own(tenantId);
    return this.people.get(id);
  }

  async personByAddress(tenantId: ObjectId, mailOrUpn: string): Promise<Person | undefined> {
    this.#own(tenantId);
    const typed = mailOrUpn.toLowerCase();
    return [...this.people.values()].find((one) => one.mail === typed || one.userPrincipalName === typed);
  }

  async personByName(tenantId: ObjectId, displayName: string): Promise<Person | undefined> {
    this.#own(tenantId);
    const fits = [...this.people.values()].filter(
      (one) => one.accountEnabled && one.userType === 'member' && one.displayName === displayName.toLowerCase(),
    );
    return fits.length === 1 ? fits[0] : undefined;
  }

  async manager(tenantId: ObjectId, id: ObjectId): Promise<Person | undefined> {
    this.#own(tenantId);
    const manager = this.managers.get(id);
    return manager === undefined ? undefined : this.people.get(manager);
  }

  async roles(tenantId: ObjectId, id: ObjectId): Promise<RoleFacts> {
    this.#own(tenantId);
    return this.rolesOf.get(id) ?? NO_ROLES;
  }

  async groupMembers(tenantId: ObjectId, groupId: ObjectId): Promise<readonly Person[]> {
    this.#own(tenantId);
    return (this.groups.get(groupId) ?? []).flatMap((id) => this.people.get(id) ?? []);
  }

  async isMember(tenantId: ObjectId, id: ObjectId, groupId: ObjectId): Promise<boolean> {
    this.#own(tenantId);
    return this.groups.get(groupId)?.includes(id) === true;
  }

  async isRoleAssignable(tenantId: ObjectId, groupId: ObjectId): Promise<boolean> {
    this.#own(tenantId);
    return !this.openGroups.has(groupId);
  }

  managerPairs(): AsyncIterable<readonly { readonly id: ObjectId; readonly manager?: ObjectId }[]> {
    throw new Error('the domain does not read the baseline');
  }

  async risk(tenantId: ObjectId, id: ObjectId): Promise<Risk> {
    this.#own(tenantId);
    return this.risks.get(id) ?? 'none';
  }

  async isAway(tenantId: ObjectId, id: ObjectId): Promise<boolean> {
    this.#own(tenantId);
    return this.away.has(id);
  }

  async signIns(tenantId: ObjectId, id: ObjectId): Promise<LogPage<SignIn>> {
    this.#own(tenantId);
    return { entries: this.signInsOf.get(id) ?? [], since: 0 };
  }

  async changes(tenantId: ObjectId, id: ObjectId): Promise<LogPage<DirectoryChange>> {
    this.#own(tenantId);
    return { entries: this.changesOf.get(id) ?? [], since: 0 };
  }

  async registrations(tenantId: ObjectId, id: ObjectId): Promise<LogPage<Registration>> {
    this.#own(tenantId);
    return { entries: this.registered.get(id) ?? [], since: 0 };
  }

  async additions(tenantId: ObjectId, groupIds: readonly ObjectId[], since: number): Promise<LogPage<GroupAddition>> {
    this.#own(tenantId);
    const entries = this.added.filter(({ groupId, at }) => groupIds.includes(groupId) && at >= since);
    return { entries, since: Math.max(since, this.logFrom) };
  }

  /** Somebody answered a sign-in with their app at that moment. */
  answered(id: ObjectId, at: number): void {
    const answers = [{ kinds: ['microsoftAuthenticator'] }] as const;
    this.signInsOf.set(id, [{ at, outcome: 'succeeded', risky: false, answers }]);
  }

  /** Changes facts of one person. */
  change(id: ObjectId, facts: Partial<Person>): void {
    const person = this.people.get(id);
    if (person === undefined) throw new Error(`nobody has the id ${id}`);
    this.people.set(id, { ...person, ...facts });
  }

  #own(tenantId: ObjectId): void {
    if (tenantId !== this.tenantId) throw new Error('read in another tenant');
  }
}
