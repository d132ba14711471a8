import type { JsonObject } from '../entra/exchange';
import { findUser } from '../entra/people';
import type { SimManager, SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { resourceNotFound } from './failure';
import { READ_USERS } from './grants';
import { selectFrom } from './odata-query';
import { context, ok, param, route, type GraphHandler } from './route';
import { userRow, USERS } from './user-rows';

const MOST_LEVELS = 1000;

const getManager: GraphHandler = (tenant, request) => {
  const name = param(request, 'user');
  const user = findUser(tenant, name);
  if (user === undefined) throw resourceNotFound(name);
  const manager = managerRow(tenant, user.manager);
  if (manager === undefined) throw resourceNotFound('manager');
  return ok({
    '@odata.context': context(request, 'directoryObjects/$entity'),
    ...selectFrom(manager, USERS, request.query),
  });
};

/** The manager as a directory object; `@odata.type` tells a person from an organisational contact. */
function managerRow(tenant: SimTenant, manager: SimManager | undefined): JsonObject | undefined {
  if (manager === undefined) return undefined;
  if (manager.kind === 'orgContact') {
    const { id, displayName, mail } = manager;
    return { '@odata.type': '#microsoft.graph.orgContact', id, displayName, mail };
  }
  const user = findUser(tenant, manager.id);
  return user === undefined ? undefined : { '@odata.type': '#microsoft.graph.user', ...userRow(user) };
}

/** `$expand=manager($levels=max;$select=id,displayName)`; nothing where there is no manager. */
export function expandManager(tenant: SimTenant, user: SimUser, expand: string | undefined): JsonObject {
  if (expand === undefined || !/^manager(\(|$)/i.test(expand)) return {};
  const [, levels = '1'] = /\$levels=(max|\d+)/i.exec(expand) ?? [];
  const [, select] = /\$select=([\w,]+)/i.exec(expand) ?? [];
  const query: Record<string, string> = { $expand: 'manager', ...(select === undefined ? {} : { $select: select }) };
  return nest(tenant, user, {
    levels: levels === 'max' ? MOST_LEVELS : Number(levels),
    query,
    seen: new Set([user.id]),
  });
}

interface Nesting {
  readonly levels: number;
  readonly query: Readonly<Record<string, string>>;
  /** A circle of managers ends where it closes. */
  readonly seen: ReadonlySet<string>;
}

function nest(tenant: SimTenant, { manager }: SimUser, { levels, query, seen }: Nesting): JsonObject {
  const row = managerRow(tenant, manager);
  if (manager === undefined || row === undefined || levels === 0 || seen.has(manager.id)) return {};
  const above = findUser(tenant, manager.id);
  const rest = { levels: levels - 1, query, seen: new Set([...seen, manager.id]) };
  const higher = above === undefined ? {} : nest(tenant, above, rest);
  return { manager: selectFrom({ ...row, ...higher }, USERS, query) };
}

export const MANAGER_ROUTES = [route('GET', '/users/{user}/manager', READ_USERS, getManager)];
