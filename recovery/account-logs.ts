import type { MethodKind } from './methods';
import type { Millis, ObjectId } from './terms';

/** What answered a sign-in: which kinds it can have been, and the name of the device or key where Entra says one. */
export interface SignInAnswer {
  readonly kinds: readonly MethodKind[];
  readonly name?: string;
}

/** One sign-in, as far as rules look at it. */
export interface SignIn {
  readonly at: Millis;
  /** `interrupted`: nothing went wrong but that something was asked for, as with a second factor that is lost. */
  readonly outcome: 'succeeded' | 'interrupted' | 'failed';
  /** Entra saw a risk in it that nobody has dealt with. */
  readonly risky: boolean;
  /** Country it came from, as Entra writes it: `NO`. */
  readonly country?: string;
  /** Name of the device it came from, where Entra knows the device. */
  readonly device?: string;
  /** Second factors that were answered rightly, whatever became of the sign-in. */
  readonly answers: readonly SignInAnswer[];
}

/** Something that was changed about an account. */
export interface DirectoryChange {
  readonly at: Millis;
  readonly what: 'methodRegistered' | 'managerChanged';
  /** The person who did it; absent for an app, and where the log does not say. */
  readonly by?: ObjectId;
}

/** A method that was registered or changed for somebody; passes are none. */
export interface Registration {
  readonly at: Millis;
  /** Who did it: a person by object id, or an app by its client id; absent where the log names nobody. */
  readonly by?: { readonly kind: 'person' | 'app'; readonly id: ObjectId };
}

/** Somebody, or another group, was put into a group. */
export interface GroupAddition {
  readonly groupId: ObjectId;
  readonly person: ObjectId;
  readonly at: Millis;
}

/** The newest entries of a log. */
export interface LogPage<T> {
  readonly entries: readonly T[];
  /** Whatever was logged from then on is among them; what happened before is not known. */
  readonly since: Millis;
}

/** How far back sign-ins are read. */
export const SIGN_IN_DAYS = 7;
/** How far back changes are read: what Entra keeps at most. */
export const CHANGE_DAYS = 30;

/** How far back registrations are read: longer than from an approval to what is done with the pass. */
export const REGISTRATION_HOURS = 6;

/** The logs of Microsoft Entra about accounts and groups, minutes behind. Throws `EffectError`; `unlicensed` where the tenant has none. */
export interface AccountLogs {
  signIns(tenantId: ObjectId, id: ObjectId): Promise<LogPage<SignIn>>;
  changes(tenantId: ObjectId, id: ObjectId): Promise<LogPage<DirectoryChange>>;
  /** Read for the whole tenant at once, so that thousands who are waited for cost no more than one. */
  registrations(tenantId: ObjectId, id: ObjectId): Promise<LogPage<Registration>>;
  /** Who was put into these groups since then; never more than some thousand entries. */
  additions(tenantId: ObjectId, groupIds: readonly ObjectId[], since: Millis): Promise<LogPage<GroupAddition>>;
}
