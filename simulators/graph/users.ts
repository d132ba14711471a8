import type { JsonObject } from '../entra/exchange';
import { findUser, revokeSessions } from '../entra/people';
import type { SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { GraphFailure, resourceNotFound } from './failure';
import { READ_PHOTO, READ_USERS, REVOKE_SESSIONS } from './grants';
import { expandManager } from './managers';
import { listResponse, selectFrom } from './odata-query';
import { originOf } from './origin';
import { context, ok, param, route, type GraphHandler, type GraphRequest } from './route';
import { userRow, USERS } from './user-rows';

/** The user that a path names by object id or user principal name; throws the directory's 404. */
export function userOf(tenant: SimTenant, request: GraphRequest): SimUser {
  const name = param(request, 'user');
  const user = findUser(tenant, name);
  if (user === undefined) throw resourceNotFound(name);
  return user;
}

const listUsers: GraphHandler = (tenant, request) => {
  const rows = [...tenant.users.values()].map((user) => withManager(tenant, request, user));
  return listResponse(request, USERS, rows);
};

const getUser: GraphHandler = (tenant, request) => {
  const row = withManager(tenant, request, userOf(tenant, request));
  const select = request.query['$select'];
  const name = select === undefined ? 'users' : `users(${select})`;
  return ok({ '@odata.context': context(request, `${name}/$entity`), ...selectFrom(row, USERS, request.query) });
};

function withManager(tenant: SimTenant, request: GraphRequest, user: SimUser): JsonObject {
  return { ...userRow(user), ...expandManager(tenant, user, request.query['$expand']) };
}

const revoke: GraphHandler = (tenant, request) => {
  const user = userOf(tenant, request);
  revokeSessions(tenant, user, { origin: originOf(request), initiator: { app: request.caller } });
  return ok({ '@odata.context': context(request, 'Edm.Boolean'), value: true });
};

const getPhoto: GraphHandler = (tenant, request) => {
  const { photo } = userOf(tenant, request);
  if (photo !== undefined) return { status: 200, headers: { 'Content-Type': photo.type }, body: photo.bytes };
  const message = "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.";
  throw new GraphFailure({ status: 404, code: 'ImageNotFound', message });
};

export const USER_ROUTES = [
  route('GET', '/users', READ_USERS, listUsers),
  route('GET', '/users/{user}', READ_USERS, getUser),
  route('POST', '/users/{user}/revokeSignInSessions', REVOKE_SESSIONS, revoke),
  route('GET', '/users/{user}/photo/$value', READ_PHOTO, getPhoto),
  // Where the size that was asked for is not there, Graph gives what is.
  route('GET', '/users/{user}/photos/{size}/$value', READ_PHOTO, getPhoto),
];
