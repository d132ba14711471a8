import type { Clock } from '../../platform/clock';
import type { Switches } from '../graph/switches';
import { GRAPH_RESOURCE } from './app-token';
import { APPS, CONTOSO_TENANT_ID, GROUPS, PEOPLE, TEAMS_APP } from './contoso-ids';
import { addContosoPeople } from './contoso-people';
import { addGroup } from './people';
import { ROLE_TEMPLATES } from './role-templates';
import type { SigningKey } from './signing-key';
import type { SimIds } from './sim-ids';
import { createTenant, type SimApp, type SimTenant } from './tenant';

export const CONTOSO_DOMAIN = 'contoso.example';

const BOT_FRAMEWORK = 'https://api.botframework.com';

const METHOD_KINDS =
  'TAP Phone MicrosoftAuthApp SoftwareOATH HardwareOATH Passkey Email WindowsHello PlatformCred External QR'.split(' ');

/** What the executor identity is granted in Graph: each right by itself, none that includes others. */
export const EXECUTOR_ROLES: readonly string[] = [
  ...[
    'User.Read.All',
    'GroupMember.Read.All',
    'RoleManagement.Read.Directory',
    'RoleEligibilitySchedule.Read.Directory',
  ],
  ...['UserAuthenticationMethod.Read.All', 'Policy.Read.AuthenticationMethod'],
  ...METHOD_KINDS.map((kind) => `UserAuthMethod-${kind}.ReadWrite.All`),
  ...['User.RevokeSessions.All', 'User.EnableDisableAccount.All', 'AuditLog.Read.All', 'IdentityRiskyUser.Read.All'],
  'User-PasswordProfile.ReadWrite.All',
  ...[
    'IdentityRiskEvent.Read.All',
    'Mail.Send',
    'MailboxSettings.Read',
    'AppCatalog.Read.All',
    'TeamsAppInstallation.ReadWriteSelfForUser.All',
  ],
];

export interface ContosoOptions {
  readonly clock: Clock;
  readonly ids?: SimIds;
  readonly key?: SigningKey;
  readonly switches?: Partial<Switches>;
}

/** The sample tenant of the local profile: sixteen people, four groups, two roles in use, four app registrations. */
export function createContoso(options: ContosoOptions): SimTenant {
  const tenant = createTenant({ ...options, tenantId: CONTOSO_TENANT_ID, domain: CONTOSO_DOMAIN });
  tenant.passPolicy.minimumLifetimeInMinutes = 10;
  addContosoPeople(tenant);
  addContosoGroups(tenant);
  addContosoRoles(tenant);
  tenant.apps.push(...contosoApps());
  const { id, manifestId: externalId } = TEAMS_APP;
  const app = {
    id,
    externalId,
    displayName: 'Latchkey',
    distributionMethod: 'organization',
    botId: APPS.bot.appId,
  } as const;
  tenant.catalogue.push(app);
  tenant.writes.length = 0;
  tenant.audits.length = 0;
  return tenant;
}

function addContosoGroups(tenant: SimTenant): void {
  const { hana, tomas, beatriz, samuel, priya, oskar, breakGlass } = PEOPLE;
  const assignable = { isAssignableToRole: true };
  addGroup(tenant, { id: GROUPS.helpdesk, displayName: 'Helpdesk', members: [hana, tomas], ...assignable });
  addGroup(tenant, { id: GROUPS.duty, displayName: 'Helpdesk duty', members: [beatriz, samuel], ...assignable });
  addGroup(tenant, { id: GROUPS.security, displayName: 'Security operations', members: [priya, oskar], ...assignable });
  addGroup(tenant, {
    id: GROUPS.breakGlass,
    displayName: 'Break-glass accounts',
    members: [breakGlass],
    ...assignable,
  });
}

function addContosoRoles(tenant: SimTenant): void {
  const { globalAdministrator, userAdministrator, helpdeskAdministrator, securityReader } = ROLE_TEMPLATES;
  const role = (templateId: string, displayName: string, assigned: string[], eligible: string[] = []) => {
    const id = `f0${templateId.slice(2)}`;
    tenant.roles.push({ id, templateId, displayName, assigned: new Set(assigned), eligible: new Set(eligible) });
  };
  role(globalAdministrator, 'Global Administrator', [PEOPLE.greta, PEOPLE.breakGlass]);
  role(userAdministrator, 'User Administrator', [PEOPLE.yusuf]);
  role(helpdeskAdministrator, 'Helpdesk Administrator', [GROUPS.duty], [PEOPLE.hana]);
  role(securityReader, 'Security Reader', [GROUPS.security]);
}

function contosoApps(): readonly SimApp[] {
  return [
    {
      ...APPS.bot,
      displayName: 'Latchkey bot',
      servicePrincipalId: 'd1da0001-5e6f-4071-8c83-9eafb0c1d201',
      roles: { [BOT_FRAMEWORK]: [] },
    },
    {
      ...APPS.executor,
      displayName: 'Latchkey executor',
      servicePrincipalId: 'd1da0002-6f70-4182-9d94-afb0c1d2e302',
      roles: { [GRAPH_RESOURCE]: EXECUTOR_ROLES },
    },
    {
      ...APPS.stepUp,
      displayName: 'Latchkey sign-in of approvers',
      servicePrincipalId: 'd1da0004-92b3-44c5-8fb7-d2e1f2a30504',
      redirectPath: '/step-up/callback',
      roles: {},
    },
    {
      ...APPS.automation,
      displayName: 'HR assistant',
      servicePrincipalId: 'd1da0003-7081-4293-8ea5-b0c1d2e3f403',
      roles: { [`api://${APPS.bot.appId}`]: ['Requests.ReadWrite.All'] },
    },
  ];
}
