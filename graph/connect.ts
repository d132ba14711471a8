import type { Clock } from '../platform/clock';
import { logWith, type Log } from '../platform/log';
import { EffectError } from '../recovery/errors';
import type { ContactDirectory } from '../recovery/contact-directory';
import type { AccessPasses, Accounts, AuthMethods, Directory } from '../recovery/ports';
import { asObjectId, type ObjectId } from '../recovery/terms';
import { createAccessPasses } from './access-pass';
import { createAccounts } from './accounts';
import { createAppInstallation, type AppInstallation } from './app-installation';
import { createAuthMethods } from './auth-methods';
import { createAwayReader } from './automatic-replies';
import { createGraphClient, DEFAULT_DEADLINE_MS, type GraphClient, type GraphOf } from './client';
import { createContactDirectory } from './contact-directory';
import { createDirectory, type TimedReads } from './directory';
import { createChangeReader } from './directory-audits';
import { isLoopback, parseEndpoint } from './endpoint';
import type { GraphCredential } from './entra-app';
import { grantedPermissions } from './granted-permissions';
import { createMailSender, type MailSender } from './mail';
import { createAdditionReader } from './group-additions';
import { checkedId } from './object-path';
import { createPhotos, type Photos } from './photos';
import { createRegistrationReader } from './registrations';
import { createRiskReader } from './risk';
import { createAssignableReader } from './role-assignable';
import { createSignInReader } from './sign-ins';
import { createTokenSource, type TokenSource } from './token';
import { whenLicensed } from './when-licensed';

export interface GraphOptions {
  /** `https://graph.microsoft.com`, or that of a national cloud; plain http for loopback only. */
  readonly baseUrl: string;
  /** `https://login.microsoftonline.com`, or that of a national cloud; plain http for loopback only. */
  readonly authorityHost: string;
  readonly tenants: readonly { readonly tenantId: ObjectId; readonly credential: GraphCredential }[];
  /** Id in the manifest of the Teams app. */
  readonly manifestId: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Leave to ask identity protection once, shared by all instances. */
  readonly riskPermit: (tenantId: ObjectId) => Promise<boolean>;
  /** Of every call that has none of its own, token included; default 8 s. */
  readonly deadlineMs?: number;
}

export interface GraphAccess {
  /** Names of the permissions in the token of the executor; also tells whether Entra gives one at all. */
  granted(tenantId: ObjectId): Promise<readonly string[]>;
}

export interface Graph {
  readonly directory: Directory;
  readonly methods: AuthMethods;
  readonly contactDirectory: ContactDirectory;
  readonly passes: AccessPasses;
  readonly accounts: Accounts;
  readonly photos: Photos;
  readonly mail: MailSender;
  readonly installation: AppInstallation;
  readonly access: GraphAccess;
}

interface Connection {
  readonly client: GraphClient;
  readonly tokens: TokenSource;
}

/**
 * Microsoft Graph for the tenants that are served: one client, one credential and one token cache each, so that no call
 * for one tenant can carry the token of another. Throws `EffectError('rejected')` for addresses, ids and certificates
 * that cannot be used; talks to nobody yet.
 */
export function connectGraph(options: GraphOptions): Graph {
  const base = parseEndpoint(options.baseUrl);
  const connections = new Map(options.tenants.map((tenant) => [checkedId(tenant.tenantId), connect(options, tenant)]));
  const connection = (tenantId: string): Connection => {
    const found = connections.get(asObjectId(tenantId) ?? '');
    if (found === undefined) throw new EffectError('forbidden', 'This tenant is not configured.');
    return found;
  };
  const graph = (tenantId: string) => connection(tenantId).client;
  const granted = async (tenantId: string) => grantedPermissions(connection(tenantId).tokens);
  return {
    directory: createDirectory(graph, timedReads(graph, options)),
    methods: createAuthMethods(graph),
    contactDirectory: createContactDirectory(graph),
    passes: createAccessPasses(graph),
    accounts: createAccounts(graph, granted),
    photos: createPhotos(graph),
    mail: createMailSender(graph),
    installation: createAppInstallation({ graph, base, manifestId: options.manifestId }),
    access: { granted },
  };
}

/** What some tenants have no licence for is asked for again a day later, not at every decision. */
function timedReads(graph: GraphOf, { clock, riskPermit: permit }: GraphOptions): TimedReads {
  return {
    isAway: createAwayReader({ graph, clock }),
    isRoleAssignable: createAssignableReader({ graph, clock }),
    risk: whenLicensed(clock, createRiskReader({ graph, clock, permit })),
    signIns: whenLicensed(clock, createSignInReader({ graph, clock })),
    changes: whenLicensed(clock, createChangeReader({ graph, clock })),
    registrations: whenLicensed(clock, createRegistrationReader({ graph, clock })),
    additions: whenLicensed(clock, createAdditionReader({ graph })),
  };
}

function connect(options: GraphOptions, { tenantId, credential }: GraphOptions['tenants'][number]): Connection {
  const { clock, deadlineMs = DEFAULT_DEADLINE_MS } = options;
  const base = parseEndpoint(options.baseUrl);
  const authority = parseEndpoint(options.authorityHost);
  const resource = isLoopback(base) ? 'https://graph.microsoft.com' : base.origin;
  const tokens = createTokenSource({ tenantId: checkedId(tenantId), credential, authority, resource, deadlineMs });
  const log = logWith(options.log, { tenantId });
  return { client: createGraphClient({ base, tokens, log, clock, deadlineMs }), tokens };
}
