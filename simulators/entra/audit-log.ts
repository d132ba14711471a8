import type { JsonObject } from './exchange';
import type { SimUser } from './sim-user';
import type { SimGroup, SimTenant } from './tenant';

/** Who did what the audit log tells: an app through the API, or a person. */
export type Initiator = { readonly app: string } | { readonly user: SimUser } | { readonly admin: string };

export interface AuditEntry {
  readonly activity: string;
  /** For methods it names the method: "User registered Mobile Phone SMS". */
  readonly reason: string;
  readonly service?: 'Authentication Methods' | 'Core Directory';
  readonly operationType?: string;
  readonly target: SimUser;
  /** The group that the target was put into: named along with it. */
  readonly group?: SimGroup;
  readonly initiator: Initiator;
  readonly modified?: readonly { readonly displayName: string; readonly oldValue: string; readonly newValue: string }[];
}

/** Appends a record to the audit log, in the shape of `auditLogs/directoryAudits`. */
export function recordAudit(tenant: SimTenant, entry: AuditEntry): void {
  const at = tenant.clock.now();
  const service = entry.service ?? 'Authentication Methods';
  const row: JsonObject = {
    id: `${service}_${tenant.ids.guid()}`,
    category: entry.group === undefined ? 'UserManagement' : 'GroupManagement',
    correlationId: tenant.ids.guid(),
    result: 'success',
    resultReason: entry.reason,
    activityDisplayName: entry.activity,
    activityDateTime: new Date(at).toISOString(),
    loggedByService: service,
    operationType: entry.operationType ?? 'Update',
    initiatedBy: initiatedBy(tenant, entry.initiator),
    targetResources: [targetOf(entry), ...(entry.group === undefined ? [] : [groupTarget(entry.group)])],
    additionalDetails: [],
  };
  tenant.audits.push({ at, row });
}

function targetOf({ target, modified }: AuditEntry): JsonObject {
  const { id, displayName, userPrincipalName } = target;
  return { id, displayName, type: 'User', userPrincipalName, groupType: null, modifiedProperties: modified ?? [] };
}

function groupTarget({ id, displayName }: SimGroup): JsonObject {
  return { id, displayName, type: 'Group', userPrincipalName: null, groupType: 'azureAD', modifiedProperties: [] };
}

function initiatedBy(tenant: SimTenant, initiator: Initiator): JsonObject {
  if ('app' in initiator) return { user: null, app: appIdentity(tenant, initiator.app) };
  const admin = { id: undefined, displayName: null, userPrincipalName: null };
  const person = 'user' in initiator ? initiator.user : { ...admin, id: initiator.admin };
  const { id, displayName, userPrincipalName } = person;
  return { user: { id, displayName, userPrincipalName, ipAddress: '203.0.113.17' }, app: null };
}

function appIdentity(tenant: SimTenant, appId: string): JsonObject {
  const app = tenant.apps.find((candidate) => candidate.appId === appId);
  const { displayName, servicePrincipalId } = app ?? { displayName: null, servicePrincipalId: null };
  return { appId, displayName, servicePrincipalId, servicePrincipalName: null };
}
