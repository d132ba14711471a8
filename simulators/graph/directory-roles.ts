import type { JsonObject } from '../entra/exchange';
import type { SimRole, SimTenant } from '../entra/tenant';
import { GraphFailure } from './failure';
import { READ_ELIGIBLE_ROLES, READ_ROLES } from './grants';
import { listResponse, type Collection } from './odata-query';
import { route, type GraphHandler } from './route';
import { isoTime } from './user-rows';

const FILTERABLE = ['id', 'principalId', 'roleDefinitionId', 'directoryScopeId'];

const ASSIGNMENTS: Collection = {
  name: 'roleManagement/directory/roleAssignments',
  type: 'microsoft.graph.unifiedRoleAssignment',
  filterable: FILTERABLE,
};

const ELIGIBILITIES: Collection = {
  name: 'roleManagement/directory/roleEligibilityScheduleInstances',
  type: 'microsoft.graph.unifiedRoleEligibilityScheduleInstance',
  filterable: [...FILTERABLE, 'memberType'],
};

/** Direct assignments only: somebody who holds a role through a group is found under the group's id. */
const listAssignments: GraphHandler = (tenant, request) => {
  return listResponse(
    request,
    ASSIGNMENTS,
    tenant.roles.flatMap((role) => assignmentRows(role)),
  );
};

function assignmentRows({ assigned, templateId }: SimRole): readonly JsonObject[] {
  return [...assigned].map((principalId) => ({
    id: assignmentId(templateId, principalId),
    principalId,
    directoryScopeId: '/',
    roleDefinitionId: templateId,
  }));
}

const listEligibilities: GraphHandler = (tenant, request) => {
  if (tenant.switches.licence !== 'p2') {
    const message = 'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.';
    throw new GraphFailure({ status: 400, code: 'AadPremiumLicenseRequired', message });
  }
  return listResponse(
    request,
    ELIGIBILITIES,
    tenant.roles.flatMap((role) => eligibilityRows(tenant, role)),
  );
};

function eligibilityRows({ clock }: SimTenant, { eligible, templateId }: SimRole): readonly JsonObject[] {
  return [...eligible].map((principalId) => ({
    id: `${assignmentId(templateId, principalId)}-e`,
    principalId,
    roleDefinitionId: templateId,
    directoryScopeId: '/',
    appScopeId: null,
    startDateTime: isoTime(clock.now() - 90 * 24 * 3_600_000),
    endDateTime: null,
    memberType: 'Direct',
    roleEligibilityScheduleId: `${assignmentId(templateId, principalId)}-s`,
  }));
}

function assignmentId(templateId: string, principalId: string): string {
  return `${Buffer.from(`${templateId.slice(0, 8)}${principalId.slice(0, 8)}`).toString('base64url')}-1`;
}

export const DIRECTORY_ROLE_ROUTES = [
  route('GET', '/roleManagement/directory/roleAssignments', READ_ROLES, listAssignments),
  route('GET', '/roleManagement/directory/roleEligibilityScheduleInstances', READ_ELIGIBLE_ROLES, listEligibilities),
];
