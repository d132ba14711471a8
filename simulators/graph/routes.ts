import type { SimService } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import { ACCESS_PASS_ROUTES } from './access-pass';
import { answerGraph } from './answer-graph';
import { AUTH_METHOD_ROUTES } from './auth-methods';
import { DIRECTORY_ROLE_ROUTES } from './directory-roles';
import { LOG_ROUTES } from './logs';
import { MAIL_ROUTES } from './mail';
import { MAILBOX_ROUTES } from './mailbox-settings';
import { MANAGER_ROUTES } from './managers';
import { MEMBERSHIP_ROUTES } from './memberships';
import { METHOD_POLICY_ROUTES } from './method-policy';
import { REGISTRATION_REPORT_ROUTES } from './registration-report';
import { RISK_ROUTES } from './risk';
import type { Route } from './route';
import { SIGN_IN_PREFERENCE_ROUTES } from './sign-in-preferences';
import { TEAMS_APP_ROUTES } from './teams-apps';
import { USER_CHANGE_ROUTES } from './user-changes';
import { USER_ROUTES } from './users';

/** Every call that the simulated Graph knows. */
export const GRAPH_ROUTES: readonly Route[] = [
  ...USER_ROUTES,
  ...USER_CHANGE_ROUTES,
  ...MANAGER_ROUTES,
  ...MEMBERSHIP_ROUTES,
  ...DIRECTORY_ROLE_ROUTES,
  ...ACCESS_PASS_ROUTES,
  ...AUTH_METHOD_ROUTES,
  ...SIGN_IN_PREFERENCE_ROUTES,
  ...METHOD_POLICY_ROUTES,
  ...LOG_ROUTES,
  ...RISK_ROUTES,
  ...REGISTRATION_REPORT_ROUTES,
  ...MAIL_ROUTES,
  ...MAILBOX_ROUTES,
  ...TEAMS_APP_ROUTES,
];

/** Graph over one tenant. Both adapters serve it: `serve` over HTTP, `mockService` through nock. */
export function graphOf(tenant: SimTenant): SimService {
  return (request) => answerGraph(tenant, GRAPH_ROUTES, request);
}
