import type { JsonObject } from './exchange';
import { userById } from './people';
import type { SimUser } from './sim-user';
import type { SimTenant } from './tenant';

/** Numbers that Entra logs for a refused sign-in. */
const FAILURES: Readonly<Record<string, readonly [code: number, reason: string]>> = {
  accountDisabled: [50057, 'User account is disabled. The account has been disabled by an administrator.'],
  noPass: [130501, 'The Temporary Access Pass is incorrect.'],
  wrongPass: [130501, 'The Temporary Access Pass is incorrect.'],
  deniedByPolicy: [130503, 'Temporary Access Pass sign in was blocked due to User Credential Policy'],
  expired: [130504, 'The Temporary Access Pass is expired.'],
  notYetValid: [130505, 'The Temporary Access Pass is not yet valid.'],
  used: [130502, 'The Temporary Access Pass was used already.'],
};

const NO_RISK = {
  riskDetail: 'none',
  riskLevelAggregated: 'none',
  riskLevelDuringSignIn: 'none',
  riskState: 'none',
  riskEventTypes_v2: [],
};

/** What only beta tells of a sign-in. */
export const BETA_ONLY: readonly string[] = ['authenticationDetails'];

/** A second factor that answered, as beta tells it: "Mobile app notification". */
export function answeredBy(authenticationMethod: string, authenticationMethodDetail: string | null = null): JsonObject {
  return { authenticationMethod, authenticationMethodDetail, succeeded: true };
}

/** Appends a sign-in, in the shape of `auditLogs/signIns`; `failure` is a reason of ours, `undefined` a success. */
export function recordSignIn(
  tenant: SimTenant,
  user: SimUser,
  failure: string | undefined,
  more: JsonObject = {},
): void {
  const at = tenant.clock.now();
  const [errorCode, failureReason] = failure === undefined ? [0, 'Other.'] : (FAILURES[failure] ?? [50126, failure]);
  const row: JsonObject = {
    id: tenant.ids.guid(),
    createdDateTime: new Date(at).toISOString(),
    userId: user.id,
    userDisplayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    appId: '19db86c3-b2b9-44cc-b339-36da233a3be2',
    appDisplayName: 'My Signins',
    ipAddress: '203.0.113.17',
    clientAppUsed: 'Browser',
    correlationId: tenant.ids.guid(),
    conditionalAccessStatus: 'notApplied',
    isInteractive: true,
    ...NO_RISK,
    resourceDisplayName: 'Microsoft Graph',
    resourceId: '00000003-0000-0000-c000-000000000000',
    status: { errorCode, failureReason, additionalDetails: null },
    deviceDetail: {
      deviceId: '',
      displayName: '',
      operatingSystem: 'Windows 11',
      browser: 'Edge 138.0.0',
      trustType: '',
    },
    location: { city: 'Oslo', state: 'Oslo', countryOrRegion: 'NO', geoCoordinates: {} },
    appliedConditionalAccessPolicies: [],
    authenticationDetails: [],
    ...more,
  };
  tenant.signIns.push({ at, row });
}

/** A sign-in of somebody's as it may have happened elsewhere; `more` overrides fields of the record. */
export function addSignIn(tenant: SimTenant, userId: string, more: JsonObject = {}): void {
  recordSignIn(tenant, userById(tenant, userId), undefined, more);
}
