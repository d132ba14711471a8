import type { Deps } from './deps';
import type { AuthMethods, Directory, TenantSettings } from './ports';
import type { Sightings } from './sightings';
import type { RecoveryRequest } from './request';
import type { ObjectId } from './terms';

type Reading = Pick<Deps, 'directory' | 'methods' | 'sightings'>;
type Read<T> = (tenantId: ObjectId, ...ids: readonly ObjectId[]) => Promise<T>;

/** The same answer for the same question; an answer that nobody waits for in the end is no unhandled failure. */
function once<T>(read: Read<T>): Read<T> {
  const asked = new Map<string, Promise<T>>();
  return (tenantId, ...ids) => {
    const key = [tenantId, ...ids].join('|');
    const known = asked.get(key);
    if (known !== undefined) return known;
    const answer = read(tenantId, ...ids);
    answer.catch(() => undefined);
    asked.set(key, answer);
    return answer;
  };
}

/** Every fact is read once, for as long as the result is used: one look at the directory, never longer. */
function readOnce<D extends Reading>(deps: D): D {
  const { directory, methods, sightings } = deps;
  const read: Directory = {
    person: once((tenantId, id = '') => directory.person(tenantId, id)),
    personByAddress: (tenantId, address) => directory.personByAddress(tenantId, address),
    personByName: (tenantId, name) => directory.personByName(tenantId, name),
    manager: once((tenantId, id = '') => directory.manager(tenantId, id)),
    roles: once((tenantId, id = '') => directory.roles(tenantId, id)),
    groupMembers: once((tenantId, group = '') => directory.groupMembers(tenantId, group)),
    isMember: once((tenantId, id = '', group = '') => directory.isMember(tenantId, id, group)),
    isRoleAssignable: once((tenantId, group = '') => directory.isRoleAssignable(tenantId, group)),
    managerPairs: (tenantId) => directory.managerPairs(tenantId),
    isAway: once((tenantId, id = '') => directory.isAway(tenantId, id)),
    risk: once((tenantId, id = '') => directory.risk(tenantId, id)),
    signIns: once((tenantId, id = '') => directory.signIns(tenantId, id)),
    additions: (...args) => directory.additions(...args),
    registrations: (...args) => directory.registrations(...args),
    changes: once((tenantId, id = '') => directory.changes(tenantId, id)),
  };
  const listed: AuthMethods = {
    list: once((tenantId, id = '') => methods.list(tenantId, id)),
    remove: (...args) => methods.remove(...args),
    prefer: (...args) => methods.prefer(...args),
  };
  const seen: Sightings = {
    about: once((tenantId, subject = '') => sightings.about(tenantId, subject)),
    record: (...args) => sightings.record(...args),
    recordLook: (...args) => sightings.recordLook(...args),
    forgetContacts: (...args) => sightings.forgetContacts(...args),
  };
  return { ...deps, directory: read, methods: listed, sightings: seen };
}

/**
 * Asks at once for everything that a check of the guards is going to ask for, one after the other: people wait for one
 * round trip to Graph instead of five. Which facts count, and what a missing one means, is decided as before by whoever
 * uses the result; what was read for nothing is thrown away.
 */
export function readAhead<D extends Reading>(
  deps: D,
  tenant: TenantSettings,
  { employee, slots }: Pick<RecoveryRequest, 'employee' | 'slots'>,
  approvers: readonly ObjectId[],
): D {
  const ahead = readOnce(deps);
  const { directory, methods } = ahead;
  const { tenantId, breakGlassGroupId, dutyGroupId, securityGroupId } = tenant;
  void ahead.sightings.about(tenantId, employee);
  void directory.person(tenantId, employee);
  void methods.list(tenantId, employee);
  void directory.roles(tenantId, employee);
  void directory.isMember(tenantId, employee, breakGlassGroupId);
  void directory.risk(tenantId, employee);
  void directory.signIns(tenantId, employee);
  void directory.changes(tenantId, employee);
  for (const approver of approvers) {
    void directory.person(tenantId, approver);
    const group = slots.find(({ candidates }) => candidates.includes(approver))?.group;
    if (group === 'manager') void directory.manager(tenantId, employee);
    if (group === 'manager') void directory.manager(tenantId, approver);
    if (group === 'manager') void ahead.sightings.about(tenantId, approver);
    if (group === 'duty') void directory.isMember(tenantId, approver, dutyGroupId);
    if (group === 'security') void directory.isMember(tenantId, approver, securityGroupId);
  }
  return ahead;
}
