import { isJsonObject, type JsonObject } from '../entra/exchange';
import { findUser, setRisk } from '../entra/people';
import type { SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { badRequest, licenceMissing, resourceNotFound } from './failure';
import { CONFIRM_COMPROMISED, READ_RISK_EVENTS, READ_RISKY_USERS } from './grants';
import { listResponse, type Collection } from './odata-query';
import { originOf } from './origin';
import { context, NO_CONTENT, ok, param, route, type GraphHandler } from './route';
import { isoTime } from './user-rows';

const RISKY_USERS: Collection = {
  name: 'riskyUsers',
  type: 'microsoft.graph.riskyUser',
  filterable: ['id', 'riskLevel', 'riskState', 'riskDetail', 'userPrincipalName', 'riskLastUpdatedDateTime'],
};

const DETECTIONS: Collection = {
  name: 'riskDetections',
  type: 'microsoft.graph.riskDetection',
  filterable: ['id', 'userId', 'userPrincipalName', 'riskEventType', 'riskLevel', 'riskState', 'detectedDateTime'],
};

const getRiskyUser: GraphHandler = (tenant, request) => {
  needP2(tenant);
  const id = param(request, 'user');
  const row = riskRow(findUser(tenant, id));
  // Somebody who never was at risk is not in the collection.
  if (row === undefined) throw resourceNotFound(id);
  return ok({ '@odata.context': context(request, 'riskyUsers/$entity'), ...row });
};

const listRiskyUsers: GraphHandler = (tenant, request) => {
  needP2(tenant);
  const rows = [...tenant.users.values()].map((user) => riskRow(user)).filter((row) => row !== undefined);
  return listResponse(request, RISKY_USERS, rows);
};

function riskRow(user: SimUser | undefined): JsonObject | undefined {
  if (user?.risk === undefined) return undefined;
  return {
    id: user.id,
    isDeleted: false,
    isProcessing: false,
    riskLevel: user.risk.level,
    riskState: user.risk.state,
    riskDetail: user.risk.state === 'confirmedCompromised' ? 'adminConfirmedUserCompromised' : 'none',
    riskLastUpdatedDateTime: isoTime(user.risk.updatedAt),
    userDisplayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
  };
}

/** One detection for everybody at risk. */
const listDetections: GraphHandler = (tenant, request) => {
  if (tenant.switches.licence === 'none') throw licenceMissing();
  const rows = [...tenant.users.values()].flatMap((user) =>
    user.risk === undefined ? [] : [detectionRow(tenant, user)],
  );
  return listResponse(request, DETECTIONS, rows);
};

function detectionRow({ switches }: SimTenant, { id, displayName, userPrincipalName, risk }: SimUser): JsonObject {
  const at = isoTime(risk?.updatedAt ?? 0);
  return {
    id: `${id}-detection`,
    userId: id,
    userDisplayName: displayName,
    userPrincipalName,
    // With P1 the tenant is told that there is a risk, not which.
    riskEventType: switches.licence === 'p2' ? 'unfamiliarFeatures' : 'generic',
    riskLevel: risk?.level,
    riskState: risk?.state,
    riskDetail: 'none',
    activity: 'signin',
    activityDateTime: at,
    detectedDateTime: at,
    lastUpdatedDateTime: at,
    detectionTimingType: 'realtime',
    ipAddress: '198.51.100.23',
    source: 'IdentityProtection',
    tokenIssuerType: 'AzureAD',
  };
}

const confirmCompromised: GraphHandler = (tenant, request) => {
  needP2(tenant);
  const ids = isJsonObject(request.body) ? request.body['userIds'] : undefined;
  if (!Array.isArray(ids)) throw badRequest('userIds is required.');
  for (const id of ids.map(String)) {
    const user = findUser(tenant, id);
    if (user === undefined) throw resourceNotFound(id);
    recordWrite(tenant, originOf(request), user, () => {
      setRisk(tenant, id, { level: 'high', state: 'confirmedCompromised' });
    });
  }
  return NO_CONTENT;
};

function needP2({ switches }: SimTenant): void {
  if (switches.licence !== 'p2') throw licenceMissing();
}

export const RISK_ROUTES = [
  route('GET', '/identityProtection/riskyUsers', READ_RISKY_USERS, listRiskyUsers),
  route('GET', '/identityProtection/riskyUsers/{user}', READ_RISKY_USERS, getRiskyUser),
  route('POST', '/identityProtection/riskyUsers/confirmCompromised', CONFIRM_COMPROMISED, confirmCompromised),
  route('GET', '/identityProtection/riskDetections', READ_RISK_EVENTS, listDetections),
];
