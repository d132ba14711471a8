import type { JsonObject } from './exchange';
import type { MethodType } from './method-types';

export interface SimMethod {
  readonly id: string;
  readonly type: MethodType;
  readonly properties: JsonObject;
  /** Milliseconds since the epoch, like every time in this file. */
  readonly createdAt: number;
}

/** A Temporary Access Pass. An account has one at most. */
export interface SimPass {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: number;
  readonly startsAt: number;
  readonly lifetimeInMinutes: number;
  readonly isUsableOnce: boolean;
  usedAt?: number;
}

export interface SimIdentity {
  readonly signInType: string;
  readonly issuer: string;
  readonly issuerAssignedId: string;
}

/** Graph's manager: a person of the tenant, or an organisational contact, which is no account. */
export type SimManager =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'orgContact'; readonly id: string; readonly displayName: string; readonly mail: string };

export interface SimRisk {
  readonly level: 'none' | 'low' | 'medium' | 'high' | 'hidden';
  readonly state: 'none' | 'atRisk' | 'confirmedCompromised' | 'remediated' | 'dismissed' | 'confirmedSafe';
  readonly updatedAt: number;
}

/** The picture of a person, as Graph hands it over. */
export interface SimPhoto {
  readonly type: string;
  readonly bytes: Buffer;
}

/** When somebody's mailbox answers by itself. */
export type SimAutomaticReplies = 'always' | { readonly from: number; readonly until: number };

/** What a new user may be given; the rest has a default. */
export interface SimProfile {
  readonly id: string;
  displayName: string;
  userPrincipalName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  mobilePhone: string | null;
  businessPhones: string[];
  otherMails: string[];
  /** `SMTP:` before the mailbox's first address, `smtp:` before its others. */
  proxyAddresses: string[];
  accountEnabled: boolean;
  userType: 'Member' | 'Guest' | null;
  jobTitle: string | null;
  department: string | null;
  officeLocation: string | null;
  employeeId: string | null;
  preferredLanguage: string | null;
  onPremisesSyncEnabled: boolean | null;
  externalUserState: string | null;
  isManagementRestricted: boolean | null;
  identities: readonly SimIdentity[];
  createdAt: number;
  passwordChangedAt: number | null;
  /** Refresh tokens and sessions older than this are worth nothing. */
  sessionsValidFrom: number;
}

/** An account, as the tenant keeps it. Mutable: this is the world that the product acts on. */
export interface SimUser extends SimProfile {
  manager: SimManager | undefined;
  /** Without the password, which every account has, and without the pass. */
  methods: SimMethod[];
  /** Deleted, but still listed until replication has caught up. */
  leftovers: { readonly method: SimMethod; readonly deletedAt: number }[];
  pass: SimPass | undefined;
  defaultMethodId: string | undefined;
  risk: SimRisk | undefined;
  photo: SimPhoto | undefined;
  /** Teams apps by catalogue id. */
  readonly installedApps: Set<string>;
  /** A new password is asked for at the next sign-in with the present one: at once, or after a second factor only. */
  mustChangePassword: 'atOnce' | 'afterMfa' | undefined;
}
