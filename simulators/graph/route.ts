import type { SimRequest, SimResponse } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import type { Backend } from './failure';

export type ApiVersion = 'v1.0' | 'beta';

/** A request that found its route and whose token was checked. */
export interface GraphRequest extends SimRequest {
  readonly version: ApiVersion;
  /** Path without the version. */
  readonly resource: string;
  /** Values of the `{names}` in the route's path, as sent. */
  readonly params: Readonly<Record<string, string>>;
  /** App id of the caller, from the token. */
  readonly caller: string;
  /** Application permissions in the token. */
  readonly roles: ReadonlySet<string>;
  readonly requestId: string;
}

export type GraphHandler = (tenant: SimTenant, request: GraphRequest) => SimResponse;

/** Each inner list is enough by itself; all of it must be granted. */
export type Permissions = readonly (readonly string[])[];

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/users/{user}/manager`; a `{name}` stands for one segment. */
  readonly path: string;
  readonly versions: readonly ApiVersion[];
  /** Which service answers, and so whose words a refusal has. */
  readonly backend: Backend;
  readonly permissions: Permissions;
  readonly handle: GraphHandler;
}

type RouteArguments = readonly [path: string, permissions: Permissions, handle: GraphHandler];

const BOTH = ['v1.0', 'beta'] as const;

export function route(method: Route['method'], ...[path, permissions, handle]: RouteArguments): Route {
  return { method, path, permissions, handle, versions: BOTH, backend: 'directory' };
}

/** The values of the `{names}`, or `undefined` when the path is another one. Names in a path are case-insensitive. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = value;
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return Object.values(params).includes('') ? undefined : params;
}

/** What a route's path promises to be there. */
export function param(request: GraphRequest, name: string): string {
  return request.params[name] ?? '';
}

export function ok(body: unknown, status = 200): SimResponse {
  return { status, headers: {}, body };
}

export const NO_CONTENT: SimResponse = { status: 204, headers: {}, body: undefined };

/** `@odata.context` of an answer. */
export function context(request: GraphRequest, what: string): string {
  return `${request.baseUrl}/${request.version}/$metadata#${what}`;
}
