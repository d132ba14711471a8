import type { Secret } from '../platform/secret';
import type { AccountLogs } from './account-logs';
import type { AuditEntry } from './audit-entry';
import type { NoticeKind } from './cards';
import type { EventOf, RecoveryEvent } from './events';
import type { Method, MethodKind, SignInDefault } from './methods';
import type { NoticeFacts } from './notice-facts';
import type { Policy } from './policy-settings';
import type { Repairs } from './repairs';
import type { AwaitingApproval, RecoveryRequest } from './request';
import type { Millis, ObjectId, RequestId, ShortCode } from './terms';

/** A request as it was read: verified signature, and the version that the next commit must still find. */
export interface Stored<R extends RecoveryRequest = RecoveryRequest> {
  readonly request: R;
  /** Azure Table ETag of the state row. */
  readonly etag: string;
  /** Number of audit entries so far = sequence of the last one. */
  readonly seq: number;
  /** Hash of the last audit entry. */
  readonly head: string;
}

/** What happened, and the request after it. */
export interface Change {
  readonly event: RecoveryEvent;
  readonly next: RecoveryRequest;
}

export type OpenResult =
  | { readonly kind: 'opened'; readonly stored: Stored }
  /** Somebody is faster: the employee already has this live request. */
  | { readonly kind: 'alreadyOpen'; readonly id: RequestId };

/** Names the row that counts tries; a counter is never lowered. */
export interface CounterKey {
  readonly purpose: 'match' | 'code';
  readonly slot: 1 | 2;
  readonly round: number;
  /** Generation of the release code; 0 for match numbers, 1 for all codes by text message. */
  readonly generation: number;
}

/** A refusal or another event that belongs to no request; goes to the tenant's own journal. */
export interface JournalEntry {
  readonly at: Millis;
  /** Object id of the presser, or `unknown`. */
  readonly by: ObjectId;
  readonly name: string;
  /** Refusal code or short fact. Never somebody's words, never a secret. */
  readonly what: string;
  /** Words of security, where the switch was turned; whom a manager named, until when. Such an entry is never only counted. */
  readonly why?: string;
  readonly requestId?: RequestId;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  /** RowKey of the first bad row and what is wrong with it. */
  readonly firstBad?: { readonly row: string; readonly why: string };
}

/** The right to work on a request, until it runs out. */
export interface Lease {
  /** Ends the lease; does nothing when it ran out and somebody else has taken it since. */
  release(): Promise<void>;
}

/** Somebody else's lease: it may be given back earlier, and ends by itself. */
export interface Taken {
  readonly endsInMs: Millis;
}

/**
 * The store of requests and their audit trail. A commit is the only way to change a request.
 * Every read verifies the row's signature and throws `RecoveryError`: `integrity` where it does not hold, `newer` where a
 * newer version of the product wrote it.
 */
export interface Ledger extends Repairs {
  /** Reserves the short code and the employee, then writes state row and first audit row in one transaction. */
  open(request: AwaitingApproval, event: EventOf<'opened'>): Promise<OpenResult>;
  read(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined>;
  /** Like `read`, and the whole chain with every signature: called before each effect on an account. */
  readVerified(tenantId: ObjectId, id: RequestId): Promise<Stored | undefined>;
  /** State row and audit row in one entity-group transaction, If-Match. `conflict` when somebody else was faster. */
  commit(current: Stored, event: RecoveryEvent, next: RecoveryRequest): Promise<Stored | 'conflict'>;
  /** The same for events in a row: an audit row for each, and the state after the last of them, all or none. */
  commitAll(current: Stored, changes: readonly Change[]): Promise<Stored | 'conflict'>;
  findByShortCode(tenantId: ObjectId, code: ShortCode): Promise<Stored | undefined>;
  /** The employee's live request, if any. */
  findActive(tenantId: ObjectId, employee: ObjectId): Promise<Stored | undefined>;
  /** Newest first. The request `except` is passed over, unread. */
  listByEmployee(tenantId: ObjectId, employee: ObjectId, limit: number, except?: RequestId): Promise<readonly Stored[]>;
  /** Those of these requests that are about this person, in their order. */
  follow(tenantId: ObjectId, employee: ObjectId, ids: readonly RequestId[], limit: number): Promise<readonly Stored[]>;
  /** Requests that wait for this person's decision or show them a release code. */
  listByApprover(tenantId: ObjectId, approver: ObjectId, limit: number): Promise<readonly Stored[]>;
  /** Everything not ended, for the helpdesk; not what is damaged. */
  listOpen(tenantId: ObjectId): Promise<readonly Stored[]>;
  trail(tenantId: ObjectId, id: RequestId): Promise<readonly AuditEntry[]>;
  verify(tenantId: ObjectId, id: RequestId): Promise<VerifyReport>;
  /**
   * Raises the counter by one in its own row and returns the new value. Called before anything is compared. One that has
   * reached `most` stays, and the answer is more than that.
   */
  raise(tenantId: ObjectId, id: RequestId, key: CounterKey, most?: number): Promise<number>;
  /** Takes the work lease of a request for `ms`, or says how long another instance may still hold it. */
  lease(tenantId: ObjectId, id: RequestId, ms: Millis): Promise<Lease | Taken>;
  journal(tenantId: ObjectId, entry: JournalEntry): Promise<void>;
}

/** A person as the directory knows them. */
export interface Person {
  readonly id: ObjectId;
  readonly displayName: string;
  readonly givenName?: string;
  readonly mail?: string;
  readonly userPrincipalName: string;
  /** Other addresses of the same mailbox; absent where the directory does not say. */
  readonly aliases?: readonly string[];
  readonly jobTitle?: string;
  readonly department?: string;
  readonly accountEnabled: boolean;
  readonly userType: 'member' | 'guest' | 'unknown';
  readonly createdAt?: Millis;
  readonly onPremisesSynced: boolean;
}

export interface RoleFacts {
  readonly globalAdministrator: boolean;
  /** Any directory role (direct, by group, eligible) or a role-assignable group. */
  readonly privileged: boolean;
  /** Names for the audit and the card. */
  readonly roles: readonly string[];
}

/** Read side of Microsoft Entra. Throws `EffectError`; `undefined` = there is no such object. */
export interface Directory extends AccountLogs {
  person(tenantId: ObjectId, id: ObjectId): Promise<Person | undefined>;
  personByAddress(tenantId: ObjectId, mailOrUpn: string): Promise<Person | undefined>;
  /** The one enabled member with this display name, in whatever case; `undefined` where there are two. */
  personByName(tenantId: ObjectId, displayName: string): Promise<Person | undefined>;
  /** Graph's manager; an organisational contact is `undefined`. */
  manager(tenantId: ObjectId, id: ObjectId): Promise<Person | undefined>;
  roles(tenantId: ObjectId, id: ObjectId): Promise<RoleFacts>;
  groupMembers(tenantId: ObjectId, groupId: ObjectId): Promise<readonly Person[]>;
  isMember(tenantId: ObjectId, id: ObjectId, groupId: ObjectId): Promise<boolean>;
  /** Whether only the few who may write role-assignable groups can change who is in it. */
  isRoleAssignable(tenantId: ObjectId, groupId: ObjectId): Promise<boolean>;
  /** Every member with their manager's id, page by page, for the baseline taken at installation. */
  managerPairs(tenantId: ObjectId): AsyncIterable<readonly { readonly id: ObjectId; readonly manager?: ObjectId }[]>;
  /** Whether somebody's automatic replies are on now. Throws where they have no mailbox that can be read. */
  isAway(tenantId: ObjectId, id: ObjectId): Promise<boolean>;
  /** User risk where the tenant has the licence; `unlicensed` is thrown where it has not. */
  risk(tenantId: ObjectId, id: ObjectId): Promise<'none' | 'low' | 'medium' | 'high' | 'compromised'>;
}

/** The authentication methods of a person. Throws `EffectError`. */
export interface AuthMethods {
  list(tenantId: ObjectId, id: ObjectId): Promise<readonly Method[]>;
  /** `removed`, or `alreadyGone` when Graph says 404. */
  remove(
    tenantId: ObjectId,
    id: ObjectId,
    method: { readonly id: string; readonly kind: MethodKind },
  ): Promise<{ readonly outcome: 'removed' | 'alreadyGone'; readonly requestId?: string }>;
  /** Makes a registered method the default; only Graph's beta can, and not in every tenant. */
  prefer(tenantId: ObjectId, id: ObjectId, what: SignInDefault): Promise<{ readonly requestId?: string }>;
}

/** Tenant policy for passes and whether one person falls under it. */
export interface PassPolicy {
  readonly enabled: boolean;
  readonly inScope: boolean;
  readonly minimumMinutes: number;
  readonly maximumMinutes: number;
}

export interface MintedPass {
  readonly methodId: string;
  readonly secret: Secret;
  readonly issuedAt: Millis;
  readonly expiresAt: Millis;
  readonly requestId?: string;
}

/** Temporary Access Passes. Throws `EffectError`. */
export interface AccessPasses {
  policyFor(tenantId: ObjectId, id: ObjectId): Promise<PassPolicy>;
  /** One POST, never repeated by the adapter: a repeat would kill the first secret. Graph replaces an older pass. */
  issue(tenantId: ObjectId, id: ObjectId, lifetimeInMinutes: number, deadlineMs: number): Promise<MintedPass>;
  remove(tenantId: ObjectId, id: ObjectId, methodId: string): Promise<'removed' | 'alreadyGone'>;
}

/** Account-wide effects. Throws `EffectError`. */
export interface Accounts {
  revokeSessions(tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }>;
  disable(tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }>;
  /** Whether the product was granted what the next one takes. */
  mayRequirePasswordChange(tenantId: ObjectId): Promise<boolean>;
  /** A new password has to be chosen at the next sign-in with the present one. None is set, and none is known here. */
  requirePasswordChange(tenantId: ObjectId, id: ObjectId): Promise<{ readonly requestId?: string }>;
}

/** Channels outside Teams. Addresses are passed as secrets and never stored. */
export interface OutOfBand {
  sendLink(to: ContactPoint, request: RecoveryRequest, link: Secret): Promise<void>;
  /** The code in place of an approver, by text message only, with the link to "this was not me". */
  sendCode(to: ContactPoint, request: RecoveryRequest, code: Secret, notMe: Secret): Promise<void>;
  /** A notice with no secret: what happened, and how to say "this was not me". */
  sendNotice(to: ContactPoint, notice: NoticeKind, request: RecoveryRequest, facts: NoticeFacts): Promise<void>;
}

export interface ContactPoint {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly address: Secret;
  readonly masked: string;
}

/** Wakes the worker: "look at request X", now or later. A message is a hint; losing or doubling it is harmless. */
export interface WorkQueue {
  wake(tenantId: ObjectId, id: RequestId, delayMs: number): Promise<void>;
}

export interface Ids {
  /** ULID for this moment. */
  ulid(now: Millis): string;
  /** URL-safe random text of so many random bytes. */
  token(bytes: number): string;
  shortCode(): ShortCode;
}

/** Keys that never lie in storage: row signatures, chains, derived codes, card tokens. */
export interface KeyRing {
  readonly currentId: string;
  /** Keys that were current before: they verify, and sign nothing any more. */
  readonly earlierIds?: readonly string[];
  /** HMAC-SHA-256 of `data` under the key `keyId` for one purpose, as base64url; `undefined` for an unknown key. */
  mac(purpose: string, data: string, keyId: string): string | undefined;
}

/** Groups and switches of one served tenant. */
export interface TenantSettings {
  readonly tenantId: ObjectId;
  readonly name: string;
  readonly helpdeskGroupId: ObjectId;
  readonly securityGroupId: ObjectId;
  readonly dutyGroupId: ObjectId;
  readonly breakGlassGroupId: ObjectId;
  /** Lower-case domains whose people sign in on a page of the organisation's own, as the tenants file has them. */
  readonly federatedDomains?: readonly string[];
  /** Authentication context that a fresh sign-in of an approver has to meet; absent where none is set up. */
  readonly stepUp?: { readonly authenticationContext: string };
  /** The installation's where absent. */
  readonly policy?: Policy;
}

export interface Tenants {
  find(tenantId: ObjectId): TenantSettings | undefined;
}
