import type { Delegation } from './delegation';
import type { ContactPoint } from './ports';
import type { Millis, ObjectId } from './terms';

/** Who stands in for which manager: one signed row each. Throws `EffectError`. */
export interface Delegations {
  /** In force or not; also throws `RecoveryError`: `integrity` where the row does not hold, `newer` where it is of a newer version. */
  of(tenantId: ObjectId, manager: ObjectId): Promise<Delegation | undefined>;
  /** In place of whatever was there. */
  put(tenantId: ObjectId, manager: ObjectId, delegation: Delegation): Promise<void>;
  remove(tenantId: ObjectId, manager: ObjectId): Promise<void>;
}

/** What the mail to the manager says. Names are as the directory has them, so not to be trusted as text. */
export interface DelegationFacts {
  readonly delegateName: string;
  readonly delegateAddress: string;
  readonly from: Millis;
  readonly until: Millis;
}

/** Tells a manager outside Teams that a stand-in was named. Throws `EffectError`. */
export interface DelegationMails {
  sendNamed(tenantId: ObjectId, to: ContactPoint, facts: DelegationFacts): Promise<void>;
}
