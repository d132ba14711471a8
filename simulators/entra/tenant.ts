import type { Clock } from '../../platform/clock';
import type { Switches } from '../graph/switches';
import { defaultSwitches } from '../graph/switches';
import type { JsonObject } from './exchange';
import { sharedSigningKey, type SigningKey } from './signing-key';
import type { SignInCode } from './sign-in-code';
import { randomIds, type SimIds } from './sim-ids';
import type { SimAutomaticReplies, SimUser } from './sim-user';

export interface SimGroup {
  readonly id: string;
  displayName: string;
  isAssignableToRole: boolean;
  /** Object ids of users and of nested groups. */
  readonly members: Set<string>;
}

/** A directory role with its principals: users, or groups that may hold roles. */
export interface SimRole {
  readonly id: string;
  readonly templateId: string;
  readonly displayName: string;
  readonly assigned: Set<string>;
  /** Eligible through Privileged Identity Management, not active. */
  readonly eligible: Set<string>;
}

/** An app registration with what it was granted. */
export interface SimApp {
  readonly appId: string;
  readonly displayName: string;
  readonly servicePrincipalId: string;
  readonly secret: string;
  /** PEM of the certificate's public key; assertions of an app without one are accepted by their claims alone. */
  readonly certificate?: string;
  /** Where people who sign in to it may be sent back to, by the path alone: the port of a simulated product is any. */
  readonly redirectPath?: string;
  /** Application permissions by resource (`https://graph.microsoft.com`); changed here, they count from the next token on. */
  readonly roles: Record<string, readonly string[]>;
}

export interface PassTarget {
  readonly targetType: 'group';
  /** A group's id, or `all_users`. */
  readonly id: string;
}

/** Policy of the tenant for Temporary Access Passes. */
export interface SimPassPolicy {
  state: 'enabled' | 'disabled';
  defaultLifetimeInMinutes: number;
  minimumLifetimeInMinutes: number;
  maximumLifetimeInMinutes: number;
  defaultLength: number;
  isUsableOnce: boolean;
  includeTargets: PassTarget[];
  excludeTargets: PassTarget[];
}

/** A record of the audit log or the sign-in log; shown once it is older than the lag. */
export interface LogRecord {
  readonly at: number;
  readonly row: JsonObject;
}

export interface CatalogueApp {
  readonly id: string;
  /** Id in the app's manifest. */
  readonly externalId: string;
  readonly displayName: string;
  readonly distributionMethod: 'store' | 'organization' | 'sideloaded';
  /** Bot registration, whose id is part of the chat's id. */
  readonly botId: string;
}

export interface SentMail {
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly contentType: string;
  readonly content: string;
  readonly savedToSentItems: boolean;
}

/** One change of the tenant. `by` is an app's id when it came through the API, else who acted outside it. */
export interface SimWrite {
  readonly at: number;
  readonly by: string;
  readonly method: string;
  readonly path: string;
  /** Whom it concerns; `undefined` for writes on no user. */
  readonly userId: string | undefined;
  readonly requestId: string | undefined;
}

/** A moment when an enabled account had neither a strong method nor a usable pass any more. */
export interface ZeroMoment {
  readonly userId: string;
  readonly after: SimWrite;
}

/** An Entra tenant in memory. Mutable, and changed only through the functions of this folder and the API. */
export interface SimTenant {
  readonly tenantId: string;
  /** Initial domain, e.g. `contoso.example`. */
  readonly domain: string;
  readonly clock: Clock;
  readonly ids: SimIds;
  readonly key: SigningKey;
  readonly switches: Switches;
  /** By object id in lower case. */
  readonly users: Map<string, SimUser>;
  readonly groups: Map<string, SimGroup>;
  readonly roles: SimRole[];
  readonly apps: SimApp[];
  readonly passPolicy: SimPassPolicy;
  readonly audits: LogRecord[];
  readonly signIns: LogRecord[];
  readonly catalogue: CatalogueApp[];
  readonly outbox: SentMail[];
  /** Of the mailboxes whose automatic replies are on, by object id. */
  readonly automaticReplies: Map<string, SimAutomaticReplies>;
  /** Codes of sign-ins in a browser that no app has redeemed yet. */
  readonly signInCodes: Map<string, SignInCode>;
  /** Every change in its order. */
  readonly writes: SimWrite[];
  readonly zeroMoments: ZeroMoment[];
  /** Called after every change. */
  readonly observers: Set<(write: SimWrite) => void>;
}

export interface TenantOptions {
  readonly tenantId: string;
  readonly domain: string;
  readonly clock: Clock;
  readonly ids?: SimIds;
  readonly key?: SigningKey;
  readonly switches?: Partial<Switches>;
}

/** An empty tenant: no people, no apps, passes allowed for everybody within Microsoft's default bounds. */
export function createTenant(options: TenantOptions): SimTenant {
  return {
    tenantId: options.tenantId,
    domain: options.domain,
    clock: options.clock,
    ids: options.ids ?? randomIds,
    key: options.key ?? sharedSigningKey(),
    switches: defaultSwitches(options.switches),
    users: new Map(),
    groups: new Map(),
    roles: [],
    apps: [],
    passPolicy: defaultPassPolicy(),
    audits: [],
    signIns: [],
    catalogue: [],
    outbox: [],
    automaticReplies: new Map(),
    signInCodes: new Map(),
    writes: [],
    zeroMoments: [],
    observers: new Set(),
  };
}

function defaultPassPolicy(): SimPassPolicy {
  return {
    state: 'enabled',
    defaultLifetimeInMinutes: 60,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    defaultLength: 8,
    isUsableOnce: false,
    includeTargets: [{ targetType: 'group', id: 'all_users' }],
    excludeTargets: [],
  };
}
