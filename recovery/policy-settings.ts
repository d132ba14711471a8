import type { RuleSettings } from './policy-rules';
import type { Place, PolicyTier } from './policy-tier';
import type { ObjectId, Scenario, SelfVerifiable } from './terms';

export interface Cap {
  readonly count: number;
  /** Length of the window in milliseconds. */
  readonly windowMs: number;
}

/** The policy of a tenant as the domain reads it. The file's schema, with every default and reason, is `platform/policy-file.ts`. */
export interface Policy {
  readonly caps: {
    readonly perEmployee: Cap;
    readonly perRequester: Cap;
    readonly perAgent: Cap;
    readonly perApprover: Cap;
    readonly perTenant: Cap;
  };
  readonly secureOn: Readonly<Record<Scenario, 'reveal' | 'approval'>>;
  readonly delivery: readonly Place[];
  readonly timers: {
    readonly remindMinutes: number;
    readonly escalateMinutes: number;
    readonly expireMinutes: number;
    readonly holdExpireHours: number;
    readonly draftMinutes: number;
    readonly releaseCodeMinutes: number;
    readonly linkMinutes: number;
    readonly stolenChatMinutes: number;
    readonly watchGraceMinutes: number;
    readonly stuckMinutes: number;
    readonly stuckTries: number;
  };
  readonly passLifetimeMinutes: number;
  readonly matchTries: number;
  readonly codeTries: number;
  readonly remints: number;
  /** A fresh sign-in before an approval counts. */
  readonly approver: {
    readonly stepUp: 'never' | 'privileged' | 'always';
    readonly stepUpMaxAgeMinutes: number;
  };
  readonly managerStableDays: number;
  readonly contactStableDays: number;
  /** 0 = no contact is kept. */
  readonly replacedContactDays: number;
  /** Whose contacts are looked at in the background. */
  readonly contactSnapshot: {
    readonly who: 'usersAndGroups' | 'groups' | 'nobody';
    readonly groups: readonly ObjectId[];
    readonly forgetDays: number;
  };
  readonly groupMemberDays: number;
  readonly groups: {
    /** Membership of a group that is not role-assignable gives no say. */
    readonly requireRoleAssignable: boolean;
  };
  readonly recoveredRecentlyDays: number;
  readonly defaultMethod: 'gap' | 'keep';
  readonly disableOnIncident: boolean;
  readonly rules: RuleSettings;
  /** A code to a number of long standing in place of an approver; in no scenario unless set. */
  readonly selfVerified: {
    readonly scenarios: readonly SelfVerifiable[];
    readonly numberStableDays: number;
  };
  /** What is looked at after the pass was shown. */
  readonly enrolment: {
    /** Object ids of people and client ids of apps that may register methods for others. */
    readonly registrars: readonly ObjectId[];
    readonly otherCountry: 'incident' | 'alarm';
    readonly checkMinutes: number;
  };
  /** People for whom it is stricter. */
  readonly tiers: readonly PolicyTier[];
  /** `evaluation` decides and records, and nothing is done on any account. */
  readonly mode: 'enforce' | 'evaluation';
}
