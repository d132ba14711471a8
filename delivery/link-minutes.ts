import type { RecoveryRequest } from '../recovery/request';

/** How long the link of a request is good: tenants, and tiers of a policy, may have shorter ones. */
export type LinkMinutes = (request: RecoveryRequest) => number;
