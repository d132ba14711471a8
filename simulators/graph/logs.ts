import type { JsonObject } from '../entra/exchange';
import { BETA_ONLY } from '../entra/sign-in-log';
import type { LogRecord, SimTenant } from '../entra/tenant';
import { licenceMissing, resourceNotFound } from './failure';
import { READ_LOGS } from './grants';
import { listResponse, type Collection } from './odata-query';
import { context, ok, param, route, type GraphHandler } from './route';

const AUDITS: Collection = {
  name: 'auditLogs/directoryAudits',
  type: 'microsoft.graph.directoryAudit',
  filterable: [
    ...['activityDisplayName', 'activityDateTime', 'loggedByService', 'category', 'initiatedBy', 'targetResources'],
    ...['correlationId', 'id', 'result'],
  ],
};

const SIGN_INS: Collection = {
  name: 'auditLogs/signIns',
  type: 'microsoft.graph.signIn',
  filterable: [
    ...['userId', 'userPrincipalName', 'createdDateTime', 'appId', 'appDisplayName', 'status', 'riskState', 'id'],
    ...['riskLevelAggregated', 'riskLevelDuringSignIn', 'ipAddress', 'clientAppUsed', 'correlationId'],
  ],
};

/** Newest first, without what the log has not caught up with yet. */
function shown({ clock, switches }: SimTenant, records: readonly LogRecord[]): readonly JsonObject[] {
  const until = clock.now() - switches.auditLagMs;
  return records
    .filter(({ at }) => at <= until)
    .map(({ row }) => row)
    .reverse();
}

const listAudits: GraphHandler = (tenant, request) => listResponse(request, AUDITS, shown(tenant, tenant.audits));

const listSignIns: GraphHandler = (tenant, request) => {
  if (tenant.switches.licence === 'none') throw licenceMissing();
  const rows = shown(tenant, tenant.signIns);
  return listResponse(request, SIGN_INS, request.version === 'beta' ? rows : rows.map(withoutBeta));
};

function withoutBeta(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !BETA_ONLY.includes(name)));
}

const getAudit: GraphHandler = (tenant, request) => {
  const id = param(request, 'audit');
  const row = shown(tenant, tenant.audits).find((each) => each['id'] === id);
  if (row === undefined) throw resourceNotFound(id);
  return ok({ '@odata.context': context(request, `${AUDITS.name}/$entity`), ...row });
};

export const LOG_ROUTES = [
  route('GET', '/auditLogs/directoryAudits', READ_LOGS, listAudits),
  route('GET', '/auditLogs/directoryAudits/{audit}', READ_LOGS, getAudit),
  route('GET', '/auditLogs/signIns', READ_LOGS, listSignIns),
];
