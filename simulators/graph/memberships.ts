import { isJsonObject, type JsonObject } from '../entra/exchange';
import { groupsOf, rolesOf, usersIn } from '../entra/membership';
import { userById } from '../entra/people';
import type { SimGroup, SimRole, SimTenant } from '../entra/tenant';
import { badRequest, resourceNotFound } from './failure';
import { CHECK_MEMBER_GROUPS, isGranted, READ_GROUP_MEMBERS, READ_ROLES, READ_USERS } from './grants';
import { listResponse, type Collection } from './odata-query';
import { context, ok, param, route, type GraphHandler, type GraphRequest } from './route';
import { userOf } from './users';
import { userRow, USERS } from './user-rows';

const MOST_GROUPS = 20;

const OBJECTS: Collection = { name: 'directoryObjects', type: 'microsoft.graph.directoryObject', filterable: ['id'] };
const ROLES: Collection = {
  name: 'directoryRoles',
  type: 'microsoft.graph.directoryRole',
  selectable: ['id', 'displayName', 'description', 'roleTemplateId', 'deletedDateTime'],
  filterable: ['id', 'displayName', 'roleTemplateId'],
};
const GROUPS: Collection = {
  name: 'groups',
  type: 'microsoft.graph.group',
  selectable: [
    'id',
    'displayName',
    'description',
    'isAssignableToRole',
    'securityEnabled',
    'mailEnabled',
    'groupTypes',
  ],
  filterable: ['id', 'displayName', 'isAssignableToRole', 'securityEnabled'],
};

/**
 * Of objects whose type the caller may not read, Graph gives id and type and leaves the rest null.
 * Source: "Limited information returned for inaccessible member objects" in Graph's permissions overview.
 */
function asFarAsGranted(row: JsonObject, granted: boolean): JsonObject {
  if (granted) return row;
  const hidden = Object.keys(row).filter((name) => name !== 'id' && !name.startsWith('@'));
  return { ...row, ...Object.fromEntries(hidden.map((name) => [name, null])) };
}

function roleRow({ id, templateId, displayName }: SimRole, { roles }: GraphRequest): JsonObject {
  const type = '#microsoft.graph.directoryRole';
  const row = { '@odata.type': type, id, displayName, description: displayName, roleTemplateId: templateId };
  return asFarAsGranted({ ...row, deletedDateTime: null }, isGranted(roles, READ_ROLES));
}

function groupRow({ id, displayName, isAssignableToRole }: SimGroup, { roles }: GraphRequest): JsonObject {
  const type = { '@odata.type': '#microsoft.graph.group', id, displayName, description: null };
  // A group that was not made for roles has null here, not false.
  const row = { ...type, isAssignableToRole: isAssignableToRole || null, securityEnabled: true, mailEnabled: false };
  return asFarAsGranted({ ...row, groupTypes: [] }, isGranted(roles, READ_GROUP_MEMBERS));
}

const listRoles: GraphHandler = (tenant, request) => {
  const rows = rolesOf(tenant, userOf(tenant, request).id).map((role) => roleRow(role, request));
  return listResponse(request, ROLES, rows);
};

const listGroups: GraphHandler = (tenant, request) => {
  const rows = groupsOf(tenant, userOf(tenant, request).id).map((group) => groupRow(group, request));
  return listResponse(request, GROUPS, rows);
};

const listEverything: GraphHandler = (tenant, request) => {
  const { id } = userOf(tenant, request);
  const groups = groupsOf(tenant, id).map((group) => groupRow(group, request));
  const roles = rolesOf(tenant, id).map((role) => roleRow(role, request));
  return listResponse(request, OBJECTS, [...groups, ...roles]);
};

const checkGroups: GraphHandler = (tenant, request) => {
  const user = userOf(tenant, request);
  const asked = isJsonObject(request.body) ? request.body['groupIds'] : undefined;
  if (!Array.isArray(asked)) throw badRequest('groupIds cannot be null.', 'Request_BadRequest');
  if (asked.length > MOST_GROUPS) {
    throw badRequest('The maximum number of groupIds is 20.', 'Request_BadRequest');
  }
  const held = new Set(groupsOf(tenant, user.id).map(({ id }) => id.toLowerCase()));
  const value = asked.map(String).filter((id) => held.has(id.toLowerCase()));
  return ok({ '@odata.context': context(request, 'Collection(Edm.String)'), value });
};

function groupAt(tenant: SimTenant, request: GraphRequest): SimGroup {
  const id = param(request, 'group');
  const group = tenant.groups.get(id.toLowerCase());
  if (group === undefined) throw resourceNotFound(id);
  return group;
}

function memberRow(tenant: SimTenant, request: GraphRequest, id: string): JsonObject {
  const row = { '@odata.type': '#microsoft.graph.user', ...userRow(userById(tenant, id)) };
  return asFarAsGranted(row, isGranted(request.roles, READ_USERS));
}

const getGroup: GraphHandler = (tenant, request) => {
  const row = groupRow(groupAt(tenant, request), request);
  return ok({ '@odata.context': context(request, 'groups/$entity'), ...row });
};

/** Direct members: users, and nested groups as they are. */
const listMembers: GraphHandler = (tenant, request) => {
  const rows = [...groupAt(tenant, request).members].map((id) => {
    const nested = tenant.groups.get(id.toLowerCase());
    return nested === undefined ? memberRow(tenant, request, id) : groupRow(nested, request);
  });
  return listResponse(request, { ...USERS, name: 'directoryObjects' }, rows);
};

const listUsersDirectly: GraphHandler = (tenant, request) => {
  const ids = [...groupAt(tenant, request).members].filter((id) => tenant.users.has(id.toLowerCase()));
  return listResponse(
    request,
    USERS,
    ids.map((id) => memberRow(tenant, request, id)),
  );
};

const listUsersWithin: GraphHandler = (tenant, request) => {
  const rows = usersIn(tenant, groupAt(tenant, request)).map((id) => memberRow(tenant, request, id));
  return listResponse(request, USERS, rows);
};

export const MEMBERSHIP_ROUTES = [
  route('GET', '/users/{user}/transitiveMemberOf', READ_USERS, listEverything),
  route('GET', '/users/{user}/transitiveMemberOf/microsoft.graph.directoryRole', READ_USERS, listRoles),
  route('GET', '/users/{user}/transitiveMemberOf/microsoft.graph.group', READ_USERS, listGroups),
  route('POST', '/users/{user}/checkMemberGroups', CHECK_MEMBER_GROUPS, checkGroups),
  route('GET', '/groups/{group}', READ_GROUP_MEMBERS, getGroup),
  route('GET', '/groups/{group}/members', READ_GROUP_MEMBERS, listMembers),
  route('GET', '/groups/{group}/members/microsoft.graph.user', READ_GROUP_MEMBERS, listUsersDirectly),
  route('GET', '/groups/{group}/transitiveMembers/microsoft.graph.user', READ_GROUP_MEMBERS, listUsersWithin),
];
