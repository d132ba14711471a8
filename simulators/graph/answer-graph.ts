import type { SimReply, SimRequest, SimResponse } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import { readCaller } from './bearer';
import { badRequest, failureResponse, GraphFailure, requestDenied, type FailureContext } from './failure';
import { faultResponse, takeFault } from './faults';
import { isGranted } from './grants';
import { matchPath, type ApiVersion, type GraphRequest, type Route } from './route';
import { checkThrottle } from './throttle';

/** Answers one request to Graph: faults, token, route, permission, handler, and the headers that every answer has. */
export function answerGraph(tenant: SimTenant, routes: readonly Route[], request: SimRequest): SimReply {
  const requestId = tenant.ids.guid();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const now = tenant.clock.now();
  const context: FailureContext = { requestId, clientRequestId, now };
  const fault = takeFault(tenant.switches, request);
  const isReal =
    fault === undefined || fault.afterCommit === true || (fault.status === undefined && !fault.resetSocket);
  const real = isReal ? settle(context, () => handle(tenant, routes, request, requestId)) : undefined;
  const scripted = fault?.status === undefined ? undefined : faultResponse(fault, fault.status, context);
  const response = scripted ?? real ?? { status: 500, headers: {}, body: undefined };
  const date = new Date(now).toUTCString();
  return {
    ...response,
    headers: { 'request-id': requestId, 'client-request-id': clientRequestId, Date: date, ...response.headers },
    delayMs: tenant.switches.latencyMs + (fault?.delayMs ?? 0),
    resetSocket: fault?.resetSocket === true,
  };
}

function handle(tenant: SimTenant, routes: readonly Route[], request: SimRequest, requestId: string): SimResponse {
  const { version, resource } = splitVersion(request.path);
  const { appId: caller, roles } = readCaller(tenant, request);
  checkThrottle(tenant, caller, request.method, resource);
  const { route, params } = findRoute(routes, version, request.method, resource);
  if (!isGranted(roles, route.permissions)) throw forbidden(route);
  const found: GraphRequest = { ...request, version, resource, params, caller, roles, requestId };
  return route.handle(tenant, found);
}

function settle(context: FailureContext, work: () => SimResponse): SimResponse {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphFailure) return failureResponse(error.details, context);
    throw error;
  }
}

function splitVersion(path: string): { readonly version: ApiVersion; readonly resource: string } {
  const [, version = '', ...rest] = path.replace(/\/+$/, '').split('/');
  if (version !== 'v1.0' && version !== 'beta') throw badRequest(`Invalid version: ${version}`);
  return { version, resource: `/${rest.join('/')}` };
}

function findRoute(routes: readonly Route[], version: ApiVersion, method: string, resource: string) {
  const here = routes.filter((route) => route.versions.includes(version));
  const matches = here.flatMap((route) => {
    const params = matchPath(route.path, resource);
    return params === undefined ? [] : [{ route, params }];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (matches.length === 0) {
    throw badRequest(`Resource not found for the segment '${unknownSegment(here, resource)}'.`);
  }
  const message = 'Specified HTTP method is not allowed for the request target.';
  throw new GraphFailure({ status: 405, code: 'Request_BadRequest', message });
}

/** The first segment at which no route goes on. */
function unknownSegment(routes: readonly Route[], resource: string): string {
  const segments = resource.split('/');
  const length = segments.findIndex((_, end) => {
    const start = segments.slice(0, end + 1).join('/');
    const beginnings = routes.map(({ path }) =>
      path
        .split('/')
        .slice(0, end + 1)
        .join('/'),
    );
    return end > 0 && !beginnings.some((beginning) => matchPath(beginning, start) !== undefined);
  });
  return segments.at(length) ?? resource;
}

/** 403, in the words of whichever service would have answered. */
function forbidden({ backend }: Route): GraphFailure {
  if (backend === 'authenticationMethods') {
    return new GraphFailure({ status: 403, code: 'accessDenied', message: 'Request Authorization failed', backend });
  }
  return requestDenied();
}
