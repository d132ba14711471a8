import { appToken, GRAPH_RESOURCE } from '../../../simulators/entra/app-token';
import { createContoso } from '../../../simulators/entra/contoso';
import { APPS } from '../../../simulators/entra/contoso-ids';
import { readRequest } from '../../../simulators/entra/raw-request';
import { countingIds } from '../../../simulators/entra/sim-ids';
import type { SimTenant } from '../../../simulators/entra/tenant';
import { graphOf } from '../../../simulators/graph/routes';
import type { Switches } from '../../../simulators/graph/switches';

export const START = Date.parse('2026-08-03T09:00:00Z');
export const MINUTE = 60_000;

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Permissions to call with, in place of what the executor holds. */
  readonly roles?: readonly string[];
}

/** A row of Graph's, with what the tests look at; which of it is there depends on the call. */
export interface Row {
  readonly '@odata.type': string;
  readonly id: string;
  readonly displayName: string;
  readonly mail: string | undefined;
  readonly manager?: Row;
  readonly roleTemplateId: string;
  readonly temporaryAccessPass: string;
  readonly isUsable: boolean;
  readonly isUsableOnce: boolean;
  readonly methodUsabilityReason: string;
  readonly activityDisplayName: string;
  readonly resultReason: string;
  readonly loggedByService: string;
  readonly initiatedBy: { readonly user: Row | null; readonly app: { readonly appId: string } | null };
  readonly targetResources: readonly Row[];
  readonly ipAddress: string;
  readonly teamsApp: { readonly externalId: string };
}

export interface Body extends Row {
  readonly value: readonly Row[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: Readonly<Record<string, unknown>>;
  };
  readonly '@odata.nextLink'?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly delayMs?: number;
  readonly resetSocket?: boolean;
}

export interface Contoso {
  readonly tenant: SimTenant;
  readonly clock: { time: number };
  /** Calls the handlers themselves, as the executor; `path` starts with the version and may have a query. */
  call(method: string, path: string, options?: CallOptions): Answer;
}

/** The sample tenant with a clock to move and its Graph to call. */
export function contoso(switches: Partial<Switches> = {}): Contoso {
  const clock = { time: START };
  const tenant = createContoso({ clock: { now: () => clock.time }, ids: countingIds(), switches });
  const graph = graphOf(tenant);
  const call = (method: string, target: string, { body, headers, roles }: CallOptions = {}): Answer => {
    const authorization = `Bearer ${tokenWith(tenant, roles)}`;
    const bodyText = body === undefined ? '' : JSON.stringify(body);
    const raw = { method, target, bodyText, baseUrl: 'https://graph.microsoft.com' };
    const answer = graph(readRequest({ ...raw, headers: { authorization, ...headers } }));
    return { ...answer, body: answer.body as Body };
  };
  return { tenant, clock, call };
}

function tokenWith(tenant: SimTenant, roles: readonly string[] | undefined): string {
  const executor = tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
  if (executor === undefined) throw new Error('the sample tenant has no executor');
  const held = executor.roles[GRAPH_RESOURCE] ?? [];
  executor.roles[GRAPH_RESOURCE] = roles ?? held;
  const token = appToken(tenant, executor.appId);
  executor.roles[GRAPH_RESOURCE] = held;
  return token;
}
