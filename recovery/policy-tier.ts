import type { ObjectId, Scenario } from './terms';

/** Where a match number and a pass may appear. */
export type Place = 'teams' | 'email' | 'sms' | 'inPerson';

/** Times that a tier may shorten. */
export type TierTimer =
  'remindMinutes' | 'escalateMinutes' | 'expireMinutes' | 'holdExpireHours' | 'releaseCodeMinutes' | 'linkMinutes';

/** What is stricter for the people of a tier. What is absent is as in the policy itself. */
export interface TierOverrides {
  readonly approval?: 'dualApproval' | undefined;
  readonly secureOn?: Readonly<Partial<Record<Scenario, 'approval' | undefined>>> | undefined;
  readonly delivery?: readonly Place[] | undefined;
  readonly timers?: Readonly<Partial<Record<TierTimer, number | undefined>>> | undefined;
  readonly passLifetimeMinutes?: number | undefined;
  readonly approver?:
    | {
        readonly stepUp?: 'privileged' | 'always' | undefined;
        readonly stepUpMaxAgeMinutes?: number | undefined;
      }
    | undefined;
}

/** People for whom the policy is stricter. */
export interface PolicyTier {
  /** Unique in the policy; stands on cards and in the trail. */
  readonly name: string;
  readonly groupIds: readonly ObjectId[];
  readonly overrides: TierOverrides;
}

/** Which tiers of the policy count for a person. */
export interface TierFacts {
  /** In the order of the policy. */
  readonly names: readonly string[];
  /** True when some of them only could not be ruled out. */
  readonly unsure: boolean;
  /** Whether any of them asks for two people. */
  readonly dual: boolean;
}
