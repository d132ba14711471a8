import type { JsonObject } from '../entra/exchange';

/** A scripted disturbance. The first one with turns left whose method and path match is used, and loses a turn. */
export interface Fault {
  /** HTTP verb; left out = any. */
  readonly method?: string;
  /** Matched against the path with version, without query: `/v1.0/users/…`. */
  readonly path: RegExp;
  /** Status to answer instead. Left out: the real answer, late (`delayMs`), or none (`resetSocket`). */
  readonly status?: number;
  /** Error code and message; left out: what Graph says for that status. */
  readonly code?: string;
  readonly message?: string;
  /** A body that is not Graph's envelope. */
  readonly body?: JsonObject;
  /** Seconds (may be fractional) or an HTTP date, as it goes into `Retry-After`; left out: no such header. */
  readonly retryAfter?: string;
  /** True: the request takes effect first and only its answer is disturbed. */
  readonly afterCommit?: boolean;
  /** How many requests it disturbs; mutable, counts down. */
  times: number;
  readonly delayMs?: number;
  /** The connection breaks instead of an answer. */
  readonly resetSocket?: boolean;
}

/** What differs between tenants, what nobody outside Microsoft knows for certain, and what can go wrong. Change it at any time. */
export interface Switches {
  /** Whether a standing Temporary Access Pass counts as "another method" that keeps the default from being deleted. Not documented. */
  passCountsAsOtherMethod: boolean;
  /** Which methods block deleting the default: the legacy second factors (phones, Authenticator, OATH), or every kind but the password. */
  defaultBlockedBy: 'secondFactors' | 'everyMethod';
  /** Wording of that refusal; both have been seen. */
  defaultRefusal: 'current' | 'older';
  /** A deleted method is still listed for so long. */
  replicationLagMs: number;
  /** A new pass is neither listed nor usable for so long. */
  passLagMs: number;
  /** Audit and sign-in records appear after so long. */
  auditLagMs: number;
  licence: 'none' | 'p1' | 'p2';
  /** Body of a 404 of the authentication methods backend, for an unknown user or method. Not documented. */
  methodNotFound: { code: string; message: string };
  /** False: DELETE of an external method must end in `/$ref`, as the documentation has it; true: as the metadata has it. */
  externalMethodByKey: boolean;
  /** Answers "already installed" with 409 (true) or once more with 201. */
  conflictOnInstall: boolean;
  /** False: the beta call that reads and sets the default method is refused in this tenant. */
  signInPreferences: boolean;
  /** True: an app also needs a directory role (User Administrator) to have a new password asked for. Reports differ. */
  passwordFlagNeedsRole: boolean;
  /** Every answer takes so long. */
  latencyMs: number;
  /** Requests that each app may send per 10 s before 429; `undefined` = no limit. */
  requestsPer10s: number | undefined;
  /** Changes of users that each app may make in any 150 s before 429 without `Retry-After`; published: 3,000. `undefined` = no limit. */
  writesPer150s: number | undefined;
  /** Identity protection allows one request a second and says no `Retry-After`; true = enforce. */
  throttleRisk: boolean;
  /** Tokens made before this are refused, with a claims challenge, though they did not end (continuous access evaluation). */
  tokensRevokedAt: number | undefined;
  faults: Fault[];
}

export function defaultSwitches(changes: Partial<Switches> = {}): Switches {
  return {
    passCountsAsOtherMethod: false,
    defaultBlockedBy: 'secondFactors',
    defaultRefusal: 'current',
    replicationLagMs: 0,
    passLagMs: 0,
    auditLagMs: 0,
    licence: 'p2',
    methodNotFound: { code: 'resourceNotFound', message: 'The requested resource was not found.' },
    externalMethodByKey: true,
    conflictOnInstall: true,
    signInPreferences: true,
    passwordFlagNeedsRole: false,
    latencyMs: 0,
    requestsPer10s: undefined,
    writesPer150s: undefined,
    throttleRisk: false,
    tokensRevokedAt: undefined,
    faults: [],
    ...changes,
  };
}
