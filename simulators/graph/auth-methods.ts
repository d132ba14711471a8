import type { JsonObject } from '../entra/exchange';
import { recordAudit } from '../entra/audit-log';
import { METHOD_TYPES, type MethodType, type MethodTypeFacts } from '../entra/method-types';
import { changeMethod, deletionBlock, registerMethod, removeMethod } from '../entra/methods';
import { findUser } from '../entra/people';
import type { SimMethod, SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { GraphFailure, methodRefused } from './failure';
import { READ_METHODS, readMethodsOfType, writeMethodsOfType } from './grants';
import { methodRow, methodRows } from './method-rows';
import { changedMethodFrom, newMethodFrom } from './new-method-body';
import { originOf } from './origin';
import { context, NO_CONTENT, ok, param, route, type GraphHandler, type GraphRequest, type Route } from './route';

const METHODS = '/users/{user}/authentication';

/** The user of a path, or the authentication methods backend's 404. */
export function methodOwner(tenant: SimTenant, request: GraphRequest): SimUser {
  const user = findUser(tenant, param(request, 'user'));
  if (user === undefined) throw methodNotFound(tenant);
  return user;
}

export function methodNotFound({ switches }: SimTenant): GraphFailure {
  return new GraphFailure({ status: 404, ...switches.methodNotFound, backend: 'authenticationMethods' });
}

export function methodsContext(request: GraphRequest, segment: string): string {
  return context(request, `users('${param(request, 'user')}')/authentication/${segment}`);
}

const listMethods: GraphHandler = (tenant, request) => {
  const option = Object.keys(request.query).find((name) => name.startsWith('$'));
  if (option !== undefined) throw methodRefused(`The query option '${option}' is not supported here.`);
  const value = methodRows(tenant, methodOwner(tenant, request));
  return ok({ '@odata.context': methodsContext(request, 'methods'), value });
};

const getMethod: GraphHandler = (tenant, request) => {
  const row = methodRows(tenant, methodOwner(tenant, request)).find(({ id }) => id === param(request, 'method'));
  if (row === undefined) throw methodNotFound(tenant);
  return ok({ '@odata.context': methodsContext(request, 'methods/$entity'), ...row });
};

/** There is no such call: the answer comes from a service behind Graph that does not know the path. */
const deleteUntyped: GraphHandler = (tenant, request) => {
  const uri = `https://mface.windowsazure.com/odata/users('${param(request, 'user')}@${tenant.tenantId}')/authentication/methods('${param(request, 'method')}')`;
  const body = {
    Message: `No HTTP resource was found that matches the request URI '${uri}'.`,
    MessageDetail: "No type was found that matches the controller named 'users'.",
  };
  throw new GraphFailure({ status: 404, code: '', message: body.Message, body });
};

/** Rows of one type; a typed collection does not say the type of each. */
function typedRows(tenant: SimTenant, request: GraphRequest, type: MethodType): readonly JsonObject[] {
  const rows = methodRows(tenant, methodOwner(tenant, request));
  const typed = rows.filter((row) => row['@odata.type'] === METHOD_TYPES[type].odataType);
  return typed.map(({ '@odata.type': _type, ...row }) => row);
}

/** Deletes one method, by the rules of the service. */
function deleteTyped(tenant: SimTenant, request: GraphRequest, type: MethodType): void {
  const user = methodOwner(tenant, request);
  const wanted = request.params['method'];
  const method = user.methods.find((each) => each.type === type && (wanted === undefined || each.id === wanted));
  if (method === undefined) throw methodNotFound(tenant);
  const block = deletionBlock(tenant, user, method);
  if (block === 'alternateMobile') {
    throw methodRefused('The mobile phone method cannot be deleted while an alternate mobile phone method exists.');
  }
  if (block === 'default') throw methodRefused(defaultRefusal(tenant, method));
  removeMethod(tenant, user, { method, origin: originOf(request), initiator: { app: request.caller } });
}

function defaultRefusal({ switches }: SimTenant, { id }: SimMethod): string {
  if (switches.defaultRefusal === 'older') {
    return 'Cannot delete default method with other methods configured. Please change default method before deletion.';
  }
  return `The requested authentication method id of [${id}] matches the user's current default authentication method, and cannot be deleted until the default authentication method is changed`;
}

/** POST of a phone or an e-mail address: what an administrator may register for somebody else. */
function createTyped(tenant: SimTenant, request: GraphRequest, type: 'phone' | 'email'): JsonObject {
  const user = methodOwner(tenant, request);
  const method = newMethodFrom(type, request.body);
  if (user.methods.some(({ id }) => id === method.id)) throw methodRefused('The authentication method already exists.');
  const registered = recordWrite(tenant, originOf(request), user, () => {
    return registerMethod(tenant, user, method, tenant.clock.now());
  });
  recordAudit(tenant, {
    activity: 'User registered security info',
    reason: `User registered ${method.auditName}`,
    operationType: 'Add',
    target: user,
    initiator: { app: request.caller },
  });
  return methodRow(registered);
}

/** PATCH of a phone or an e-mail address: another number under the same id and the same date. */
function changeTyped(tenant: SimTenant, request: GraphRequest, type: 'phone' | 'email'): JsonObject {
  const user = methodOwner(tenant, request);
  const method = user.methods.find((each) => each.type === type && each.id === param(request, 'method'));
  if (method === undefined) throw methodNotFound(tenant);
  const wanted = changedMethodFrom(type, request.body, method);
  const changed = recordWrite(tenant, originOf(request), user, () => changeMethod(user, wanted));
  recordAudit(tenant, {
    activity: 'User updated security info',
    reason: `User updated ${wanted.auditName}`,
    target: user,
    initiator: { app: request.caller },
  });
  return methodRow(changed);
}

function routesOf(type: MethodType, { segment, permission, versions, deletable }: MethodTypeFacts): readonly Route[] {
  if (segment === undefined) return [];
  const isSingle = type === 'qrCodePin';
  const all = `${METHODS}/${segment}`;
  const one = isSingle ? all : `${all}/{method}`;
  const list: GraphHandler = (tenant, request) => {
    return ok({ '@odata.context': methodsContext(request, segment), value: typedRows(tenant, request, type) });
  };
  const get: GraphHandler = (tenant, request) => {
    const row = typedRows(tenant, request, type).find(({ id }) => isSingle || id === param(request, 'method'));
    if (row === undefined) throw methodNotFound(tenant);
    return ok({ '@odata.context': methodsContext(request, `${segment}/$entity`), ...row });
  };
  const remove: GraphHandler = (tenant, request) => {
    const isRef = request.resource.endsWith('/$ref');
    if (type === 'external' && isRef === tenant.switches.externalMethodByKey) throw methodNotAllowed();
    deleteTyped(tenant, request, type);
    return NO_CONTENT;
  };
  const reads = readMethodsOfType(permission);
  const writes = writeMethodsOfType(permission);
  const routes = [
    ...(isSingle ? [] : [route('GET', all, reads, list)]),
    route('GET', one, reads, get),
    ...(deletable ? [route('DELETE', one, writes, remove)] : []),
    ...(type === 'external' ? [route('DELETE', `${one}/$ref`, writes, remove)] : []),
  ];
  return routes.map((each) => ({ ...each, versions }));
}

function methodNotAllowed(): GraphFailure {
  const message = 'The requested HTTP method is not supported.';
  return new GraphFailure({ status: 405, code: 'methodNotAllowed', message, backend: 'authenticationMethods' });
}

function contactRoutes(type: 'phone' | 'email'): readonly Route[] {
  const { segment, permission } = METHOD_TYPES[type];
  const all = `${METHODS}/${String(segment)}`;
  const writes = writeMethodsOfType(permission);
  const bodyOf = (request: GraphRequest, row: JsonObject): JsonObject => {
    return { '@odata.context': methodsContext(request, `${String(segment)}/$entity`), ...row };
  };
  const create: GraphHandler = (tenant, request) => ok(bodyOf(request, createTyped(tenant, request, type)), 201);
  const change: GraphHandler = (tenant, request) => ok(bodyOf(request, changeTyped(tenant, request, type)));
  return [route('POST', all, writes, create), route('PATCH', `${all}/{method}`, writes, change)];
}

const TYPED = Object.entries(METHOD_TYPES).filter(([type]) => type !== 'temporaryAccessPass');

export const AUTH_METHOD_ROUTES: readonly Route[] = [
  route('GET', `${METHODS}/methods`, READ_METHODS, listMethods),
  route('GET', `${METHODS}/methods/{method}`, READ_METHODS, getMethod),
  route('DELETE', `${METHODS}/methods/{method}`, writeMethodsOfType(undefined), deleteUntyped),
  ...contactRoutes('phone'),
  ...contactRoutes('email'),
  // Keys of the table are method types; Object.entries forgets it.
  ...TYPED.flatMap(([type, facts]) => routesOf(type as MethodType, facts)),
].map((each) => ({ ...each, backend: 'authenticationMethods' }));
